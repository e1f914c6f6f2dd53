# SPDX-License-Identifier: Apache-2.0
"""The kinds of checks: what may be wrong with a record, each with its meaning in plain words."""

from enum import StrEnum


class Kind(StrEnum):
    """What a check looks for."""

    CLAIM = "CLAIM"
    CONTENT = "CONTENT"
    CONSULT = "CONSULT"
    NOTICE = "NOTICE"
    NECESSITY = "NECESSITY"
    GOVERNANCE = "GOVERNANCE"
    EQUALITY = "EQUALITY"
    RETENTION = "RETENTION"
    CONTRADICTION = "CONTRADICTION"
    RIGHTS = "RIGHTS"
    LEGAL_BASIS = "LEGAL_BASIS"
    DPIA_TIMING = "DPIA_TIMING"
    FOI = "FOI"
    SCOPE = "SCOPE"
    DISPROP = "DISPROP"
    APPROVAL = "APPROVAL"
    SHARING = "SHARING"
    CORRECTION = "CORRECTION"
    REVIEW = "REVIEW"
    QUALITY = "QUALITY"
    PRIOR_CONSULT = "PRIOR_CONSULT"
    DPO = "DPO"

    @property
    def meaning(self) -> str:
        """Return what this kind of finding says."""
        return _MEANINGS[self]


_MEANINGS = {
    Kind.CLAIM: "a public statement is not supported by the record, or is against it",
    Kind.CONTENT: "a part that must be there is missing, or describes without assessing",
    Kind.CONSULT: "consultation that is required or claimed is not evidenced, or dissent or silence is misstated",
    Kind.NOTICE: "people were not told, or not in a form that they can use",
    Kind.NECESSITY: "necessity, proportion, data minimisation or less intrusive means are not shown",
    Kind.GOVERNANCE: "oversight, audit, security, instructions or the handling of breaches is missing",
    Kind.EQUALITY: "no equality assessment, a stale one, or bias that was not tested",
    Kind.RETENTION: "no rule for keeping and erasing, an unjustified period, or data kept after it",
    Kind.CONTRADICTION: "two answers, documents or versions disagree",
    Kind.RIGHTS: "an opt-out, objection, choice or redress is not real",
    Kind.LEGAL_BASIS: "no legal ground, or one that does not hold, such as a consent that is none",
    Kind.DPIA_TIMING: "there is no assessment, or it was made after the processing began",
    Kind.FOI: "an answer to a request is late, without reasons, incomplete or unsafe",
    Kind.SCOPE: "ages, categories, sources or purposes go beyond what is declared",
    Kind.DISPROP: "groups are affected far more than a stated comparator, or nobody has looked",
    Kind.APPROVAL: "approval, money, launch or growth came before or without a final assessment",
    Kind.SHARING: "data are shared with somebody undeclared, in excess, or without agreement",
    Kind.CORRECTION: "a statement was withdrawn or changed without a visible amendment",
    Kind.REVIEW: "a review is overdue, an action is open, or a change had no review",
    Kind.QUALITY: "a field that is needed is not compulsory, or people are not told apart",
    Kind.PRIOR_CONSULT: "high risk was left, and the regulator was not consulted before",
    Kind.DPO: "the data protection officer's advice is missing or late",
}


class Severity(StrEnum):
    """How much a finding matters to the people concerned. Never a verdict on lawfulness."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    INFO = "info"

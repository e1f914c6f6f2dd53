# SPDX-License-Identifier: Apache-2.0
"""Facts about assessments: screening, versions, answers, risks, measures, actions, reviews, corrections, equality."""

from tallystick.core.facts.base import Erasure, fact, public
from tallystick.core.facts.sourced import Sourced

#: What kind of assessment a document is.
ASSESSMENT_TYPES = ("dpia", "privacy-impact", "equality", "human-rights", "algorithm", "legitimate-interests")
#: How far a version had come on its date.
VERSION_STATES = ("draft", "final", "published", "withdrawn")
LEVELS = ("low", "medium", "high")


@fact("screening.recorded")
class ScreeningRecorded(Sourced):
    """The body recorded whether an assessment is needed, and why."""

    #: ``required`` or ``not-required``.
    outcome: str = public()
    #: Which criteria were found to apply (``core.facts.questions.CRITERIA``).
    criteria: tuple[str, ...] = public()
    reasons: str | None = public(erase=Erasure.ON_REQUEST)


@fact("assessment.issued")
class AssessmentIssued(Sourced):
    """A version of an assessment was issued, or bears this date."""

    #: Short name of the assessment; its versions share it.
    assessment: str = public()
    #: One of ``ASSESSMENT_TYPES``.
    type: str = public()
    version: str = public()
    #: One of ``VERSION_STATES``.
    state: str | None = public()
    #: What processing it covers, where it says so: matched with nothing, shown as it is.
    covers: str | None = public(erase=Erasure.ON_REQUEST)
    #: The version and date that another part of the same document gives, where they differ.
    also_marked: str | None = public()
    also_dated: str | None = public()
    #: When the version says it is due for review.
    review_due: str | None = public()
    #: SHA-256 (hex) of the exact text.
    sha256: str | None = public()
    #: Short names of the separate uses, pilots or projects that it names as covered (``processing.grew.use``).
    uses: tuple[str, ...] | None = public()


@fact("assessment.answered")
class AssessmentAnswered(Sourced):
    """A version of an assessment answers a question."""

    assessment: str = public()
    version: str = public()
    #: One of ``core.facts.questions.QUESTIONS``.
    question: str = public()
    #: ``yes``, ``no`` or ``none`` for questions that ask for one; ``None`` for questions that ask for words.
    value: str | None = public()
    text: str | None = public(erase=Erasure.ON_REQUEST)
    #: Whether the answer was blanked, wholly or mostly, where the document was released.
    withheld: bool | None = public()


@fact("template.provided")
class TemplateProvided(Sourced):
    """A form or another project's document has these words: whoever repeats them has not answered."""

    template: str = public()
    question: str | None = public()
    text: str = public()


@fact("risk.identified")
class RiskIdentified(Sourced):
    """An assessment names a risk to people."""

    risk: str = public()
    assessment: str | None = public()
    harm: str = public(erase=Erasure.ON_REQUEST)
    #: Which data, method or people it comes from: a value of ``DATA_CATEGORIES``, a method, or ``vulnerability``.
    about: str | None = public()
    #: Each one of ``LEVELS``: before measures, and what is left after them.
    level: str | None = public()
    residual: str | None = public()


@fact("measure.decided")
class MeasureDecided(Sourced):
    """An assessment decides a measure against a risk."""

    measure: str = public()
    risk: str = public()
    text: str = public(erase=Erasure.ON_REQUEST)
    owner: str | None = public()
    due: str | None = public()


@fact("action.set")
class ActionSet(Sourced):
    """An assessment, approval or review set an action."""

    action: str = public()
    text: str = public(erase=Erasure.ON_REQUEST)
    #: The assessment or approval that set it.
    document: str | None = public()
    owner: str | None = public()
    due: str | None = public()
    #: What doing it would be: ``equality``, ``consultation``, ``review``, ``notice``, ``retention``, ``other``.
    about: str | None = public()


@fact("action.closed")
class ActionClosed(Sourced):
    """An action was done, or dropped with a reason."""

    action: str = public()
    #: ``done`` or ``dropped``.
    outcome: str = public()
    reason: str | None = public(erase=Erasure.ON_REQUEST)


@fact("review.held")
class ReviewHeld(Sourced):
    """An assessment or rule was reviewed."""

    document: str = public()
    outcome: str | None = public(erase=Erasure.ON_REQUEST)
    next_due: str | None = public()


@fact("correction.made")
class CorrectionMade(Sourced):
    """The body said that something it had stated was wrong."""

    #: The ``ref`` of the fact it corrects.
    corrects: str = public()
    old: str | None = public(erase=Erasure.ON_REQUEST)
    #: The words that stand instead; ``None`` where the statement is only withdrawn.
    new: str | None = public(erase=Erasure.ON_REQUEST)
    reason: str | None = public(erase=Erasure.ON_REQUEST)
    #: The version in which the corrected text can be read; ``None`` where none was shown.
    amended_version: str | None = public()
    #: The ``ref`` of each further statement that the same correction corrects.
    also_corrects: tuple[str, ...] | None = public()


@fact("equality.assessed")
class EqualityAssessed(Sourced):
    """The body recorded its regard to equality: an equality impact assessment or its equal."""

    #: ``done`` or ``planned``.
    state: str = public()
    #: Whether data about the groups concerned were used; whether the tool was tested for bias.
    data_used: bool | None = public()
    bias_tested: bool | None = public()
    result: str | None = public(erase=Erasure.ON_REQUEST)

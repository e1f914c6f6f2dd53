# SPDX-License-Identifier: Apache-2.0
"""Every check, put to whole fictional records: complete ones raise nothing, and each fault raises its own findings."""

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from tallystick.core.claims.record import given
from tallystick.core.facts import dossier, plain
from tallystick.core.law.checks import checks
from tallystick.core.law.examine import Finding, examine

RECORDS = Path(__file__).parent / "records"
STREETS = "school-streets-complete"
PILOT = "image-search-pilot-complete"
WARDS = "ward-scores-assessed-after-start"
AS_OF = {STREETS: dt.date(2025, 6, 30), PILOT: dt.date(2023, 7, 31), WARDS: dt.date(2023, 9, 30)}

#: A record, the fact that is changed, its field and new value, and all that this raises.
CHANGED: tuple[tuple[str, str, str, Any, set[str]], ...] = (
    (STREETS, "dpo-advice", "on", "2024-06-01", {"dpo-advice-in-time:record"}),
    (STREETS, "dpo-advice", "followed", False, {"dpo-overruled-with-reasons:dpo-advice"}),
    (STREETS, "forum", "on", "2024-06-01", {"asked-before-decision:forum", "views-sought-before-start:record"}),
    (STREETS, "eqia", "on", "2024-06-01", {"equality-before-start:record"}),
    (STREETS, "eqia", "bias_tested", False, {"bias-tested:eqia"}),
    (STREETS, "approval", "version", "1.0", {"approved-version-final:approval"}),
    (STREETS, "approval", "version", "2.0", {"approved-version-final:approval"}),
    (STREETS, "risk-loc", "residual", "high", {"high-risk-consulted:dpia"}),
    (STREETS, "q-match", "value", "no", {"answers-and-fields-agree:dpia: matching"}),
    (STREETS, "q-children", "value", "yes", {"intrusions-have-risks:vulnerability", "notice-for-children:record"}),
    (STREETS, "keep-images", "reason", None, {"retention-justified:images"}),
    (STREETS, "keepers", "languages", ["en", "cy"], {"notice-languages:keepers"}),
    (PILOT, "apd", "on", "2023-06-01", {"policy-document-for-sensitive-data:record"}),
    (PILOT, "basis", "basis", "public-task", {"legal-basis-in-the-law:public-task"}),
    (PILOT, "basis", "condition", None, {"sensitive-data-condition:record"}),
    (PILOT, "purpose", "law_enforcement", False, {"regime-fits-purpose:purpose"}),
    (PILOT, "m-bio", "human_review", False, {"human-review:biometric-recognition"}),
    (PILOT, "n1", "on", "2023-02-01", {"notice-before-start:record"}),
    (PILOT, "k-bio", "review_every", None, {"retention-reviewed:biometric"}),
    (PILOT, "ended", "data_deleted", False, {"erased-at-the-end:ended"}),
    (PILOT, "sub-probe", "standing", "mixed", {"people-told-apart:people shown in crime scene images"}),
    (PILOT, "a9", "text", "Images of people aged 15 to 21 are enrolled.", {"ages-agree:dpia"}),
)


def _read(name: str) -> Any:
    return plain.read((RECORDS / f"{name}.yaml").read_bytes())


def _raised(name: str, record: Any) -> list[Finding]:
    facts = dossier.refs(dossier.of(record))
    found = examine(given=given(facts=facts, as_of=AS_OF[name]), checks=checks())
    return [finding for finding in found if finding.holds is False]


def _fact(record: Any, name: str) -> Any:
    return next(fact for fact in record["facts"] if name in (fact.get("ref"), fact.get("engagement")))


@pytest.mark.parametrize("name", [STREETS, PILOT])
def test_an_exemplary_record_raises_nothing(name: str) -> None:
    assert [finding.id for finding in _raised(name, _read(name))] == []


@pytest.mark.parametrize(("name", "fact", "field", "value", "raises"), CHANGED)
def test_one_fault_in_an_exemplary_record_raises_its_findings(
    name: str, fact: str, field: str, value: Any, raises: set[str]
) -> None:
    record = _read(name)
    changed = _fact(record, fact)
    assert changed.get(field) != value
    changed[field] = value
    assert {finding.id for finding in _raised(name, record)} == raises


def test_an_exemplary_record_that_lacks_any_assessment_before_the_start() -> None:
    record = _read(STREETS)
    record["facts"] = [fact for fact in record["facts"] if not fact["kind"].startswith("assessment.")]
    raised = {finding.id for finding in _raised(STREETS, record)}
    assert {"dpia-before-start:record", "necessity-shown:necessity", "less-intrusive-means:record"} <= raised


def test_scores_that_were_assessed_after_the_start_raise_what_is_wrong_and_nothing_else() -> None:
    assert {finding.id for finding in _raised(WARDS, _read(WARDS))} == {
        "consent-is-a-choice:implied",
        "dpia-before-start:record",
        "human-review:scoring",
        "intrusions-have-risks:vulnerability",
        "logic-verifiable:scoring",
        "notice-for-children:record",
        "notice-tells:record",
        "recipients-have-agreements:disc",
        "sensitive-data-condition:record",
    }

# SPDX-License-Identifier: Apache-2.0
"""What a check may be made of, what it is given, and what examining a record returns."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Iterator
from typing import Any

import pytest

from tallystick.core.claims.record import given as record_of
from tallystick.core.facts import dossier
from tallystick.core.facts.course import ProcessingStarted
from tallystick.core.facts.dates import read
from tallystick.core.law.check import Check, Era, Result, at_start, cannot_tell, met, missing, today, unmet
from tallystick.core.law.checks import checks
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.examine import examine
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.report import report

CITATION = Citation(
    instrument="Fictional Records Act 2001",
    provision="section 3(1)",
    url="https://law.example/records-act/3",
    read_on=dt.date(2026, 11, 1),
    version="as made",
    quote="Words.",
    sha256=hashlib.sha256(b"Words.").hexdigest(),
)
OLD = Era(regimes=("uk-gdpr", "led"), since=None, until=dt.date(2018, 5, 24), citation=CITATION)
NEW = Era(regimes=("uk-gdpr",), since=dt.date(2018, 5, 25), citation=CITATION)


def _given(*facts: dict[str, Any], as_of: str = "2022-06-03") -> Given:
    made = dossier.of({"tallystick-dossier": 1, "project": "p", "facts": list(facts)})
    return record_of(facts=dossier.refs(made), as_of=read(as_of).last)


def _start(on: str | None, ref: str = "start", **more: Any) -> dict[str, Any]:
    return {"kind": "processing.started", "ref": ref, "said_by": "body", "on": on, **more}


def _check(answer: Any = lambda given: [], eras: tuple[Era, ...] = (OLD, NEW), judged: Any = today) -> Check:
    return Check(
        kind=Kind.DPO,
        severity=Severity.LOW,
        asks="Is it so?",
        means="It matters.",
        resolves="A fact.",
        eras=eras,
        judged=judged,
        answer=answer,
    )


@pytest.mark.parametrize(
    ("eras", "problem"),
    [
        ((), "cites the law"),
        ((dataclasses.replace(OLD, regimes=()),), "unknown regimes"),
        ((dataclasses.replace(OLD, regimes=("gdpr",)),), "unknown regimes"),
        ((OLD, dataclasses.replace(NEW, since=dt.date(2018, 5, 24))), "overlap"),
        ((OLD, dataclasses.replace(NEW, since=None)), "overlap"),
        ((NEW, dataclasses.replace(NEW, since=dt.date(2020, 1, 1))), "overlap"),
    ],
)
def test_a_check_without_sound_eras_is_not_made(eras: tuple[Era, ...], problem: str):
    with pytest.raises(TypeError, match=problem):
        _check(eras=eras)


def test_eras_of_other_regimes_may_run_side_by_side():
    other = dataclasses.replace(NEW, regimes=("led",))
    assert _check(eras=(OLD, NEW, other)).era(regime="led", day=dt.date(2020, 1, 1)) is other


@pytest.mark.parametrize(
    ("regime", "day", "era"),
    [
        ("uk-gdpr", "2018-05-24", OLD),
        ("uk-gdpr", "2018-05-25", NEW),
        ("led", "2018-05-25", None),
        ("eu-gdpr", "2018-05-24", None),
    ],
)
def test_the_law_of_a_day_is_found(regime: str, day: str, era: Era | None):
    assert _check().era(regime=regime, day=dt.date.fromisoformat(day)) is era


def test_answers_are_three():
    assert met("a", "Yes.", on=["x"]) == Result(holds=True, about="a", says="Yes.", rests_on=("x",))
    assert unmet("a", "No.").holds is False
    assert cannot_tell("a", "Perhaps.", supply="More.").supply == "More."


def test_what_is_missing_is_a_finding_only_where_the_record_is_complete():
    searched = {"kind": "record.searched", "ref": "s", "said_by": "body", "subjects": ["foi"]}
    assert missing(_given(searched), "foi", "a", "None.", supply="It.").holds is False
    unknown = missing(_given(searched), "data", "a", "None.", supply="It.")
    assert unknown.holds is None
    assert unknown.supply == "It."


def test_which_day_decides():
    assert at_start(_given(_start("2019-06"))) == dt.date(2019, 6, 1)
    assert at_start(_given()) == dt.date(2022, 6, 3)
    assert today(_given(_start("2019-06"))) == dt.date(2022, 6, 3)


def test_facts_come_by_date_whatever_the_order_of_the_file():
    facts = [_start(None, "none"), _start("2020", "b"), _start("2019-06", "c"), _start("2019-06", "a")]
    record = _given(*facts)
    assert [fact.ref for fact in record.all(ProcessingStarted)] == ["a", "c", "b", "none"]
    assert refs(record.notes_of(ProcessingStarted)) == ("a", "c", "b", "none")
    first = record.all(ProcessingStarted)[0]
    assert record.ref(first) == "a"
    assert str(record.when(first)) == "2019-06"


def test_what_happened_later_is_not_in_the_record():
    facts = [_start("2022-06-04", "later"), _start("2022-06", "perhaps"), _start(None, "undated")]
    assert {note.ref for note in _given(*facts).notes} == {"perhaps", "undated"}


@pytest.mark.parametrize(
    ("starts", "first", "last"),
    [
        ([("2019-06-10", None)], "2019-06-10", "2019-06-10"),
        ([("2019-06", None), ("2019-08", None)], "2019-06-01", "2019-08-31"),
        ([("2019-06-10", "pilot"), ("2020-01-01", "full")], "2019-06-10", "2019-06-10"),
        ([("2019-06", "pilot"), ("2019-07", "pilot"), ("2020", "full")], "2019-06-01", "2019-07-31"),
        ([("2018-01-01", "full"), ("2019-06-10", "pilot")], "2018-01-01", "2019-06-10"),
    ],
)
def test_the_start_is_every_day_that_its_sources_allow(starts: list[tuple[str, str | None]], first: str, last: str):
    record = _given(*[_start(on, f"s{number}", scale=scale) for number, (on, scale) in enumerate(starts)])
    assert record.started is not None
    assert (str(record.started.first), str(record.started.last)) == (first, last)


def test_a_declared_start_counts_where_no_other_is_known():
    registered = {"kind": "project.registered", "project": "p", "body": "b", "body_name": "B", "name": "N"}
    assert _given(registered).started is None
    assert str(_given({**registered, "starts_on": "2019-06"}).started) == "2019-06"
    assert str(_given({**registered, "starts_on": "2019-06"}, _start("2019-09")).started) == "2019-09"
    assert _given({**registered, "starts_on": "2019-06"}, _start(None)).started is None


def test_the_regime_is_the_one_that_is_declared_last():
    one = {"kind": "regime.declared", "ref": "a", "said_by": "body", "regime": "led", "on": "2020"}
    other = {"kind": "regime.declared", "ref": "b", "said_by": "body", "regime": "eu-gdpr", "on": "2019"}
    assert _given(one, other).regime == "led"
    assert _given().regime is None


def _all_three(given: Given) -> Iterator[Result]:
    yield met("c", "Yes.", on=["start"])
    yield unmet("b", "No.")
    yield cannot_tell("a", "Perhaps.", supply="More.")


def test_results_come_in_the_order_of_what_they_are_about():
    results = examine(given=_given(_start("2019")), checks={"one": _check(_all_three)})
    assert [(one.id, one.holds, one.resolves) for one in results] == [
        ("one:a", None, "More."),
        ("one:b", False, "A fact."),
        ("one:c", True, "A fact."),
    ]
    assert results[0].asks == "Is it so?"
    assert results[0].judged_on == dt.date(2022, 6, 3)


def test_a_question_without_law_is_not_asked():
    led = {"kind": "regime.declared", "ref": "a", "said_by": "body", "regime": "led"}
    assert examine(given=_given(led), checks={"one": _check(_all_three)}) == ()


def test_an_era_may_ask_otherwise():
    era = dataclasses.replace(NEW, answer=lambda given: [met("other", "Yes.")])
    (result,) = examine(given=_given(), checks={"one": _check(_all_three, eras=(era,))})
    assert result.about == "other"


def test_a_report_puts_the_gravest_first_and_counts():
    grave = dataclasses.replace(_check(_all_three), severity=Severity.HIGH)
    record = _given(_start("2019"))
    results = examine(given=record, checks={"b": _check(_all_three), "a": _check(_all_three), "c": grave})
    found = report(project="p", given=record, results=results, lines={"start": 4})
    assert [one.id for one in found.findings] == ["c:b", "a:b", "b:b"]
    assert dict(found.by_severity) == {"high": 1, "medium": 0, "low": 2, "info": 0}
    assert [basis.line for basis in found.rests_on(found.holds[0])] == [4]
    assert found.laws[0].results == 9
    assert (found.name, found.body, found.regime, found.regime_declared) == (None, None, "uk-gdpr", False)


def test_a_report_says_which_regime_was_declared_and_who_speaks():
    law = {"kind": "regime.declared", "ref": "a", "said_by": "body", "regime": "led"}
    asked = {"kind": "request.sent", "statement": "s", "engagement": "e"}
    disputed = {"kind": "dispute.raised", "dispute": "d", "engagement": "e", "organisation": "o"}
    claimed = {"kind": "engagement.claimed", "engagement": "e", "organisation": "o", "organisation_name": "O"}
    record = _given(law, asked, disputed, {**claimed, "claimed_as": "consulted"})
    found = report(project="p", given=record, results=(), lines={})
    assert (found.regime, found.regime_declared, found.notes) == ("led", True, ())
    assert {ref: basis.said_by for ref, basis in found.bases.items()} == {
        "a": "body",
        "request.sent#2": "the record itself",
        "dispute.raised#3": "organisation",
        "engagement.claimed#4": "body",
    }
    assert found.bases["a"].date_words == "no date"
    assert found.contacts[0].name == "O"


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_says_what_it_means(kind: Kind):
    assert kind.meaning


def test_checks_are_found_by_being_there():
    assert list(checks()) == sorted(checks())
    assert "dpia-before-start" in checks()

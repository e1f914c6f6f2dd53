# SPDX-License-Identifier: Apache-2.0
"""What the police of the demo states about its own project: the assessment that came late, and two corrections."""

import datetime as dt
from collections.abc import Iterator
from typing import cast

from tallystick.core.facts.assessment import ActionSet, AssessmentAnswered, AssessmentIssued, CorrectionMade
from tallystick.core.facts.base import JsonValue, decode, expect
from tallystick.core.facts.course import ClaimStated, ProcessingStarted, RecordSearched
from tallystick.core.facts.declaration import PurposeDeclared, RegimeDeclared, SubjectsDeclared
from tallystick.core.facts.foi import FoiAnswered, FoiRequested
from tallystick.core.facts.sourced import Sourced

#: Days from the start of processing to the date of the assessment.
LATE_BY = 505
_ASSESSMENT = "Data protection impact assessment, version 1"
_ANSWERS = (
    ("systematic-monitoring", "yes", None),
    ("large-scale-profiling", "yes", "Extensive data will be used to identify people for review."),
    ("children-profiling", "yes", "Many of those involved are under the age of 18."),
    ("subject-categories", None, "Males aged 15 to 21 are a focus of the project."),
)


def stated(*, started: dt.date, today: dt.date) -> Iterator[Sourced]:
    """Yield what the police states: first what its documents say, then what it withdrew when it was asked."""
    yield _fact(RegimeDeclared, "regime", started, regime="dpa2018-part3")
    yield _fact(ProcessingStarted, "start", started, scale="full")
    yield _fact(
        PurposeDeclared, "purpose", started, text="To find signs of serious youth violence.", law_enforcement=True
    )
    yield from _assessment(started + dt.timedelta(days=LATE_BY))
    claimed = today - dt.timedelta(days=20)
    said = "The project has had a full equality impact assessment, and no negative impact was found."
    yield _fact(ClaimStated, "equality-claim", claimed, topic="equality", asserts=True, text=said)
    yield from _corrections(today - dt.timedelta(days=2))
    yield from _request(today)
    searched = ("start", "assessment", "assessment-content", "data", "actions", "equality", "corrections", "dpo")
    yield _fact(RecordSearched, "searched", today, subjects=searched)


def _assessment(day: dt.date) -> Iterator[Sourced]:
    yield _fact(AssessmentIssued, "dpia", day, assessment="dpia", type="dpia", version="1", state="final")
    for question, value, text in _ANSWERS:
        answer = {"question": question, "value": value, "text": text}
        yield _fact(AssessmentAnswered, f"answer-{question}", day, assessment="dpia", version="1", **answer)
    yield _fact(SubjectsDeclared, "focus", day, category="males", age_from=15, age_to=21, document="dpia")
    for action, about in (("Equality impact assessment", "equality"), ("Further consultation", "consultation")):
        yield _fact(ActionSet, f"action-{about}", day, action=about, text=action, document="dpia", about=about)


def _corrections(day: dt.date) -> Iterator[Sourced]:
    for corrects in ("answer-large-scale-profiling", "answer-subject-categories"):
        yield _fact(CorrectionMade, f"correction-of-{corrects}", day, corrects=corrects, reason="Entered in error.")


def _request(today: dt.date) -> Iterator[Sourced]:
    asked = today - dt.timedelta(days=25)
    text = "The minutes, emails or call notes of the consultation."
    yield _fact(FoiRequested, "request", asked, request="22/0418", law="foia", text=text, subjects=("consultation",))
    answer = {"request": "22/0418", "outcome": "partly", "unanswered": ("consultation",), "released": 0}
    yield _fact(FoiAnswered, "request-answered", today - dt.timedelta(days=4), **answer)


def _fact(kind: type[Sourced], ref: str, day: dt.date, **values: object) -> Sourced:
    shared = {"ref": ref, "on": day.isoformat(), "said_by": "body", "source_title": _ASSESSMENT}
    lists = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
    values_of_fact = cast(dict[str, JsonValue], {**shared, **lists})
    return expect(decode(kind=kind.kind, values=values_of_fact), kind)

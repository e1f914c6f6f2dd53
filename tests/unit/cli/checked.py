# SPDX-License-Identifier: Apache-2.0
"""A small dossier, and checks of a fictional law that answer it in every way, for tests of the report."""

import datetime as dt
import hashlib
from collections.abc import Iterator

from tallystick.core.facts.course import ProcessingEnded, ProcessingStarted
from tallystick.core.law.check import Check, Era, Result, cannot_tell, met, missing, today, unmet
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity

WORDS = "A body must say <when> it began & why."
CITATION = Citation(
    instrument="Fictional Records Act 2001",
    provision="section 3(1)",
    url="https://law.example/records-act/3",
    read_on=dt.date(2026, 11, 1),
    version="as made",
    quote=WORDS,
    sha256=hashlib.sha256(WORDS.encode()).hexdigest(),
)
OF_OLD = Era(regimes=("uk-gdpr",), since=None, until=dt.date(2018, 5, 24), citation=CITATION, note="Good practice.")
NOW = Era(regimes=("uk-gdpr", "dpa2018-part3"), since=dt.date(2018, 5, 25), citation=CITATION)


def _began(given: Given) -> Iterator[Result]:
    for note in given.notes_of(ProcessingStarted):
        says = f"It began <b>{note.when.words if note.when else 'at no date'}</b>."
        yield unmet(note.ref, says, on=[note.ref]) if note.when else met(note.ref, says, on=[note.ref])


def _ended(given: Given) -> Iterator[Result]:
    if given.notes_of(ProcessingEnded):
        yield met("record", "It ended.", on=refs(given.notes_of(ProcessingEnded)))
        yield cannot_tell("why", "Why is not said.", supply="The reason.", on=refs(given.starts))
    else:
        yield missing(given, "start", "record", "No end is on record.", supply="The end.")


def _check(asks: str, severity: Severity, answer: object, eras: tuple[Era, ...] = (OF_OLD, NOW)) -> Check:
    return Check(
        kind=Kind.QUALITY,
        severity=severity,
        asks=asks,
        means="People do not know <since when>.",
        resolves="The date.",
        eras=eras,
        judged=today,
        answer=answer,  # type: ignore[arg-type]
    )


CHECKS = {
    "began": _check("Is there no start?", Severity.HIGH, _began),
    "ended": _check("Has it ended?", Severity.LOW, _ended, (NOW,)),
}

DOSSIER = """\
tallystick-dossier: 1
project: youth-signals
sources:
  S1: {title: "A paper", url: "https://n.example/paper"}
  S2: {title: "Not a link", url: "javascript:alert(1)"}
facts:
- {kind: project.registered, project: y, body: n, body_name: Northshire Police, name: "Youth <Signals>"}
- kind: processing.started
  ref: start
  on: 2019-06
  said_by: press
  source: S1
  quote: "They began <early>."
- {kind: processing.started, ref: undated, said_by: body}
- {kind: processing.started, ref: other, on: 2019-07, said_by: body, source: S2}
- {kind: processing.ended, ref: end, on: 2020-01-02, said_by: body}
- {kind: engagement.claimed, engagement: harbour, organisation: h, organisation_name: Harbour Trust, on: 2019-01-02, channel: call, claimed_as: consulted, asked: What?}
- {kind: engagement.claimed, engagement: lantern, organisation: l, organisation_name: Lantern Youth, on: 2019-01-02, channel: call, claimed_as: consulted, asked: What?}
- {kind: report.published, report: r, engagement: harbour, says: disputes, reporter: The Lantern, published_on: 2020-02-01}
- {kind: claim.made, claim: c, text: "We <asked>.", made_by: Northshire Police, made_on: 2020-01-15, asserts: consulted, engagements: [harbour]}
- {kind: claim.made, claim: d, text: "We asked all.", made_by: Northshire Police, asserts: consulted, engagements: [nobody]}
- {kind: dispute.raised, dispute: d1, engagement: harbour, organisation: h, words: "No.", level: link}
"""  # noqa: E501 (lines of a file)

# SPDX-License-Identifier: Apache-2.0
"""Reads the short form of facts that ``consultation.cases.toml`` explains in its head."""

import datetime as dt
import re
from collections.abc import Iterable

from tallystick.core.facts import consultation as kinds
from tallystick.core.facts.base import Fact, Recorded
from tallystick.core.facts.record import FieldErased

FIRST_DAY = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
PROJECT = "p-lantern"
ELSEWHERE = "p-elsewhere"
NAMES = {"A": "Harbour Trust", "B": "Quay Youth", "C": "Lantern House", "D": "Mill Lane Project", "E": "Tideway Advice"}
CLAIM = "c-1"


def read(lines: Iterable[str]) -> list[Recorded]:
    """Return the facts, one a day from the first of January 2026 at noon."""
    return [read_line(line, entry=entry) for entry, line in enumerate(lines)]


def read_line(line: str, *, entry: int) -> Recorded:
    time = FIRST_DAY + dt.timedelta(days=entry)
    project = ELSEWHERE if line.startswith("elsewhere ") else PROJECT
    return Recorded(entry=entry, time=time, project=project, fact=_fact(line.removeprefix("elsewhere "), time))


def _fact(line: str, time: dt.datetime) -> Fact:
    for pattern, make in _FORMS:
        if found := re.fullmatch(pattern, line):
            return make(time=time.isoformat(), **found.groupdict())
    raise AssertionError(f"no short form reads {line!r}")


def _claimed(*, time, a, rung, channel, on):
    return kinds.EngagementClaimed(
        engagement=a,
        organisation=f"o-{a[0]}",
        organisation_name=NAMES[a[0]],
        on=on,
        channel=channel,
        claimed_as=rung,
        asked="What you think of the project.",
        document_sha256=None,
        by_role="editor",
        by="Ada",
    )


def _evidence(*, time, a):
    return kinds.EvidenceAttached(
        engagement=a,
        media_type="application/pdf",
        size=1024,
        problems=(),
        by_role="editor",
        sha256="0" * 64,
        file_name="minutes.pdf",
        by="Ada",
    )


def _fixed(*, time, a, ts, text):
    return kinds.StatementFixed(
        statement=ts,
        engagement=a,
        organisation=f"o-{a[0]}",
        text=text,
        witness=None,
        by_role="editor",
        by="Ada",
        code_salt="c2FsdA",
    )


def _sent(*, time, a, how, ts):
    return kinds.RequestSent(
        statement=ts,
        engagement=a,
        reminder=int(how == "reminded"),
        mail_sha256="0" * 64,
        server_reply="250 OK",
        signed=True,
        recipient="ada@charity.example",
    )


def _bounced(*, time, a, ts):
    return kinds.RequestBounced(
        statement=ts,
        engagement=a,
        status="5.1.1",
        mail_sha256="0" * 64,
        reporting_server="mx.charity.example",
        diagnostic="no such user",
    )


def _unclear(*, time, a, reason):
    return kinds.AnswerUnclear(
        statement=None,
        engagement=a,
        reason=reason,
        explanation="It is no answer.",
        received_at=time,
        asked_again=reason != "out-of-office",
        mail_sha256="0" * 64,
        sender="ada@charity.example",
    )


def _answer(*, time, a, verb, ts, level, imported, written):
    return kinds.AnswerReceived(
        statement=ts,
        engagement=a,
        organisation=f"o-{a[0]}",
        verb=verb,
        level=level,
        channel="import" if imported else "link" if level == "link" else "mail",
        code="A" * 26,
        code_salt="c2FsdA",
        received_at=time,
        claimed_at=written,
        words=f"{verb} in our own words",
        key_entry=None,
        header_view=None,
        signed=(),
        unsigned=(),
        problems=(),
        mail_sha256=None,
        message_id="<1@charity.example>",
        sender="ada@charity.example",
    )


def _disputed(*, time, a, level):
    return kinds.DisputeRaised(
        dispute=f"d-{a}",
        engagement=a,
        organisation=f"o-{a[0]}",
        words="We were never asked.",
        level=level,
        channel="link",
        received_at=time,
        contact="ada@charity.example",
    )


def _report(*, time, a, says, on):
    return kinds.ReportPublished(
        report=f"r-{a}",
        engagement=a,
        says=says,
        reporter="The Northshire Courier",
        published_on=on,
        source_url="https://courier.example/1",
        quote="Nobody asked us.",
        by_role="overseer",
        by="Bea",
    )


def _erased(*, time, a, number, field):
    return FieldErased(
        entry=int(number),
        field=field,
        digest="0" * 43,
        basis="UK GDPR Article 17(1)(a)",
        engagement=a,
        by_role="operator",
        by="Ada",
    )


def _claim(*, time, rung, before, names):
    return kinds.ClaimMade(
        claim=CLAIM,
        text="We consulted these organisations before launch.",
        made_by="Northshire Police",
        made_on="2022-05-01",
        source_title="Answer to a request",
        source_url="https://northshire.example/foi/1",
        asserts=rung,
        before_start=before is not None,
        engagements=tuple(names.split()),
        by_role="editor",
        by="Ada",
    )


_A = r"(?P<a>[A-E]\d?)"
_FORMS = (
    (rf"{_A} claimed (?P<rung>\w+) by (?P<channel>\w+) on (?P<on>[\d-]+)", _claimed),
    (rf"{_A} evidence", _evidence),
    (rf"{_A} fixed (?P<ts>TS-\d+): (?P<text>.+)", _fixed),
    (rf"{_A} (?P<how>sent|reminded) (?P<ts>TS-\d+)", _sent),
    (rf"{_A} bounced (?P<ts>TS-\d+)", _bounced),
    (rf"{_A} unclear (?P<reason>[\w-]+)", _unclear),
    (
        rf"{_A} (?P<verb>[A-Z]+) (?P<ts>TS-\d+) (?P<level>[\w-]+)"
        r"(?P<imported> imported)?(?: written (?P<written>\S+))?",
        _answer,
    ),
    (rf"{_A} disputed (?P<level>[\w-]+)", _disputed),
    (rf"{_A} report (?P<says>[\w-]+) on (?P<on>\S+)", _report),
    (rf"{_A} erased (?P<number>\d+) (?P<field>\w+)", _erased),
    (r"claim (?P<rung>\w+)(?P<before> before start)?: (?P<names>.+)", _claim),
)

# SPDX-License-Identifier: Apache-2.0
"""Whole cases for tests, made through the real operations, real signed mails and the one door.

``northshire()`` is the case of the design: Northshire Police claims contact with five charities. Many projects at once
are made by ``tests.apps.crowd``.
"""

import dataclasses
import datetime as dt
import json
from collections.abc import Sequence
from pathlib import Path

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.mail import inbound
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.consultations.mail.zone import ZoneFile
from tallystick.apps.consultations.models import Claim, Engagement, InboundMail, Organisation, Statement
from tallystick.apps.consultations.operations.answering import answer_by_link, store_inbound
from tallystick.apps.consultations.operations.asking import (
    code_salt,
    fix_statement,
    new_link,
    record_bounce,
    record_sent,
)
from tallystick.apps.consultations.operations.engagements import attach_evidence, claim_engagement, make_claim
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import publish_project, register_project
from tallystick.apps.projects.queries import ProjectView, view
from tallystick.core.evidence.code import statement_code
from tallystick.core.evidence.reply import MARKER
from tallystick.core.facts.base import REGISTER, Recorded
from tallystick.core.facts.project import LogStarted
from tallystick.core.ledger import b64
from tests.signer import compose_mail, key_records, sign_mail

NOW = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
STARTS_ON = dt.date(2025, 6, 1)
CHARITIES = ("Harbour Trust", "Lantern Youth", "Northshire Mentors", "Open Door Project", "Stepping Stones")
#: The case of the design: three dispute, two are silent.
THREE_DISPUTE = ("DISPUTE", "DISPUTE", "DISPUTE", "", "")
_DIGEST = "0" * 64


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One project with everything around it. ``claim`` is ``None`` where it has no engagement."""

    body_id: str
    ada: User
    project: ProjectView
    organisations: tuple[Organisation, ...]
    engagements: tuple[Engagement, ...]
    statements: tuple[Statement, ...]
    claim: Claim | None


class Mailing:
    """Signed mails from the organisations' own domains, read as the service reads them."""

    def __init__(self, *, folder: Path) -> None:
        self._zone = folder / "zone.json"
        self._resolver = KeyResolver(sources=[ZoneFile(path=self._zone)])
        self._records: dict[str, dict[str, list[str]]] = {}
        self._sent = 0

    def answer(self, *, statement: Statement, domain: str, verb: str, words: str, now: dt.datetime) -> Recorded:
        """Let an organisation answer by a signed mail from its domain."""
        self._records |= {owner: {"TXT": texts} for owner, texts in key_records(domain=domain).items()}
        self._zone.write_text(json.dumps(self._records), "utf-8")
        self._sent += 1
        mail = compose_mail(
            sender=f"office@{domain}",
            subject=f"{verb} {statement.reference} {answer_code(statement=statement, verb=verb)}",
            date=now,
            message_id=f"<{self._sent}.{statement.reference}@mail.{domain}>",
            body=f"{words}\r\n\r\n{MARKER}\r\n",
        )
        return self._take(sign_mail(mail, domain=domain, t=int(now.timestamp())), now=now)

    def absence_note(self, *, statement: Statement, domain: str, now: dt.datetime) -> Recorded:
        """Let an organisation's mail program say that nobody is there."""
        self._sent += 1
        mail = compose_mail(
            sender=f"office@{domain}",
            subject=f"Out of office: {statement.reference}",
            date=now,
            message_id=f"<{self._sent}.{statement.reference}@mail.{domain}>",
            extra=[("Auto-Submitted", "auto-replied")],
        )
        return self._take(mail, now=now)

    def _take(self, raw: bytes, *, now: dt.datetime) -> Recorded:
        mail = store_inbound(
            raw=raw,
            channel=InboundMail.Channel.MAIL,
            envelope_from="office@harbourtrust.example",
            recipient="answers@record.localhost",
            received_at=now,
        )
        assert inbound.read_one(pk=mail.pk, now=now, resolver=self._resolver), "the mail was not read"
        mail.refresh_from_db()
        assert mail.entry is not None, "the mail left no entry"
        return journal.recorded(entry=mail.entry)


def answer_code(*, statement: Statement, verb: str) -> str:
    """Return the code that the request mail would carry for a verb."""
    salt = b64.decode_url(code_salt(statement=statement), what="the salt")
    return statement_code(verb=verb, reference=statement.reference, statement=statement.text, salt=salt)


def start_log(*, now: dt.datetime = NOW) -> None:
    """Write entry 0 where the log is empty."""
    if not Entry.objects.exists():
        fact = LogStarted(origin="localhost:8000/log", operator="The operator", vkey="as in the key folder")
        append(fact=fact, project=REGISTER, now=now)


def northshire(
    *,
    folder: Path | None = None,
    answers: Sequence[str] = THREE_DISPUTE,
    names: Sequence[str] = CHARITIES,
    project: str = "Youth Signals",
    body: str = "Northshire Police",
    purpose: str = "To spot violence among young people early",
    claim_text: str = "We consulted these five organisations before launch.",
    published: bool = True,
    now: dt.datetime = NOW,
) -> Case:
    """Make the case: one organisation for each answer, in the order of the names.

    An answer is a verb (a signed mail; needs ``folder``), ``LINK-`` and a verb (by the one-time link), ``away`` (an
    absence note; needs ``folder``), ``bounce``, ``unasked`` (nobody was asked) or empty (asked, and silent).
    """
    start_log(now=now)
    body_id, domain = _body(body, now=now)
    ada = add_user(email=f"ada@{domain}", name="Ada", password="a long enough password", body_id=body_id, role=Role.DPO)
    row = register_project(
        by=ada,
        body_id=body_id,
        name=project,
        purpose=purpose,
        starts_on=STARTS_ON,
        plain_words="Officers and software read public posts of young people.",
        now=now,
    )
    shown = view(row)
    pinned = [organisation(by=ada, body_id=body_id, name=name, now=now) for name in names[: len(answers)]]
    claimed = [engagement(by=ada, project=shown, organisation=one, now=now) for one in pinned]
    made = claim(by=ada, project=shown, engagements=claimed, text=claim_text, now=now) if claimed else None
    mailing = Mailing(folder=folder) if folder else None
    statements = []
    for one, place, answer in zip(pinned, claimed, answers, strict=True):
        if answer != "unasked":
            statements.append(ask(by=ada, project=shown, engagement=place, now=now))
            give_answer(statement=statements[-1], organisation=one, answer=answer, mailing=mailing, now=now)
    if published:
        publish_project(by=ada, project=row, now=now)
    return Case(
        body_id=body_id,
        ada=ada,
        project=view(Project.objects.get(pk=row.pk)),
        organisations=tuple(pinned),
        engagements=tuple(claimed),
        statements=tuple(statements),
        claim=made,
    )


def _body(name: str, *, now: dt.datetime) -> tuple[str, str]:
    """Register a body and return its id and its mail domain."""
    domain = _domain(name)
    hosting, source = (f"mx.{domain}",), f"https://{domain}/contact"
    return register_body(name=name, domains=(domain,), mail_hosting=hosting, source_url=source, now=now), domain


def organisation(*, by: User, body_id: str, name: str, now: dt.datetime = NOW) -> Organisation:
    """Enter an organisation with a domain made from its name, or return the one of this name."""
    known = Organisation.objects.filter(name=name).first()
    domain = _domain(name)
    return known or pin_organisation(
        by=by,
        body_id=body_id,
        name=name,
        contact=f"office@{domain}",
        domain=domain,
        source_url=f"https://charities.example/register/{domain.removesuffix('.example')}",
        source_seen_on=now.date(),
        mail_hosting=(f"mx.{domain}",),
        now=now,
    )


def engagement(
    *,
    by: User,
    project: ProjectView,
    organisation: Organisation,
    asked: str = "What do you think?",
    now: dt.datetime = NOW,
) -> Engagement:
    """Record a meeting that the body says was a consultation, with a file of its own."""
    made = claim_engagement(
        by=by,
        project=project,
        organisation=organisation,
        on=dt.date(2025, 3, 4),
        channel="meeting",
        claimed_as="consulted",
        asked=asked,
        document_sha256=None,
        now=now,
    )
    attach_evidence(by=by, project=project, engagement=made, name="note.txt", content=b"We met. Ada\n", now=now)
    return made


def claim(*, by: User, project: ProjectView, engagements: Sequence[Engagement], text: str, now: dt.datetime) -> Claim:
    """Enter a public statement about engagements."""
    return make_claim(
        by=by,
        project=project,
        text=text,
        made_by=project.body_name,
        made_on=dt.date(2026, 1, 15),
        source_title="Answer to a freedom of information request",
        source_url="https://northshire.example/foi/0123",
        asserts="consulted",
        before_start=True,
        engagements=tuple(one.id for one in engagements),
        now=now,
    )


def ask(*, by: User, project: ProjectView, engagement: Engagement, now: dt.datetime = NOW) -> Statement:
    """Fix the words and record that the request was sent."""
    statement = fix_statement(by=by, project=project, engagement=engagement, now=now)
    record_sent(
        statement=statement,
        reminder=0,
        mail_sha256=_DIGEST,
        server_reply="250 2.0.0 taken",
        signed=True,
        recipient="office@harbourtrust.example",
        now=now,
    )
    return statement


def give_answer(
    *, statement: Statement, organisation: Organisation, answer: str, mailing: Mailing | None, now: dt.datetime
) -> None:
    """Let an organisation answer as ``northshire`` describes."""
    words = {"DISPUTE": "We were never asked.", "CORRECT": "It was one phone call."}
    if answer == "bounce":
        record_bounce(
            statement=statement,
            status="5.1.1",
            mail_sha256=_DIGEST,
            reporting_server="mx.example",
            diagnostic=None,
            now=now,
        )
    elif answer.startswith("LINK-"):
        verb = answer.removeprefix("LINK-")
        answer_by_link(token=new_link(statement=statement), verb=verb, words=words.get(verb, ""), now=now)
    elif answer:
        assert mailing is not None, "a signed mail needs a folder for its DNS data"
        if answer == "away":
            mailing.absence_note(statement=statement, domain=organisation.domain, now=now)
        else:
            said_so = words.get(answer, "That is right.")
            mailing.answer(statement=statement, domain=organisation.domain, verb=answer, words=said_so, now=now)


def _domain(name: str) -> str:
    plain = "".join(letter for letter in name.lower() if letter.isascii() and letter.isalnum())
    return f"{plain[:60] or 'unnamed'}.example"

# SPDX-License-Identifier: Apache-2.0
"""``tallystick trace``: print the eight stops of one fact, with the file to read and the time of each."""

import argparse
import dataclasses
import datetime as dt
import json

from django.conf import settings

from tallystick.apps.consultations.models import Claim, InboundMail
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal import trust
from tallystick.apps.projects import queries as projects
from tallystick.core.claims.consultation import claim_standing, engagement_standing
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import AnswerReceived, KeyObserved

#: Which operation records which kind of fact; the folder of the room otherwise.
_OPERATIONS = {
    "log": "cli/init.py",
    "body": "apps/accounts/operations.py",
    "project": "apps/projects/operations.py",
    "organisation": "apps/consultations/operations/organisations.py",
    "engagement": "apps/consultations/operations/engagements.py",
    "claim": "apps/consultations/operations/engagements.py",
    "report": "apps/consultations/operations/engagements.py",
    "statement": "apps/consultations/operations/asking.py",
    "request": "apps/consultations/operations/asking.py",
}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Stop:
    """One stop: where to read the code, what happened there and when (``None``: nothing happened there)."""

    number: int
    file: str
    what: str
    when: dt.datetime | None


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser("trace", help="print the eight stops of one fact", description=__doc__)
    parser.add_argument("entry", type=int, help="number of the entry in the log")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the stops."""
    stops = trace(entry=arguments.entry)
    if arguments.json:
        print(json.dumps([{**dataclasses.asdict(stop), "when": _rfc3339(stop.when)} for stop in stops], indent=2))
        return 0
    for stop in stops:
        print(f"{stop.number}. {stop.file}\n   {_rfc3339(stop.when) or '-'}\n   {stop.what}")
    return 0


def trace(*, entry: int) -> list[Stop]:
    """Return the eight stops of one entry, from the mail that came in to the public page.

    Raises:
        Invalid: no such entry.
    """
    recorded = journal.recorded(entry=entry)
    return [
        _mail_in(recorded),
        _evidence(recorded),
        _fact(recorded),
        _operation(recorded),
        _append(recorded),
        _ledger(recorded),
        _claims(recorded),
        _page(recorded),
    ]


def _mail_in(recorded: Recorded) -> Stop:
    mail = InboundMail.objects.filter(entry=recorded.entry).first()
    what = "This fact did not arrive by mail."
    if mail:
        size = f"{len(mail.raw):,} bytes arrived" if mail.raw else "Its bytes were erased"
        what = f"{size}, SHA-256 {mail.sha256}"
    return Stop(
        number=1,
        file="apps/consultations/mail/lmtp.py",
        what=what,
        when=mail.received_at if mail else None,
    )


def _evidence(recorded: Recorded) -> Stop:
    what, when = "No evidence was judged for this fact.", None
    if isinstance(recorded.fact, AnswerReceived):
        what = f"{recorded.fact.verb}: {Level.read(recorded.fact.level).public_name}"
        if recorded.fact.key_entry is not None:
            key = journal.recorded(entry=recorded.fact.key_entry).fact
            assert isinstance(key, KeyObserved)  # noqa: S101 (key_entry names an entry of that kind)
            what += f"; key {key.owner_name}, entry {recorded.fact.key_entry}"
            when = dt.datetime.fromisoformat(key.observed_at)
    return Stop(number=2, file="core/evidence/dkim.py", what=what, when=when)


def _fact(recorded: Recorded) -> Stop:
    room = type(recorded.fact).__module__.rsplit(".", 1)[-1]
    what = f"{recorded.fact.kind}: {(recorded.fact.__doc__ or '').splitlines()[0]}"
    return Stop(number=3, file=f"core/facts/{room}.py", what=what, when=recorded.time)


def _operation(recorded: Recorded) -> Stop:
    subject = recorded.fact.kind.split(".", 1)[0]
    file = _OPERATIONS.get(subject, "apps/consultations/operations/answering.py")
    return Stop(number=4, file=file, what="the operation asked its rule and called append", when=recorded.time)


def _append(recorded: Recorded) -> Stop:
    seen = journal.entry(index=recorded.entry)
    what = f"entry {seen.index}, number {seen.pseq} of stream {seen.project}; fact, index and outbox in one transaction"
    return Stop(number=5, file="apps/journal/append.py", what=what, when=recorded.time)


def _ledger(recorded: Recorded) -> Stop:
    seen, head = journal.entry(index=recorded.entry), journal.published()
    if head is None or not seen.published:
        waits = "witnessed" if trust.policy_bytes() is not None else "published"
        what = f"leaf {seen.leaf_hash}; logged, not yet {waits}"
        return Stop(number=6, file="apps/journal/publish.py", what=what, when=None)
    what = f"leaf {seen.leaf_hash} in the signed checkpoint of {head.size} entries, root {bytes(head.root).hex()}"
    names = [name for name, _at in trust.seal(checkpoint=head.checkpoint).witnesses]
    what += f"; cosigned by {', '.join(names)}" if names else "; signed by its operator alone, no witness"
    return Stop(number=6, file="core/ledger/ and apps/journal/publish.py", what=what, when=head.signed_at)


def _claims(recorded: Recorded) -> Stop:
    facts = journal.facts(project=recorded.project)
    project = projects.project_by_id(project_id=recorded.project)
    engagement = getattr(recorded.fact, "engagement", None)
    named = getattr(recorded.fact, "claim", None)
    starts_on = project.starts_on if project else None
    what = "This fact changes no standing."
    if engagement:
        what = engagement_standing(engagement=engagement, facts=facts, starts_on=starts_on).sentence
        named = next((row.id for row in _claims_about(recorded.project, engagement)), None)
    if named:
        what += f"\n   The claim: {claim_standing(claim=named, facts=facts, starts_on=starts_on).sentence}"
    return Stop(number=7, file="core/claims/consultation.py", what=what, when=None)


def _claims_about(project: str, engagement: str) -> list[Claim]:
    return [row for row in Claim.objects.filter(project_id=project).order_by("entry") if engagement in row.engagements]


def _page(recorded: Recorded) -> Stop:
    what = f"{settings.PUBLIC_URL}/entries/{recorded.entry}/"
    project = projects.project_by_id(project_id=recorded.project)
    if project and project.published_at:
        what += f"\n   {settings.PUBLIC_URL}/projects/{project.slug}/"
    return Stop(number=8, file="apps/register/views/", what=what, when=project.published_at if project else None)


def _rfc3339(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None

# SPDX-License-Identifier: Apache-2.0
"""What our mails say: their subjects, and the values that their templates print."""

import dataclasses

from django.conf import settings
from django.utils.translation import gettext as _

from tallystick import verifier
from tallystick.apps.consultations.mail.choices import choices, label
from tallystick.apps.consultations.mail.compose import quoted
from tallystick.apps.consultations.mail.pages import entry_page, organisation_page, verifier_page
from tallystick.apps.consultations.models import Engagement, Organisation, Statement
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal import trust
from tallystick.apps.projects import queries as projects
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.reply import MARKER
from tallystick.core.facts.base import Recorded, expect
from tallystick.core.facts.consultation import AnswerReceived, AnswerUnclear, DisputeRaised, StatementFixed


@dataclasses.dataclass(frozen=True, kw_only=True)
class Words:
    """The subject of a mail and the values that its templates print."""

    subject: str
    context: dict[str, object]


def request_words(*, statement: Statement, organisation: Organisation, reminder: int, link: str) -> Words:
    """Return the words of the request (``reminder`` 0) or of a reminder."""
    values = _question(statement=statement, organisation=organisation, link=link)
    line = _("Is this right? What {body} says about {organisation} ({reference})")
    if reminder:
        line = _("Reminder: is this right? What {body} says about {organisation} ({reference})")
    return Words(subject=_filled(line, values), context={**values, "reminder": reminder})


def again_words(*, statement: Statement, organisation: Organisation, unclear: AnswerUnclear, link: str) -> Words:
    """Return the words that say why something could not be read as an answer, and ask again."""
    values = _question(statement=statement, organisation=organisation, link=link)
    answered = [
        recorded
        for recorded in journal.facts_of_kinds(kinds={AnswerReceived.kind}, project=statement.project_id)
        if expect(recorded.fact, AnswerReceived).statement == statement.reference
    ]
    line = _("We could not read your answer about {body} ({reference})")
    context = {**values, "explanation": unclear.explanation, "answered": bool(answered)}
    return Words(subject=_filled(line, values), context=context)


def receipt_words(*, statement: Statement, organisation: Organisation, answer: Recorded, file_name: str) -> Words:
    """Return the words of the receipt for an answer."""
    values = _question(statement=statement, organisation=organisation, link="")
    fact = expect(answer.fact, AnswerReceived)
    level = Level.read(fact.level)
    values |= {
        "answer": fact,
        "answer_label": label(fact.verb),
        "level": level.public_name,
        "could_be_faked": level.could_be_faked,
        "counts": fact.verb != "CONFIRM" or level.confirms,
        "own_words": quoted(fact.words or ""),
        "entry": answer.entry,
        "entry_page": entry_page(entry=answer.entry),
        "file_name": file_name,
        "recorded_at": answer.time,
        "witnesses": ", ".join(_witnesses()),
        "verifier_page": verifier_page(),
        "verifier_sha256": [" ".join(groups) for groups in _rows(verifier.sha256_in_groups())],
    }
    line = _("Receipt: your answer about {body} is recorded ({reference})")
    return Words(subject=_filled(line, values), context=values)


def _rows(groups: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the groups in rows that fit the width of a mail."""
    return [groups[start : start + 8] for start in range(0, len(groups), 8)]


def _witnesses() -> list[str]:
    head = journal.published()
    return [name for name, _at in trust.seal(checkpoint=head.checkpoint if head else "").witnesses]


def dispute_words(
    *, engagement: Engagement, organisation: Organisation, statement: Statement | None, dispute: Recorded
) -> Words:
    """Return the words that tell an organisation that somebody disputed in its name."""
    fact = expect(dispute.fact, DisputeRaised)
    if statement is None:
        values = _about(project_id=engagement.project_id, organisation=organisation) | {"reference": ""}
    else:
        values = _question(statement=statement, organisation=organisation, link="")
    words = fact.words or _("(These words were erased before we could send this.)")
    values |= {
        "dispute_words": words,
        "dispute_quoted": quoted(words),
        "on": engagement.on,
        "asked": quoted(engagement.asked),
        "asked_words": engagement.asked,
        "entry_page": entry_page(entry=dispute.entry),
    }
    line = _("Somebody disputed, in your name, what {body} says about {organisation}")
    return Words(subject=_filled(line, values), context=values)


def _question(*, statement: Statement, organisation: Organisation, link: str) -> dict[str, object]:
    fixed = expect(journal.recorded(entry=statement.entry).fact, StatementFixed)
    return _about(project_id=statement.project_id, organisation=organisation) | {
        "reference": statement.reference,
        "statement": statement.text,
        "statement_quoted": quoted(statement.text),
        "choices": choices(statement=statement, witness=fixed.witness),
        "witness": fixed.witness or "",
        "link": link,
    }


def _about(*, project_id: str, organisation: Organisation) -> dict[str, object]:
    project = projects.project_by_id(project_id=project_id)
    if project is None:
        raise Invalid(f"there is no project {project_id}", next_step="Run tallystick rebuild-index.")
    return {
        "body": project.body_name,
        "project": project.name,
        "published": project.published_at is not None,
        "organisation": organisation.name,
        "organisation_page": organisation_page(slug=organisation.slug),
        "domain": organisation.domain,
        "contact": organisation.contact,
        "source_url": organisation.source_url,
        "answer_address": settings.MAIL_FROM,
        "marker": MARKER,
        "operator": settings.OPERATOR,
        "record": settings.PUBLIC_URL,
    }


def _filled(line: str, values: dict[str, object]) -> str:
    return line.format(body=values["body"], organisation=values["organisation"], reference=values.get("reference", ""))

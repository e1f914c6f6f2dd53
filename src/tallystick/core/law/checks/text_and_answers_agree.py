# SPDX-License-Identifier: Apache-2.0
"""Do the words of an assessment agree with its yes and no answers and fields? DPA 2018 s.64(3), GDPR Art 35(7)."""

from collections.abc import Callable, Iterator
from functools import partial

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.facts.declaration import PurposeDeclared, RecipientDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import Entry, corrected, entries
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.mentions import Mention, mentions
from tallystick.core.law.record_eras import described
from tallystick.core.law.stands import asked, standing

#: Subject of words to the question it answers, and to the questions of which it denies each.
_ASKED = {
    "large-scale": ("large-scale",),
    "profiling": ("profiling",),
    "children": ("children",),
    "automated-decisions": ("automated-decisions",),
    "biometrics": ("biometrics",),
}
_DENIES = _ASKED | {
    "large-scale": ("large-scale", "large-scale-profiling"),
    "profiling": ("profiling", "large-scale-profiling", "children-profiling"),
    "children": ("children", "children-profiling"),
}
_Said = tuple[str, Mention]
_Answers = list[Entry[AssessmentAnswered]]
#: What an answer or field says: its ref, whether it means yes, and its words.
_Field = tuple[str, bool, str]


def _answer(given: Given) -> Iterator[Result]:
    documents: dict[str, _Answers] = {}
    for one in standing(given):
        documents.setdefault(one.fact.assessment, []).append(one)
    for name, answers in sorted(documents.items()):
        said: dict[str, list[_Said]] = {}
        for ref, mention in _said(given, name, answers):
            said.setdefault(mention.subject, []).append((ref, mention))
        for subject, found in sorted(said.items()):
            yield from _compare(f"{name}: {subject}", found, partial(_fields, given, answers, subject))


def _said(given: Given, name: str, answers: _Answers) -> Iterator[_Said]:
    gone = corrected(given)
    texts = [(one.ref, one.fact.text) for one in answers]
    purposes = [one for one in entries(given, kind=PurposeDeclared) if one.fact.document in (None, name)]
    texts += [(one.ref, one.fact.text) for one in purposes if one.ref not in gone]
    return ((ref, mention) for ref, text in texts for mention in mentions(text))


def _compare(about: str, said: list[_Said], fields: Callable[..., list[_Field]]) -> Iterator[Result]:
    """Hold what words affirm against fields that say no, and what they deny against fields that say yes."""
    of = {affirmed: fields(affirmed=affirmed) for affirmed in (True, False)}
    against = {affirmed: [one for one in of[affirmed] if one[1] != affirmed] for affirmed in of}
    wrong = [one for one in said if against[one[1].affirmed]]
    compared = [one for one in said if of[one[1].affirmed]]
    if wrong:
        (_, mention), field = wrong[0], against[wrong[0][1].affirmed][0]
        says = f"In the words of the assessment: “{mention.words}”. In its answers and fields: {field[2]}."
        denied = [one[0] for affirmed in {mention.affirmed for _, mention in wrong} for one in against[affirmed]]
        yield unmet(about, says, on=dict.fromkeys((*(ref for ref, _ in wrong), *denied)))
    elif compared:
        (ref, mention), field = compared[0], of[compared[0][1].affirmed][0]
        says = f"In words: “{mention.words}”. In answers and fields: {field[2]}."
        yield met(about, says, on=dict.fromkeys((ref, field[0])))


def _fields(given: Given, answers: _Answers, subject: str, *, affirmed: bool) -> list[_Field]:
    questions = (_ASKED if affirmed else _DENIES).get(subject, ())
    found = [
        (one.ref, one.fact.value == "yes", f"{asked(one.fact.question)} {one.fact.value}")
        for one in answers
        if one.fact.question in questions and one.fact.value in ("yes", "no")
    ]
    return [*found, *_sharing(given, answers)] if subject == "sharing" else found


def _sharing(given: Given, answers: _Answers) -> Iterator[_Field]:
    for one in answers:
        if one.fact.question == "sharing" and one.fact.value in ("none", "no"):
            yield one.ref, False, f"{asked('sharing')} {one.fact.value}"
    gone = corrected(given)
    for recipient in entries(given, kind=RecipientDeclared):
        if recipient.fact.said_by == "body" and recipient.ref not in gone:
            yield recipient.ref, True, f"recipient: {recipient.fact.recipient}"


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the words of the assessment agree with the boxes that were ticked?",
    means="Those who read only the boxes, or only the words, are told that the project does something else.",
    resolves="A corrected version in which words and answers say the same.",
    eras=described(),
    judged=today,
    answer=_answer,
)

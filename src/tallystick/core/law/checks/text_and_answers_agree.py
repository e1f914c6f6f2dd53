# SPDX-License-Identifier: Apache-2.0
"""Do the words of an assessment agree with its yes and no answers and fields? DPA 2018 s.64(3), GDPR Art 35(7)."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import PurposeDeclared, RecipientDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.entries import corrected, entries
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
#: What an answer or field says: its ref, whether it means yes, and its words.
_Field = tuple[str, bool, str]


def _answer(given: Given) -> Iterator[Result]:
    for name in sorted({one.fact.assessment for one in standing(given)}):
        said = _said(given, name)
        for subject in sorted({mention.subject for _, mention in said}):
            yield from _compare(given, name, subject, [one for one in said if one[1].subject == subject])


def _said(given: Given, name: str) -> list[_Said]:
    texts = [(one.ref, one.fact.text) for one in standing(given) if one.fact.assessment == name]
    gone = corrected(given)
    purposes = [one for one in entries(given, kind=PurposeDeclared) if one.ref not in gone]
    texts += [(one.ref, one.fact.text) for one in purposes if one.fact.document in (None, name)]
    return [(ref, mention) for ref, text in texts for mention in mentions(text)]


def _compare(given: Given, name: str, subject: str, said: list[_Said]) -> Iterator[Result]:
    pairs = [(ref, mention, field) for ref, mention in said for field in _fields(given, name, mention)]
    wrong = [pair for pair in pairs if pair[1].affirmed != pair[2][1]]
    about = f"{name}: {subject}"
    if wrong:
        ref, mention, field = wrong[0]
        says = f"In the words of the assessment: “{mention.words}”. In its answers and fields: {field[2]}."
        on = dict.fromkeys(ref for one in wrong for ref in (one[0], one[2][0]))
        yield unmet(about, says, on=on)
    elif pairs:
        ref, mention, field = pairs[0]
        says = f"In words: “{mention.words}”. In answers and fields: {field[2]}."
        yield met(about, says, on=dict.fromkeys((ref, field[0])))


def _fields(given: Given, name: str, mention: Mention) -> Iterator[_Field]:
    questions = (_ASKED if mention.affirmed else _DENIES).get(mention.subject, ())
    for one in standing(given):
        if one.fact.assessment == name and one.fact.question in questions and one.fact.value in ("yes", "no"):
            yield one.ref, one.fact.value == "yes", f"{asked(one.fact.question)} {one.fact.value}"
    if mention.subject == "sharing":
        yield from _sharing(given, name)


def _sharing(given: Given, name: str) -> Iterator[_Field]:
    for one in standing(given):
        if one.fact.assessment == name and one.fact.question == "sharing" and one.fact.value in ("none", "no"):
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

# SPDX-License-Identifier: Apache-2.0
"""Do the periods for keeping agree, in words, fields and documents? GDPR Art 5(1)(e), DPA 2018 s.39, LED Art 5."""

from collections.abc import Iterator

from tallystick.core.facts.declaration import RetentionDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.durations import in_words
from tallystick.core.law.entries import Entry, corrected, entries, listed, names, newest
from tallystick.core.law.figures import days, periods, same_length
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import standing

_NOTE = "The provision sets the limit; two periods for the same data mean that nobody can know which holds."
_Rule = Entry[RetentionDeclared]


def _answer(given: Given) -> Iterator[Result]:
    """Compare the documents with one another, then the words of each assessment with the fields."""
    rules = _newest(given)
    for category in sorted({one.fact.category for one in rules}):
        of_it = [one for one in rules if one.fact.category == category]
        if len({one.fact.document for one in of_it}) > 1:
            yield _documents(category, of_it)
    for name in sorted({one.fact.assessment for one in standing(given)}):
        yield from _words(given, name, [one for one in rules if one.fact.document in (None, name)])


def _newest(given: Given) -> list[_Rule]:
    """Return the newest rule of each document for each category: a later one of the same document replaces it."""
    gone = corrected(given)
    rules = [one for one in entries(given, kind=RetentionDeclared) if days(one.fact.period) is not None]
    return list(newest((one for one in rules if one.ref not in gone), key=lambda fact: (fact.category, fact.document)))


def _documents(category: str, rules: list[_Rule]) -> Result:
    told = listed([f"{in_words(one.fact.period or '')} (in {one.fact.document or 'the record'})" for one in rules])
    lengths = [days(one.fact.period) or 0 for one in rules]
    about = f"documents on {category}"
    if same_length(one=min(lengths), other=max(lengths)):
        return met(about, f"Data of the category “{category}” are kept for {told}.", on=names(rules))
    return unmet(about, f"Data of the category “{category}” are to be kept for {told}.", on=names(rules))


def _words(given: Given, name: str, rules: list[_Rule]) -> Iterator[Result]:
    texts = [one for one in standing(given) if one.fact.assessment == name and one.ref not in corrected(given)]
    found = [(one.ref, words, length) for one in texts for words, length in periods(one.fact.text)]
    lengths = [days(one.fact.period) or 0 for one in rules]
    if not found or not rules:
        return
    told = listed([in_words(one.fact.period or "") for one in rules])
    other = [one for one in found if not any(same_length(one=one[2], other=length) for length in lengths)]
    shown = listed(list(dict.fromkeys(f"“{words}”" for _, words, _ in other or found)))
    says = f"In words: {shown}. In fields: {told}."
    on = dict.fromkeys((*(ref for ref, _, _ in other or found), *names(rules)))
    yield unmet(f"words of {name}", says, on=on) if other else met(f"words of {name}", says, on=on)


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the periods for keeping agree in words, fields and documents?",
    means="Nobody can tell people how long their data are kept, and the longest period wins in practice.",
    resolves="One period for each category, the same everywhere.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_5_1_E, eu=eu_gdpr.ART_5_1_E, note=_NOTE),
        *police(part3=dpa2018.S39_1, led=led.ART_5, note=_NOTE),
        old_uk(citation=dpa1998.PRINCIPLE_5, note=_NOTE),
        old_eu(citation=eu_before_2018.ART_6_1_E, note=_NOTE),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Do the ages given in words fit those declared? DPA 2018 s.61(2)(f) and s.64(3), GDPR Art 30(1) and 35(7)."""

from collections.abc import Iterator, Sequence

from tallystick.core.facts.course import ClaimStated
from tallystick.core.facts.declaration import PurposeDeclared, SubjectsDeclared
from tallystick.core.law.check import Check, Result, met, today, unmet
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.entries import Entry, corrected, entries, names, withdrawn
from tallystick.core.law.figures import Ages, ages
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.regime_eras import gdpr, old_eu, old_uk, police
from tallystick.core.law.stands import standing

_NOTE = "The provision asks for the categories of people; how old they are is part of who they are."
_OLDEST = 130
_People = Sequence[Entry[SubjectsDeclared]]


def _answer(given: Given) -> Iterator[Result]:
    """Hold each text against the ages declared for the same document, or for the record as a whole."""
    for about, document, texts in _texts(given):
        found = [(ref, one) for ref, text in texts for one in ages(text)]
        people = _declared(given, document)
        if found and people:
            yield _compare(about, found, people)


def _texts(given: Given) -> Iterator[tuple[str, str | None, list[tuple[str, str | None]]]]:
    gone, back = corrected(given), withdrawn(given)
    for name in sorted({one.fact.assessment for one in standing(given)}):
        of_it = [one for one in standing(given) if one.fact.assessment == name and one.ref not in gone]
        yield name, name, [(one.ref, one.fact.text) for one in of_it]
    for purpose in entries(given, kind=PurposeDeclared):
        if purpose.ref not in gone:
            yield purpose.ref, purpose.fact.document, [(purpose.ref, purpose.fact.text)]
    for claim in entries(given, kind=ClaimStated):
        if claim.fact.said_by in ("body", "oversight") and claim.ref not in back:
            yield claim.ref, None, [(claim.ref, claim.fact.text)]


def _declared(given: Given, document: str | None) -> _People:
    gone = corrected(given)
    people = [
        one for one in entries(given, kind=SubjectsDeclared) if one.fact.said_by == "body" and one.ref not in gone
    ]
    known = [one for one in people if (one.fact.age_from, one.fact.age_to) != (None, None)]
    return [one for one in known if document is None or one.fact.document in (None, document)]


def _compare(about: str, found: list[tuple[str, Ages]], people: _People) -> Result:
    low = min(one.fact.age_from or 0 for one in people)
    high = max(_OLDEST if one.fact.age_to is None else one.fact.age_to for one in people)
    told = f"Declared: {', '.join(_in_words(one.fact) for one in people)}."
    outside = [(ref, one) for ref, one in found if not _fits(one, low, high)]
    shown = ", ".join(dict.fromkeys(f"“{one.words}”" for _, one in outside or found))
    if outside:
        denied = " (said not to be among them)" if outside[0][1].denied else ""
        says = f"In words: {shown}{denied}. {told}"
        return unmet(about, says, on=dict.fromkeys((*(ref for ref, _ in outside), *names(people))))
    on = dict.fromkeys((*(ref for ref, _ in found), *names(people)))
    return met(about, f"In words: {shown}. {told}", on=on)


def _fits(one: Ages, low: int, high: int) -> bool:
    """Whether ages in words can be said of people of the declared ages.

    A closed range lies within; an open one ("under 18") only needs to meet them; a denied one must not.
    """
    youngest, oldest = one.youngest or 0, _OLDEST if one.oldest is None else one.oldest
    meets = youngest <= high and oldest >= low
    if one.denied:
        return not meets or None not in (one.youngest, one.oldest)
    if None in (one.youngest, one.oldest):
        return meets
    return low <= youngest and oldest <= high


def _in_words(fact: SubjectsDeclared) -> str:
    low = f"from {fact.age_from}" if fact.age_from is not None else ""
    high = f"to {fact.age_to}" if fact.age_to is not None else ""
    return f"{fact.category} {' '.join(part for part in (low, high) if part)}"


CHECK = Check(
    kind=Kind.CONTRADICTION,
    severity=Severity.MEDIUM,
    asks="Do the ages given in words fit the ages declared?",
    means="Children whom one part of the paper leaves out are not thought of in its safeguards.",
    resolves="One statement of the ages, the same in words and fields.",
    eras=(
        *gdpr(uk=uk_gdpr.ART_30_1, eu=eu_gdpr.ART_30_1, note=_NOTE),
        *police(part3=dpa2018.S61_2, led=led.ART_24_1, note=_NOTE),
        old_uk(citation=dpa1998.S4_4),
        old_eu(citation=eu_before_2018.ART_6_2),
    ),
    judged=today,
    answer=_answer,
)

# SPDX-License-Identifier: Apache-2.0
"""Prints docs/reference/foi-clocks.md from the rules and the table."""

from collections.abc import Iterator

from tallystick.core.law.clocks.events import BETWEEN, in_words
from tallystick.core.law.clocks.nonworking import FIRST_DAY, LAST_DAY
from tallystick.core.law.clocks.one_off import ONE_OFF, OneOff
from tallystick.core.law.clocks.regimes import REGIMES
from tallystick.core.law.clocks.rules import Basis, Doubt, Effect, EventRule, Extension, Force, Regime, StageRule

_HEAD = f"""\
# Clocks: when a request must be answered

Printed from `src/tallystick/core/law/clocks/`. `tallystick foi due` counts by these rules; how to use it is in
[Work out a deadline](../how-to/work-out-a-deadline.md). They are no legal advice. Where the words of a provision were
read they are quoted with the version that was read; where they were not, it says so. What is guidance and not law is
marked. The table of non-working days runs from {in_words(FIRST_DAY)} to {in_words(LAST_DAY)}.

Where views of the law differ, each date is given with who holds it, and days are counted to the earliest.
"""
_TABLE = """\
## Non-working days

A day in the table has a jurisdiction, an instrument and, where it was proclaimed for its year, the day from which that
was known. A date computed with `--as-of` uses what was known on that day. Days that follow from a rule are computed
from the Banking and Financial Dealings Act 1971, Schedule 1, and its yearly proclamations (United Kingdom), from the
Organisation of Working Time Act 1997, Second Schedule (Ireland), and from the laws of the Länder (Germany; a holiday of
some Länder only gives two dates). The institutions of the European Union publish a list every year; the usual days are
taken, and marked. Customary days of the United Kingdom are marked where the year is not in the government's own list.

These were proclaimed for one year only:

| Day | Name | In place of | Where | Known from |
|---|---|---|---|---|
"""


def render() -> str:
    """Return the page as Markdown."""
    parts = [_HEAD, *(line for regime in REGIMES.values() for line in _regime(regime))]
    parts.append(_TABLE + "\n".join(map(_row, ONE_OFF)) + "\n")
    return "\n".join(parts)


def _regime(regime: Regime) -> Iterator[str]:
    yield f"## {regime.key}: {regime.name}\n"
    yield f"For requests received from {in_words(regime.since)} on. The clock starts with {regime.starts}.\n"
    yield _item(f"**Time: {regime.limit.words()}.**", regime.basis)
    if regime.before:
        yield _item(f"Before {in_words(regime.before[0])}:", regime.before[1])
    yield _item(f"**Days**: {regime.calendar.words}.", regime.days)
    for kind in BETWEEN:
        yield _event(kind, regime.events.get(kind))
    yield _extension(regime.extension) if regime.extension else f"* **Extension**: none. {regime.no_extension}"
    if regime.late_holiday:
        yield "* " + _doubt(regime.late_holiday)
    yield from map(_stage, regime.stages)
    yield from (f"* {note}" for note in regime.notes)
    yield ""


def _event(kind: str, rule: EventRule | None) -> str:
    if rule is None:
        return f"* **{kind.capitalize()}**: has no effect on this clock, and is refused."
    effect = "starts the clock anew" if rule.effect is Effect.RESTART else "stops the clock"
    within = f" The requester has {rule.within.words()}." if rule.within else ""
    contested = f"\n  * {_doubt(rule.doubt)}{_settled(rule)}" if rule.doubt else ""
    return _item(f"**{kind.capitalize()}** {effect}.{within}", rule.basis) + contested


def _settled(rule: EventRule) -> str:
    if rule.settled_since is None:
        return ""
    return f" Settled for requests received from {in_words(rule.settled_since)} on."


def _extension(extension: Extension) -> str:
    since = f" For requests received from {in_words(extension.since)} on." if extension.since else ""
    return _item(f"**Extension** to {extension.total.words()} in all: {extension.reason}.{since}", extension.basis)


def _stage(rule: StageRule) -> str:
    most = f", at most {rule.at_most.words()}" if rule.at_most else ""
    opens = "not before " if rule.opens else ""
    words = f"**{rule.name[0].upper()}{rule.name[1:]}** ({rule.whose}): {opens}{rule.span.words()}{most}"
    return _item(f"{words}, from {rule.after.value}.", rule.basis)


def _doubt(doubt: Doubt) -> str:
    return (
        f"**Contested**: {doubt.about}. Either {doubt.strict} ({doubt.strict_who}); or {doubt.lenient} "
        f"({doubt.lenient_who})."
    )


def _item(words: str, basis: Basis) -> str:
    kind = "guidance, not law; " if basis.force is Force.GUIDANCE else ""
    line = f"* {words} {basis.says[0].upper()}{basis.says[1:]} ([{basis.provision}]({basis.address}); {kind}"
    if basis.citation is None:
        return f"{line}words not read)."
    return f"{line}{basis.citation.version}).\n  > {basis.citation.quote}"


def _row(one_off: OneOff) -> str:
    instead = one_off.replaces.isoformat() if one_off.replaces else ""
    known = one_off.known_from.isoformat() if one_off.known_from else "not recorded; known throughout"
    return f"| {one_off.day} | {one_off.name} | {instead} | {', '.join(one_off.parts)} | [{known}]({one_off.url}) |"

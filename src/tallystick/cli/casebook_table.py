# SPDX-License-Identifier: Apache-2.0
"""Prints what became of the casebook: as text, as JSON, or as the page of the reference."""

import json
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence

from tallystick.cli.casebook_judge import Judged, Outcome
from tallystick.core.law.kinds import Kind

_HEAD = ("finding", "mode", "kinds", "raised", "twin", "first day", "days before")


def text(outcomes: Sequence[Outcome], *, faults: Sequence[str]) -> str:
    """Return the tables as plain text, with every fault named at the end."""
    parts = [_plain(_HEAD, (row for outcome in outcomes for row in _rows(outcome)))]
    parts += [_plain(head, rows) for head, rows in _summaries(outcomes)]
    parts += ["\n".join(_closing(outcomes))]
    parts += ["\n".join(["What does not hold:", *(f"  {fault}" for fault in faults)])] if faults else []
    return "\n\n".join(parts)


def page(outcomes: Sequence[Outcome], *, published: Sequence[Outcome]) -> str:
    """Return the page ``docs/reference/casebook.md``."""
    lines = ["# The casebook", "", *_INTRODUCTION, ""]
    for outcome in outcomes:
        if outcome.judged:
            lines += [f"## {outcome.case.case} {outcome.case.title}", "", *_marked(_PAGE_HEAD, _page_rows(outcome)), ""]
    lines += ["## In all", ""]
    for head, rows in _summaries(outcomes):
        lines += [*_marked(head, rows), ""]
    lines += [*_closing(outcomes), ""]
    lines += ["With `--as-of-publication`, from what was known on the day of the real finding only:", ""]
    return "\n".join([*lines, *_closing(published)]) + "\n"


def as_json(outcomes: Sequence[Outcome], *, faults: Sequence[str]) -> str:
    """Return all of it as one JSON object."""
    found = [_object(judged) for outcome in outcomes for judged in outcome.judged]
    records = [
        {
            "case": outcome.case.case,
            "holds": outcome.holds,
            "not_upheld_raised": list(outcome.not_upheld),
            "alarms": list(outcome.alarms),
            "raised_beyond": list(outcome.unlisted),
            "infos": list(outcome.infos),
        }
        for outcome in outcomes
    ]
    whole = {"holds": not faults, "findings": found, "records": records, "faults": list(faults)}
    return json.dumps(whole, indent=2, ensure_ascii=False)


def faults(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Yield in plain words what does not hold."""
    for outcome in outcomes:
        for judged in outcome.judged:
            yield from _faults_of(judged)
        case = outcome.case.case
        yield from (f"{case}: {name} is raised, and this was not upheld" for name in outcome.not_upheld)
        if len(outcome.alarms) > outcome.case.alarms:
            count = f"{len(outcome.alarms)} false alarms (at most {outcome.case.alarms})"
            yield f"{case}: {count}: {', '.join(outcome.alarms)}"


def _faults_of(judged: Judged) -> Iterator[str]:
    name = judged.finding.id
    if judged.missed:
        yield f"{name}: missed: {', '.join(judged.missed)}"
    if judged.left:
        yield f"{name}: the twin is not clean of {', '.join(judged.left)}"
    if judged.stray:
        yield f"{name}: the twin changes another finding: {', '.join(judged.stray)}"


def _rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for judged in outcome.judged:
        finding = judged.finding
        yield (finding.id, finding.mode, " ".join(finding.kinds), *_verdicts(judged), _day(judged), _days(judged))


_PAGE_HEAD = ("Finding", "What was found", "By, when", "Raised by", "Raised", "Twin", "First day", "Days before")


def _page_rows(outcome: Outcome) -> Iterator[tuple[str, ...]]:
    for judged in outcome.judged:
        finding = judged.finding
        when = f", {finding.found_on.words}" if finding.found_on else ""
        by = f"{finding.found_by}{when}{' (derived)' if finding.derived else ''}"
        raises = "<br>".join(f"`{name}`" for name in (*finding.raises, *finding.also)) or "-"
        yield (
            f"{finding.id} ({finding.mode})",
            finding.says,
            by,
            raises,
            *_verdicts(judged),
            _day(judged),
            _days(judged),
        )


def _verdicts(judged: Judged) -> tuple[str, str]:
    if not judged.finding.raises:
        return "needs processing data", "-"
    twin = "clean" if not (judged.left or judged.stray) else "NOT CLEAN"
    return "MISSED" if judged.missed else "yes", twin


def _day(judged: Judged) -> str:
    return judged.first.isoformat() if judged.first else "-"


def _days(judged: Judged) -> str:
    return "-" if judged.days is None else str(judged.days)


def _summaries(outcomes: Sequence[Outcome]) -> Iterator[tuple[Sequence[str], list[tuple[str, ...]]]]:
    cases = [outcome for outcome in outcomes if not outcome.case.good_practice]
    counted = [judged for outcome in cases for judged in outcome.judged if judged.counts]
    yield ("kind", "raised", "of", "recall"), [row for kind in Kind if (row := _recall(counted, kind.value))]
    yield (
        ("case", "raised", "of", "recall", "not upheld, raised", "raised beyond"),
        [_case_row(outcome) for outcome in cases],
    )
    clean = [outcome for outcome in outcomes if outcome.case.good_practice]
    head = ("good practice", "true findings raised", "false alarms", "allowed", "information")
    if clean:
        yield head, [_clean_row(outcome) for outcome in clean]


def _recall(counted: Sequence[Judged], kind: str) -> tuple[str, ...] | None:
    of_kind = [judged for judged in counted if kind in judged.finding.kinds]
    return (kind, *_share(of_kind)) if of_kind else None


def _case_row(outcome: Outcome) -> tuple[str, ...]:
    counted = [judged for judged in outcome.judged if judged.counts]
    return (f"{outcome.case.case} {outcome.case.title}", *_share(counted), *_beyond(outcome))


def _beyond(outcome: Outcome) -> tuple[str, str]:
    return str(len(outcome.not_upheld)), str(len(outcome.unlisted))


def _clean_row(outcome: Outcome) -> tuple[str, ...]:
    raised = sum(not judged.missed for judged in outcome.judged)
    case = outcome.case
    title = f"{case.case} {case.title}"
    true = f"{raised} of {len(outcome.judged)}"
    return (title, true, str(len(outcome.alarms)), str(case.alarms), str(len(outcome.infos)))


def _share(judged: Sequence[Judged]) -> tuple[str, str, str]:
    raised = sum(not one.missed for one in judged)
    return str(raised), str(len(judged)), f"{100 * raised // len(judged)} %" if judged else "-"


def _closing(outcomes: Sequence[Outcome]) -> Iterator[str]:
    judged = [one for outcome in outcomes if not outcome.case.good_practice for one in outcome.judged]
    counted = [one for one in judged if one.counts]
    documents = [one for one in counted if one.finding.mode == "D"]
    twins = [one for outcome in outcomes for one in outcome.judged if one.finding.twin]
    clean = sum(not (one.left or one.stray) for one in twins)
    early = sorted(one.days for one in counted if one.days is not None and not one.missed)
    yield _of("Findings that documents alone show (mode D), raised", documents, lambda one: not one.missed)
    yield _of("Findings that documents make suspect (mode B), raised", _mode_b(counted), lambda one: not one.missed)
    data = [one for one in judged if not one.counts]
    published = sum(bool(one.finding.raises) and not one.missed for one in data)
    yield f"Findings that need processing data, not counted: {len(data)}; published figures raise {published} of them"
    yield f"Twins clean of exactly their finding: {clean} of {len(twins)}"
    yield f"Not upheld and raised: {sum(len(outcome.not_upheld) for outcome in outcomes)}"
    yield f"False alarms on records of good practice: {sum(len(outcome.alarms) for outcome in outcomes)}"
    if early:
        median = statistics.median_low(early)
        yield f"Days before the real finding: median {median}, longest {early[-1]} ({len(early)} findings with a day)"


def _mode_b(counted: Sequence[Judged]) -> list[Judged]:
    return [one for one in counted if one.finding.mode == "B"]


def _of(says: str, judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> str:
    return f"{says}: {sum(holds(one) for one in judged)} of {len(judged)}"


def _object(judged: Judged) -> dict[str, object]:
    finding = judged.finding
    return {
        "id": finding.id,
        "mode": finding.mode,
        "kinds": list(finding.kinds),
        "counts": judged.counts,
        "holds": judged.holds,
        "raises": list(finding.raises),
        "also": list(finding.also),
        "missed": list(judged.missed),
        "twin_left": list(judged.left),
        "twin_stray": list(judged.stray),
        "found_on": finding.found_on.text if finding.found_on else None,
        "first_day": judged.first.isoformat() if judged.first else None,
        "days_before": judged.days,
    }


def _plain(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    table = [tuple(head), *map(tuple, rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(head))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])


def _marked(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


_INTRODUCTION = (
    "Printed from `cases/` by `tallystick casebook`; `make docs` writes it anew, and `make check` compares it.",
    "",
    "Each case is a dossier of published facts and the findings that regulators, courts, journalists or those who",
    "read the documents made of it. A finding is *raised* where our checks give the ids named; its *twin* is the same",
    "dossier with one fact repaired, and is *clean* where exactly these ids are gone and nothing else has changed.",
    "*First day* is the first on which the record as it was then known gives all ids that the twin repairs; *days",
    "before* is how long that was before the real finding. A fact with no date counts as known when the next one of",
    "the file was. Where a case's set-up takes the register of its time as the record (the fact says so),",
    "the day is that on which such a register would have shown the gap.",
    "",
    "*Raised beyond* is what else the whole record gives, and nobody published: where a set-up takes a register as",
    "complete, whatever such a register must hold and the published facts do not have.",
    "",
    "Mode D: documents alone show it. B: they make it suspect. P: it needs processing data and is not counted.",
    "Nothing here says that anything is lawful, and a check knows no case: `--disguise SEED` gives every case other",
    "names and dates, and must give the same.",
)

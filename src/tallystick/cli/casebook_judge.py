# SPDX-License-Identifier: Apache-2.0
"""Judges a case: is each finding raised, is each twin clean of exactly it, and is nothing raised that must not be."""

import dataclasses
import datetime as dt

from tallystick.cli.casebook_files import Case, Expected
from tallystick.cli.casebook_record import Record, unmet
from tallystick.core.errors import Invalid
from tallystick.core.law.checks import checks
from tallystick.core.law.kinds import Severity


@dataclasses.dataclass(frozen=True, kw_only=True)
class Judged:
    """What became of one finding."""

    case: str
    finding: Expected
    #: Ids that should be raised and are not.
    missed: tuple[str, ...]
    #: Ids that should be gone in the twin and are still there; ids that came or went with it and should not have.
    left: tuple[str, ...]
    stray: tuple[str, ...]
    #: The first day on which the record as known then raises it, and how many days that is before the real finding.
    first: dt.date | None
    days: int | None

    @property
    def holds(self) -> bool:
        """Whether it is raised and its twin is clean of exactly it."""
        return not (self.missed or self.left or self.stray)

    @property
    def counts(self) -> bool:
        """Whether it counts for the recall: documents alone can show it, and our checks say that they do."""
        return bool(self.finding.raises) and not self.finding.needs_processing_data


@dataclasses.dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of one case."""

    case: Case
    judged: tuple[Judged, ...]
    #: Ids that were raised although the finding was not upheld.
    not_upheld: tuple[str, ...]
    #: What was raised above "info" and is not listed, and all that was raised as "info".
    unlisted: tuple[str, ...]
    infos: tuple[str, ...]

    @property
    def alarms(self) -> tuple[str, ...]:
        """Return the false alarms: what a record of good practice raises and should not.

        What the record of a failure raises beyond the findings that somebody published may be true, and is no alarm.
        """
        return self.unlisted if self.case.good_practice else ()

    @property
    def holds(self) -> bool:
        """Whether all of the case is as it must be."""
        quiet = len(self.alarms) <= self.case.alarms
        return quiet and not self.not_upheld and all(judged.holds for judged in self.judged)


def judge(case: Case, *, as_of_publication: bool = False, only: str | None = None) -> Outcome:
    """Return what became of a case.

    Args:
        as_of_publication: judge each finding by what was known on the day it was made, not at the end of the record.
        only: a kind of check: other findings and alarms are left out.

    Raises:
        Invalid: a repaired dossier cannot be read, or no day can be found to judge it on; the case is named.
    """
    try:
        return _outcome(case, as_of_publication=as_of_publication, only=only)
    except Invalid as error:
        raise Invalid(f"{case.name}: {error.what}", rule=error.rule, next_step=error.next_step) from None


def _outcome(case: Case, *, as_of_publication: bool, only: str | None) -> Outcome:
    record = Record(case.dossier)
    wanted = [finding for finding in case.findings if only is None or only in finding.kinds]
    judged = tuple(_judge(case, record, finding, as_of_publication=as_of_publication) for finding in wanted)
    answers = record.as_of(case.as_of or record.end)
    kinds = {name for name, check in checks().items() if only in (None, check.kind)}
    shown = {name: answers[name] for name in unmet(answers) if answers[name].check in kinds}
    listed = {name for finding in case.findings for name in (*finding.raises, *finding.also)}
    loud = {name for name, finding in shown.items() if finding.severity is not Severity.INFO}
    return Outcome(
        case=case,
        judged=judged,
        not_upheld=tuple(sorted(name for name in shown if {name, shown[name].check} & set(case.must_not))),
        unlisted=tuple(sorted(loud - listed)),
        infos=tuple(sorted(set(shown) - loud)),
    )


def _judge(case: Case, record: Record, finding: Expected, *, as_of_publication: bool) -> Judged:
    before = _unmet(record, finding, case.as_of, as_of_publication=as_of_publication)
    repaired = record.twin(finding.twin) if finding.twin else record
    after = _unmet(repaired, finding, case.as_of, as_of_publication=as_of_publication)
    first = _first(record, finding)
    found = finding.found_on.first if finding.found_on else None
    raises = set(finding.raises)
    return Judged(
        case=case.name,
        finding=finding,
        missed=tuple(name for name in (*finding.raises, *finding.also) if name not in before),
        left=tuple(sorted(raises & after)),
        stray=tuple(sorted((before ^ after) - raises)),
        first=first,
        days=(found - first).days if found and first else None,
    )


def _unmet(record: Record, finding: Expected, day: dt.date | None, *, as_of_publication: bool) -> frozenset[str]:
    if as_of_publication and finding.found_on:
        return unmet(record.as_known(finding.found_on.first, found=finding.found_on.first))
    return unmet(record.as_of(finding.as_of or day or record.end))


def _first(record: Record, finding: Expected) -> dt.date | None:
    """Return the first day, up to the real finding, on which all that is listed would have been raised."""
    if not finding.raises or finding.found_on is None:
        return None
    found = finding.found_on.first
    wanted = set(finding.raises)
    return next((day for day in record.days(found) if wanted <= unmet(record.as_known(day, found=found))), None)

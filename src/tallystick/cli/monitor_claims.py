# SPDX-License-Identifier: Apache-2.0
"""What a monitor checks of the pages: that what they say of each claim follows from the log, and that none is left out.

What follows is computed anew from the disclosed facts of the whole project. Facts that a proof leaves out are asked for
one by one: a proof is free to leave out what is about something else, and so it could leave out a dispute.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from tallystick.cli.monitor_log import LATE, Contents, Rules
from tallystick.cli.monitor_report import Kind, Report
from tallystick.cli.monitor_site import Site, UnreadableError
from tallystick.cli.monitor_state import Memory, State
from tallystick.core.claims.open_data import OpenClaim, OpenData, encode_open_data, recompute
from tallystick.core.claims.standing import ClaimStanding
from tallystick.core.claims.verify import Verified, verify
from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import ClaimMade
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.leaf import parse_leaf
from tallystick.core.ledger.tiles import TileReader

#: Facts of one project that are asked for one by one; more than that are not looked at in one round.
MOST_SINGLE: Final = 5000
_TRIES: Final = 3


@dataclass(kw_only=True)
class Round:
    """What the checks of one round share.

    ``newer``: returns the projects that have entries beyond what was read.
    """

    site: Site
    rules: Rules
    state: State
    memory: Memory
    contents: Contents
    report: Report
    now: dt.datetime
    pause: Callable[[], None]
    newer: Callable[[], set[str]]
    facts: dict[int, Recorded] = field(default_factory=dict)

    def verified(self, data: bytes) -> Verified:
        """Return what a bundle of this log proves, and remember its facts.

        Raises:
            Invalid: it cannot be read.
            Unverified: a step fails, or it is of another log than the one that was read.
        """
        found = verify(data, vkey=None, now=self.now)  # whose witnesses count was judged of the log that was read
        if found.bundle.vkey not in {key.vkey for key in self.rules.keys}:
            raise Unverified("it names another key of the log")
        self._check_same_log(found.bundle.checkpoint)
        self.facts.update({recorded.entry: recorded for recorded in found.facts})
        return found

    def fact(self, entry: int) -> Recorded:
        """Return the disclosed fact of one entry, asked for alone. Raises as `verified`, and `Unavailable`."""
        if entry not in self.facts:
            self.verified(self.site.proof(f"/entries/{entry}/bundle.json"))
        if entry not in self.facts:
            raise Invalid(f"the proof of entry {entry} does not hold it")
        return self.facts[entry]

    def _check_same_log(self, head: Checkpoint) -> None:
        mine = self.contents.reader
        if head.size <= mine.size:
            same = mine.root_at(head.size) == head.root
        else:  # it grew while we read it
            newer = TileReader(size=head.size, root=head.root, fetch=self.site.log)
            newer.consistency_proof(mine.size)
            same = newer.root_at(mine.size) == mine.root
        if not same:
            raise Unverified("it is of another history than the log that is shown")


def check_listing(listing: OpenData, *, on: Round) -> None:
    """Check that the list of claims is of this log, not older than before, and leaves no published claim out."""
    contents, report = on.contents, on.report
    if listing.origin != on.rules.origin:
        report.alarm(Kind.STANDING, f"the list of claims is of another log: {listing.origin!r}")
    if listing.size < on.memory.listed:
        what = f"the list of claims goes up to entry {listing.size}, and went up to {on.memory.listed} before"
        report.alarm(Kind.ROLLBACK, what)
    on.memory.listed = max(listing.size, on.memory.listed)
    if listing.size < contents.size:
        _check_age(listing.size, on=on)
    listed = {row.entry for row in listing.claims}
    for entry in _published_claims(contents, size=listing.size):
        if entry not in listed:
            report.alarm(Kind.WITHHELD, f"the pages leave out the claim in entry {entry}")
    report.claims = len(listing.claims)


def _check_age(entry: int, *, on: Round) -> None:
    """Raise the alarm where the first entry that the list does not know is old."""
    try:
        time = parse_leaf(on.contents.reader.entry(entry)).time
    except (Invalid, Unverified, Unavailable) as error:
        on.report.alarm(Kind.LOG, f"entry {entry} cannot be read again: {error.what}")
        return
    if on.now - time > LATE:
        hours = int(LATE.total_seconds()) // 3600
        on.report.alarm(Kind.LATE, f"the list of claims leaves out entries that are older than {hours} hours")


def check_claims(listing: OpenData, *, on: Round) -> None:
    """Compare each listed claim, its proof and its page with what follows from the log."""
    by_project: dict[str, list[OpenClaim]] = {}
    for row in listing.claims:
        by_project.setdefault(row.project, []).append(row)
    for rows in by_project.values():
        proofs = {row.claim: proof for row in rows if (proof := _proof(row, listing=listing, on=on)) is not None}
        _complete(rows[0].project, size=listing.size, on=on)
        for row in rows:
            standing = _standing(row, listing=listing, proof=proofs.get(row.claim), on=on)
            if standing is not None:
                _check_page(row, standing=standing, listing=listing, on=on)


def _published_claims(contents: Contents, *, size: int) -> Iterator[int]:
    for entry, kind in contents.kinds.items():
        opened = contents.opened.get(contents.projects[entry], size)
        if kind == ClaimMade.kind and entry < size and opened < size:
            yield entry


def _proof(row: OpenClaim, *, listing: OpenData, on: Round) -> bytes | None:
    """Return a claim's proof, checked; its facts are remembered."""
    data = b""
    try:
        data = on.site.proof(row.bundle)
        found = on.verified(data)
    except UnreadableError as error:
        on.report.unreadable.append(error.what)
        return None
    except Unavailable as error:
        on.report.alarm(Kind.WITHHELD, f"the proof of the claim in entry {row.entry}: {error.what}")
        return None
    except (Invalid, Unverified) as error:
        evidence = on.state.keep_evidence({"bundle.json": data, "checkpoint": on.contents.note})
        on.report.alarm(Kind.STANDING, f"the proof of the claim in entry {row.entry}: {error.what}", evidence=evidence)
        return None
    if found.bundle.checkpoint.size < listing.size:
        on.report.alarm(Kind.LATE, f"the proof of the claim in entry {row.entry} is older than the list of claims")
    return data


def _complete(project: str, *, size: int, on: Round) -> None:
    """Ask for the facts of a project that its proofs have left out."""
    missing = [entry for entry in on.contents.entries.get(project, ()) if entry < size and entry not in on.facts]
    if len(missing) > MOST_SINGLE:
        on.report.not_compared.append(f"{len(missing) - MOST_SINGLE} facts of the project {project}: too many")
    for entry in missing[:MOST_SINGLE]:
        try:
            on.fact(entry)
        except UnreadableError as error:
            on.report.unreadable.append(error.what)
        except Unavailable:
            on.report.alarm(Kind.WITHHELD, f"entry {entry} belongs to a published project, and is withheld")
        except (Invalid, Unverified) as error:
            on.report.alarm(Kind.STANDING, f"the proof of entry {entry}: {error.what}")


def _standing(row: OpenClaim, *, listing: OpenData, proof: bytes | None, on: Round) -> ClaimStanding | None:
    facts = [on.facts[entry] for entry in on.contents.entries.get(row.project, ()) if entry in on.facts]
    try:
        return recompute(row=row, facts=facts, size=listing.size)
    except (Invalid, Unverified) as error:
        files = {"claims.json": encode_open_data(listing), "checkpoint": on.contents.note}
        evidence = on.state.keep_evidence({**files, **({"bundle.json": proof} if proof else {})})
        on.report.alarm(Kind.STANDING, f"{on.site.url}{row.page}: {error.what}", evidence=evidence)
        return None


def _check_page(row: OpenClaim, *, standing: ClaimStanding, listing: OpenData, on: Round) -> None:
    """The main heading of a claim's page is the sentence, and nothing else."""
    headings: list[str] = []
    for attempt in range(_TRIES):
        try:
            headings = on.site.headings(row.page)
        except UnreadableError as error:
            on.report.unreadable.append(error.what)
            return
        except (Unavailable, Invalid) as error:
            on.report.alarm(Kind.WITHHELD, error.what)
            return
        if headings == [standing.sentence]:
            return
        if on.contents.entries[row.project][-1] >= listing.size or row.project in on.newer():
            on.report.not_compared.append(f"{on.site.url}{row.page}: it may know newer entries than were read")
            on.report.has_moved = True
            return
        if attempt < _TRIES - 1:  # it may show what was recorded a moment ago and is signed the next
            on.pause()
    shown = "; ".join(headings)[:500]
    evidence = on.state.keep_evidence({"headings.txt": "\n".join(headings).encode(), "checkpoint": on.contents.note})
    what = f"{on.site.url}{row.page} says {shown!r}; what follows from the log is {standing.sentence!r}"
    on.report.alarm(Kind.PAGE, what, evidence=evidence)

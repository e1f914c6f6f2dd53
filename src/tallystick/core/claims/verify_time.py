# SPDX-License-Identifier: Apache-2.0
"""Checks who besides the log's operator says when the entries of a bundle were there (RFC 3161 timestamps)."""

import dataclasses
import datetime as dt
from collections.abc import Sequence

from cryptography.x509 import Certificate

from tallystick.core.errors import Unverified
from tallystick.core.evidence.timestamp import INSTALL, Timestamp, can_check, verify_timestamp
from tallystick.core.ledger.stamped import check_stamped
from tallystick.core.ledger.verify import VerifiedBundle, VerifiedEntry

#: By how much the log's clock may run ahead of the authority's.
TOLERANCE = dt.timedelta(minutes=5)


@dataclasses.dataclass(frozen=True, kw_only=True)
class ProvedTime:
    """That a log of ``size`` entries existed at a time. ``covered``: how many entries of the bundle are among them."""

    timestamp: Timestamp
    size: int
    covered: int

    def text(self, *, of: int) -> str:
        """Return it in plain words, for a bundle of so many entries."""
        which = "every entry" if self.covered == of else f"{self.covered} of the {of} entries"
        return (
            f"“{self.timestamp.authority}” stamped a log of {self.size} entries, which this one continues, at "
            f"{self.timestamp.time:%Y-%m-%d %H:%M:%S} UTC. Recorded by then: {which} in the file."
        )


def check_time(bundle: VerifiedBundle, *, roots: Sequence[Certificate] | None) -> ProvedTime | None:
    """Check the timestamp of a bundle; return ``None`` where there is none, or no ``roots`` to trust one by.

    1. The bundle's checkpoint continues the one that was stamped.
    2. With ``roots``: there is a timestamp, it is right, and it covers entries of the bundle.
    3. None of those is dated after it.

    Raises:
        Unavailable: roots are given, and the package that reads timestamps is not installed.
        Invalid: the timestamp or its checkpoint cannot be read.
        Unverified: one of the steps fails.
    """
    if bundle.timestamp is None:
        if roots is None:
            return None
        raise Unverified(
            "the file carries no timestamp, and you asked for one",
            next_step="Ask for a newer file, or check without --tsa-roots.",
        )
    size = check_stamped(bundle.timestamp, head=bundle.checkpoint).size
    if roots is None:
        return None
    stamp = verify_timestamp(bundle.timestamp.response, data=bundle.timestamp.checkpoint, roots=roots)
    covered = [entry for entry in bundle.entries if entry.index < size]
    _check_covered(covered, stamp=stamp)
    return ProvedTime(timestamp=stamp, size=size, covered=len(covered))


def not_checked(what: str) -> str:
    """Return what to say of timestamps that were not checked, for want of roots to trust them by.

    ``what`` begins the second sentence, for example "The file carries a timestamp that was".
    """
    how = "give --tsa-roots, the roots that you trust"
    if not can_check():
        how += f", after: {INSTALL}"
    return f"When it was recorded, by anybody else's clock. {what} not checked: {how}."


def _check_covered(covered: Sequence[VerifiedEntry], *, stamp: Timestamp) -> None:
    if not covered:
        raise Unverified("the timestamp is of an earlier log, which holds no entry of the file")
    latest = stamp.time + (stamp.accuracy or dt.timedelta(0)) + TOLERANCE
    for entry in covered:
        if entry.leaf.time > latest:
            raise Unverified(
                f"entry {entry.index} is dated after the time at which it was stamped",
                rule="What was stamped was there by then.",
                next_step="Tell a witness: the dates of this log cannot be right.",
            )

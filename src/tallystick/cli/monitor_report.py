# SPDX-License-Identifier: Apache-2.0
"""What one round of a monitor found, as text for people and as JSON for programs."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any

from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint


class Kind(StrEnum):
    """What an alarm is about. The wire value stands in the JSON."""

    SIGNATURE = "signature"
    WITNESSES = "witnesses"
    FORK = "fork"
    ROLLBACK = "rollback"
    LOG = "log"
    WITHHELD = "withheld"
    LATE = "late"
    STANDING = "standing"
    PAGE = "page"


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """Something that an honest instance would not show. ``evidence``: the folder of what proves it, if any."""

    kind: Kind
    what: str
    evidence: str = ""


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A watched name among the published facts."""

    watched: str
    name: str
    entry: int
    kind: str
    page: str


@dataclass(kw_only=True)
class Report:
    """What one round found.

    Attributes:
        cosigned: the witnesses whose cosignatures count, by name, POSIX seconds.
        compared: the witnesses whose own copies agree with the log.
        not_compared: what could not be looked at, and why; no fault by itself.
        unreadable: what the instance did not answer to.
        mentions: those that were not reported before.
        has_moved: the log grew during the round, so that another round may compare more.
        ahead: that the pages are ahead of the log, which is a fault if it stays so.
    """

    url: str
    at: dt.datetime
    origin: str
    head: Checkpoint | None = None
    cosigned: dict[str, int] = field(default_factory=dict)
    compared: list[str] = field(default_factory=list)
    not_compared: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    entries: int = 0
    claims: int = 0
    alarms: list[Alarm] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    has_moved: bool = False
    ahead: str = ""

    @property
    def status(self) -> int:
        """Return the exit status: 1 on an alarm, 2 where something could not be read, else 0."""
        return 1 if self.alarms else 2 if self.unreadable else 0

    def alarm(self, kind: Kind, what: str, *, evidence: str = "") -> None:
        """Add an alarm."""
        self.alarms.append(Alarm(kind=kind, what=what, evidence=evidence))

    def as_json(self) -> dict[str, Any]:
        """Return the object that ``--json`` prints and a webhook gets."""
        return {
            "url": self.url,
            "checked_at": _moment(self.at),
            "holds": self.status == 0,
            "origin": self.origin,
            "size": self.head.size if self.head else None,
            "root": b64.encode(self.head.root) if self.head else None,
            "witnesses": {
                name: _moment(dt.datetime.fromtimestamp(seconds, dt.UTC)) for name, seconds in self.cosigned.items()
            },
            "compared": self.compared,
            "not_compared": self.not_compared,
            "unreadable": self.unreadable,
            "entries": self.entries,
            "claims": self.claims,
            "alarms": [asdict(alarm) for alarm in self.alarms],
            "mentions": [asdict(mention) for mention in self.mentions],
        }

    def lines(self) -> Iterator[str]:
        """Yield what people read."""
        size = f"{self.head.size} entries, root {b64.encode(self.head.root)}" if self.head else "no checkpoint"
        yield f"{_moment(self.at)} {self.url}: {size}"
        yield from (f"  ALARM ({alarm.kind}): {alarm.what}{_kept(alarm)}" for alarm in self.alarms)
        for mention in self.mentions:
            yield f"  Named: “{mention.name}” ({mention.kind}), {mention.page}"
        yield from (f"  Not compared: {what}" for what in self.not_compared)
        yield from (f"  Cannot be read: {what}" for what in self.unreadable)
        if self.status == 0:
            yield f"  All {self.entries} entries read; what the pages say of {self.claims} claims follows from them."
            yield f"  Witnesses: {', '.join(self.cosigned) or 'none was asked for'}."


def _kept(alarm: Alarm) -> str:
    return f" Kept in {alarm.evidence}." if alarm.evidence else ""


def _moment(time: dt.datetime) -> str:
    return time.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

# SPDX-License-Identifier: Apache-2.0
"""Trust policies: which logs, which witnesses, and how many of them must have seen a checkpoint.

Strict, and in one point stricter than the specification: a witness that has a log's key is refused, because the
operator's own witness never counts.
Source: C2SP tlog-policy (2026-06-22), https://c2sp.org/tlog-policy
"""

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from tallystick.core.ledger.cosignature import LOG_TYPES, WITNESS_TYPES, timestamp_of
from tallystick.core.ledger.note import NoteVerifier, parse_vkey

MAX_POLICY_SIZE: Final = 1_000_000
FUTURE_TOLERANCE: Final = timedelta(seconds=30)
MAX_AGE: Final = timedelta(hours=24)
NO_QUORUM: Final = "none"

_RULE: Final = "C2SP tlog-policy, section Policy file syntax and structure"
_FORBIDDEN: Final = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_THRESHOLD: Final = re.compile(r"[1-9][0-9]{0,4}")


@dataclass(frozen=True, slots=True)
class Group:
    """At least ``threshold`` of ``members`` (names of witnesses or groups)."""

    threshold: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A parsed policy. Names are those of the file; groups stand in the order in which they are defined.

    ``log_urls`` has the URLs given for an origin, ``witness_urls`` the one given for a witness's name.
    """

    logs: tuple[NoteVerifier, ...]
    witnesses: Mapping[str, NoteVerifier]
    groups: Mapping[str, Group]
    quorum: str
    log_urls: Mapping[str, tuple[str, ...]]
    witness_urls: Mapping[str, str]

    def is_met_by(self, names: Set[str]) -> bool:
        """Return whether the witnesses of these names make the quorum."""
        seen = {NO_QUORUM, *(names & self.witnesses.keys())}
        for name, group in self.groups.items():  # members are defined before their group
            if len(seen.intersection(group.members)) >= group.threshold:
                seen.add(name)
        return self.quorum in seen


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessedCheckpoint:
    """A checkpoint that meets a policy. ``cosigned``: POSIX seconds by witness name, only those that count."""

    checkpoint: Checkpoint
    cosigned: Mapping[str, int]


def parse_policy(data: bytes) -> Policy:
    """Return the policy that a file spells.

    Raises:
        Invalid: too long, a forbidden control character, no last line feed, an unknown line, a wrong number of items,
            a malformed or weak key, a key or name twice, a witness with a log's key, a name used before it is
            defined or in two groups, an impossible threshold, or not exactly one quorum line.
    """
    if len(data) > MAX_POLICY_SIZE:
        raise Invalid(f"the policy has {len(data)} bytes, more than {MAX_POLICY_SIZE}")
    if _FORBIDDEN.search(data) or not data.endswith(b"\n"):
        raise Invalid("a policy has lines that end with a line feed, and no other control characters but tabs")
    reader = _Reader()
    text = data.decode("utf-8", "surrogateescape")  # names may hold any octets, and are compared as such
    for number, line in enumerate(text.split("\n"), start=1):
        items = [item for item in line.replace("\t", " ").split(" ") if item]
        if items and not items[0].startswith("#"):
            reader.read(items, number=number)
    return reader.policy()


def open_witnessed(
    data: bytes, *, policy: Policy, origin: str, now: datetime, max_age: timedelta = MAX_AGE
) -> WitnessedCheckpoint:
    """Return the checkpoint of the log ``origin`` if it meets the policy.

    1. The policy lists a log of that origin.
    2. The checkpoint is that log's, signed by one of its keys; no known key's signature fails.
    3. A cosignature counts where its time is at most ``max_age`` ago and at most 30 seconds ahead.
    4. The witnesses whose cosignatures count make the quorum.

    Raises:
        Invalid: the checkpoint is malformed.
        Unverified: one of the steps fails.
    """
    logs = [key for key in policy.logs if key.name == origin]
    if not logs:
        raise Unverified("the policy does not list this log", rule=_RULE)
    opened = open_checkpoint(data, origin=origin, verifiers=[*logs, *policy.witnesses.values()])
    if not any(key in logs for key in opened.note.signed_by):
        raise Unverified("the checkpoint is not signed by the log itself", rule="C2SP tlog-checkpoint, Signatures")
    cosigned = _fresh_cosignatures(opened, policy=policy, now=now, max_age=max_age)
    if not policy.is_met_by(cosigned.keys()):
        counted = ", ".join(repr(name) for name in sorted(cosigned)) or "none"
        raise Unverified(f"too few witnesses have cosigned the checkpoint lately (counted: {counted})", rule=_RULE)
    return WitnessedCheckpoint(checkpoint=opened.checkpoint, cosigned=cosigned)


def _fresh_cosignatures(
    opened: OpenedCheckpoint, *, policy: Policy, now: datetime, max_age: timedelta
) -> dict[str, int]:
    oldest, newest = (now - max_age).timestamp(), (now + FUTURE_TOLERANCE).timestamp()
    names = {(key.name, key.key_id): name for name, key in policy.witnesses.items()}
    cosigned: dict[str, int] = {}
    for line in opened.note.signatures:
        name = names.get((line.name, line.key_id))
        if name is not None and oldest <= timestamp_of(line.signature) <= newest:
            cosigned[name] = max(cosigned.get(name, 0), timestamp_of(line.signature))
    return cosigned


@dataclass(slots=True)
class _Reader:
    """Collects the lines of a policy file, each checked against those before it."""

    logs: list[NoteVerifier] = field(default_factory=list)
    witnesses: dict[str, NoteVerifier] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    log_urls: dict[str, tuple[str, ...]] = field(default_factory=dict)
    witness_urls: dict[str, str] = field(default_factory=dict)
    members: set[str] = field(default_factory=set)
    quorum: str | None = None

    def read(self, items: Sequence[str], *, number: int) -> None:
        match items:
            case ["log", vkey, *url] if len(url) < 2:
                self._log(vkey, url)
            case ["witness", name, vkey, *url] if len(url) < 2:
                self._witness(name, vkey, url)
            case ["group", name, threshold, *members] if members:
                self._group(name, threshold, members)
            case ["quorum", name]:
                self._quorum(name)
            case _:
                raise Invalid(f"line {number} of the policy cannot be read", rule=_RULE)

    def policy(self) -> Policy:
        if self.quorum is None:
            raise Invalid("a policy has a quorum line", rule=_RULE)
        return Policy(
            logs=tuple(self.logs),
            witnesses=self.witnesses,
            groups=self.groups,
            quorum=self.quorum,
            log_urls=self.log_urls,
            witness_urls=self.witness_urls,
        )

    def _log(self, vkey: str, url: Sequence[str]) -> None:
        key = parse_vkey(vkey, types=LOG_TYPES)
        self._check_new_key(key)
        self.logs.append(key)
        self.log_urls[key.name] = (*self.log_urls.get(key.name, ()), *url)

    def _witness(self, name: str, vkey: str, url: Sequence[str]) -> None:
        self._check_new_name(name)
        key = parse_vkey(vkey, types=WITNESS_TYPES)
        self._check_new_key(key)
        self.witnesses[name] = key
        if url:
            self.witness_urls[name] = url[0]

    def _group(self, name: str, threshold: str, members: Sequence[str]) -> None:
        self._check_new_name(name)
        for member in members:
            if member in self.members or not self._is_defined(member):
                raise Invalid(f"{member!r} is not defined before, or is in a group already", rule=_RULE)
            self.members.add(member)
        self.groups[name] = Group(_threshold(threshold, of=len(members)), tuple(members))

    def _quorum(self, name: str) -> None:
        if self.quorum is not None or not (name == NO_QUORUM or self._is_defined(name)):
            raise Invalid("a policy has one quorum line, with a name defined before or none", rule=_RULE)
        self.quorum = name

    def _is_defined(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups

    def _check_new_name(self, name: str) -> None:
        if name == NO_QUORUM or self._is_defined(name):
            raise Invalid(f"the name {name!r} is taken", rule=_RULE)

    def _check_new_key(self, key: NoteVerifier) -> None:
        if any(key.public_key == other.public_key for other in (*self.logs, *self.witnesses.values())):
            raise Invalid(f"the key of {key.name!r} stands in the policy twice", rule=f"{_RULE}: duplicate keys")


def _threshold(text: str, *, of: int) -> int:
    if text == "all":
        return of
    if text == "any":
        return 1
    if not _THRESHOLD.fullmatch(text) or int(text) > of:
        raise Invalid(f"a group of {of} has a threshold from 1 to {of}, any or all", rule=_RULE)
    return int(text)

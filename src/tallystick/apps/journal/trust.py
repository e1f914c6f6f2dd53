# SPDX-License-Identifier: Apache-2.0
"""Whose cosignatures this log asks for: its policy, and who has cosigned what it shows.

C2SP tlog-policy, https://c2sp.org/tlog-policy. Readers have policies of their own; this one only says what the log
waits for before it shows a checkpoint.
"""

import dataclasses
import datetime as dt
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from tallystick.apps.journal import keys
from tallystick.core.errors import Invalid, Refused, TallystickError, Unavailable
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.note import NoteVerifier, parse_note
from tallystick.core.ledger.policy import MAX_POLICY_SIZE, Policy, parse_policy

#: The newest head that the log signed; the file ``checkpoint`` is the newest that its witnesses cosigned as well.
PENDING = "checkpoint.pending"

_RULE = "A log shows what its policy's witnesses have seen, and its operator is not one of them."


@dataclasses.dataclass(frozen=True, kw_only=True)
class Asked:
    """A witness that is asked: its name in the policy, its key, and its address without a slash at the end."""

    name: str
    key: NoteVerifier
    url: str


@dataclasses.dataclass(frozen=True, kw_only=True)
class Trust:
    """The policy of this log. ``own``: keys of witnesses that its operator runs."""

    policy: Policy
    own: tuple[NoteVerifier, ...]
    asked: tuple[Asked, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Seal:
    """Who signed a checkpoint beside its operator: the witnesses' names in the policy and when each did."""

    has_policy: bool
    witnesses: tuple[tuple[str, dt.datetime], ...]


def policy_path() -> Path | None:
    """Return where the policy lies, or ``None`` where the setting is empty."""
    if not settings.POLICY_FILE:
        return None
    return Path(settings.LOG_DIR).parent / str(settings.POLICY_FILE)


def policy_bytes() -> bytes | None:
    """Return the policy as it is published, or ``None`` where there is none.

    Raises:
        Unavailable: it cannot be read.
    """
    path = policy_path()
    try:
        if path is None:
            return None
        with path.open("rb") as file:
            return file.read(MAX_POLICY_SIZE + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unavailable(f"the policy {path} cannot be read", next_step="Mend its permissions.") from error


def read() -> Trust | None:
    """Return the policy, or ``None`` where there is none.

    Raises:
        Unavailable: it cannot be read.
        Invalid: it is no policy, or does not list this log with its key.
        Refused: it can never be met, because only the operator's own witnesses or none with an address would do.
    """
    data = policy_bytes()
    if data is None:
        return None
    return _trust(data, tuple(settings.OWN_WITNESSES), tuple(keys.current()))


def seal(*, checkpoint: str) -> Seal:
    """Return who cosigned a checkpoint of ours (empty: there is none yet), of those whom our policy asks.

    A page must not fail because the policy cannot be read: then nobody is named.
    """
    try:
        trust = read()
    except TallystickError:
        return Seal(has_policy=True, witnesses=())
    if trust is None or not checkpoint:
        return Seal(has_policy=trust is not None, witnesses=())
    own = {key.public_key for key in trust.own}
    names = {(key.name, key.key_id): name for name, key in trust.policy.witnesses.items() if key.public_key not in own}
    seen = [
        (names[line.name, line.key_id], dt.datetime.fromtimestamp(timestamp_of(line.signature), dt.UTC))
        for line in parse_note(checkpoint.encode()).signatures
        if (line.name, line.key_id) in names
    ]
    return Seal(has_policy=True, witnesses=tuple(seen))


@lru_cache(maxsize=8)
def _trust(data: bytes, own_names: tuple[str, ...], signing: tuple[NoteVerifier, ...]) -> Trust:
    policy = parse_policy(data)
    missing = [key for key in signing if key not in policy.logs]
    if missing:
        raise Invalid(
            "the policy does not list this log with its key",
            rule=_RULE,
            next_step=f"Add the line: log {missing[0].vkey}",
        )
    unknown = [name for name in own_names if name not in policy.witnesses]
    if unknown:
        raise Invalid(f"the policy has no witness named {unknown[0]!r}", next_step="Check TALLYSTICK_OWN_WITNESSES.")
    asked = tuple(
        Asked(name=name, key=key, url=policy.witness_urls[name].rstrip("/"))
        for name, key in policy.witnesses.items()
        if name not in own_names and name in policy.witness_urls
    )
    if not policy.is_met_by({witness.name for witness in asked}):
        raise Refused(
            "the policy can never be met: too few of its witnesses have an address and are not the operator's own",
            rule=_RULE,
            next_step="Choose more witnesses, or ask for fewer.",
        )
    return Trust(policy=policy, own=tuple(policy.witnesses[name] for name in own_names), asked=asked)

# SPDX-License-Identifier: Apache-2.0
"""The configuration of a witness: one TOML file, read strictly, so that a misspelt line is noticed and not ignored."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.cosignature import LOG_TYPES
from tallystick.core.ledger.merkle import EMPTY_ROOT
from tallystick.core.ledger.note import NoteVerifier, check_key_name, parse_vkey

_MAX_SIZE: Final = 1_000_000
_MAX_ORIGIN: Final = 255  # bytes; an ML-DSA cosignature has one byte for its length
_MEMBERS: Final = {"name", "listen", "store", "key", "ml_dsa", "limits", "log"}
_LIMITS: Final = {"per_log_per_minute": 60, "per_address_per_minute": 120, "connections": 32, "seconds": 10}
_LOG_MEMBERS: Final = {"origin", "vkeys"}


@dataclass(frozen=True, slots=True, kw_only=True)
class WitnessConfig:
    """What a witness is told.

    Attributes:
        name: of its keys; usually a domain of its operator.
        host: address to listen on.
        port: port to listen on.
        store: path of its database.
        key: path of its key file; the pin lies beside it.
        ml_dsa: whether to cosign with ML-DSA-44 as well as Ed25519.
        behind_proxy: whether a proxy in front gives the client's address in X-Forwarded-For.
        per_log_per_minute: cosignatures per log.
        per_address_per_minute: requests per address.
        connections: served at the same time.
        seconds: that a client may take to send a request.
        logs: the keys of each log, by origin.
    """

    name: str
    host: str
    port: int
    store: Path
    key: Path
    ml_dsa: bool
    behind_proxy: bool
    per_log_per_minute: int
    per_address_per_minute: int
    connections: int
    seconds: int
    logs: Mapping[str, Sequence[NoteVerifier]]

    @property
    def pin(self) -> Path:
        """Path of the pin."""
        return self.key.with_name(f"{self.key.name}.pin")


def read_config(path: Path) -> WitnessConfig:
    """Return the configuration in a file; relative paths in it start at its folder.

    Raises:
        Unavailable: it cannot be read.
        Invalid: not TOML, an unknown or missing member, a wrong type, or a malformed or weak key.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_SIZE + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(
            f"{path} cannot be read: {error}", next_step="Give the witness's file with --config."
        ) from error
    if len(data) > _MAX_SIZE:
        raise _wrong("it is larger than any configuration")
    try:
        members = tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:  # UnicodeDecodeError and TOMLDecodeError
        raise _wrong(f"it is not TOML: {error}") from error
    return _config(members, folder=path.resolve().parent)


def _config(members: Mapping[str, Any], *, folder: Path) -> WitnessConfig:
    _check_members(members, allowed=_MEMBERS, where="the file")
    name = _text(members, "name")
    check_key_name(name)
    host, port = _listen(_text(members, "listen", default="127.0.0.1:8090"))
    limits = _table(members.get("limits", {}), what="limits")
    _check_members(limits, allowed=_LIMITS.keys() | {"behind_proxy"}, where="[limits]")
    numbers = {key: _number(limits, key, default=default) for key, default in _LIMITS.items()}
    logs = _logs(members.get("log", []))
    if len(name.encode()) > _MAX_ORIGIN:
        raise _wrong("the name is too long")
    return WitnessConfig(
        name=name,
        host=host,
        port=port,
        store=folder / _text(members, "store", default="witness.sqlite3"),
        key=folder / _text(members, "key", default="keys/witness.key"),
        ml_dsa=_flag(members, "ml_dsa", default=True),
        behind_proxy=_flag(limits, "behind_proxy", default=False),
        logs=logs,
        **numbers,
    )


def _logs(value: object) -> dict[str, tuple[NoteVerifier, ...]]:
    if not isinstance(value, list) or not value:
        raise _wrong("it names no log; each is a [[log]] with its vkeys")
    logs: dict[str, tuple[NoteVerifier, ...]] = {}
    for item in value:
        table = _table(item, what="log")
        _check_members(table, allowed=_LOG_MEMBERS, where="[[log]]")
        keys = _keys(table.get("vkeys"))
        origin = _text(table, "origin", default=keys[0].name)
        Checkpoint(origin=origin, size=0, root=EMPTY_ROOT)
        if origin in logs or len(origin.encode()) > _MAX_ORIGIN:
            raise _wrong(f"the log {origin[:80]} is there twice, or its origin is too long")
        logs[origin] = keys
    _check_different([key for keys in logs.values() for key in keys])
    return logs


def _keys(value: object) -> tuple[NoteVerifier, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(item, str) for item in value):
        raise _wrong("a [[log]] has vkeys, a list of one or more keys as text")
    return tuple(parse_vkey(item, types=LOG_TYPES) for item in value)


def _check_different(keys: Sequence[NoteVerifier]) -> None:
    if len({key.public_key for key in keys}) != len(keys):
        raise _wrong("one key is there twice")


def _listen(text: str) -> tuple[str, int]:
    host, _, port = text.rpartition(":")
    if not host or not port.isascii() or not port.isdigit() or len(port) > 5 or int(port) > 65_535:
        raise _wrong("listen reads like 127.0.0.1:8090 or [::1]:8090")
    return host.removeprefix("[").removesuffix("]"), int(port)


def _check_members(members: Mapping[str, Any], *, allowed: set[str], where: str) -> None:
    unknown = sorted(members.keys() - allowed)
    if unknown:
        raise _wrong(f"{where} has {unknown[0][:80]!a}, which means nothing here; known: {', '.join(sorted(allowed))}")


def _table(value: object, *, what: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(f"{what} is a table")
    return value


def _text(members: Mapping[str, Any], key: str, *, default: str = "") -> str:
    value = members.get(key, default)
    if not isinstance(value, str) or not value or "\0" in value:
        raise _wrong(f"{key} is a text that is not empty")
    return value


def _number(members: Mapping[str, Any], key: str, *, default: int) -> int:
    value = members.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 100_000:
        raise _wrong(f"{key} is a number from 1 to 100000")
    return value


def _flag(members: Mapping[str, Any], key: str, *, default: bool) -> bool:
    value = members.get(key, default)
    if not isinstance(value, bool):
        raise _wrong(f"{key} is true or false")
    return value


def _wrong(what: str) -> Invalid:
    return Invalid(
        f"The configuration of the witness cannot be used: {what}.", next_step="Compare deploy/witness.toml."
    )

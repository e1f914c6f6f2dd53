# SPDX-License-Identifier: Apache-2.0
"""What a witness answers to whom: the protocol's functions, the store and the limits put together. No sockets here.

Source: C2SP tlog-witness v1.0.0, HTTP Interface, https://c2sp.org/tlog-witness@v1.0.0
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.cli.witness_limits import RateLimit, neighbourhood
from tallystick.cli.witness_store import Store
from tallystick.core.errors import TallystickError
from tallystick.core.ledger.keys import PrivateKey
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.witness import PLAIN, NotCosigned, Submission, examine, origin_hash

_ANYBODY: Final = (("Access-Control-Allow-Origin", "*"), ("Cache-Control", "max-age=5"))
_LATER: Final = (("Retry-After", "60"),)


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer."""

    status: int
    body: bytes
    content_type: str = PLAIN
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Where a service takes the time from."""

    posix: Callable[[], float] = time.time
    steady: Callable[[], float] = time.monotonic


class Service:
    """A witness that answers. Safe to use from several threads."""

    def __init__(
        self,
        *,
        keys: Sequence[PrivateKey],
        logs: Mapping[str, Sequence[NoteVerifier]],
        store: Store,
        per_log_per_minute: int,
        per_address_per_minute: int,
        log: Callable[[str], None],
        clock: Clock = Clock(),
    ) -> None:
        """Answer with these keys for these logs, keys by origin."""
        self._keys = keys
        self._logs = logs
        self._store = store
        self._per_log = RateLimit(per_minute=per_log_per_minute)
        self._per_address = RateLimit(per_minute=per_address_per_minute)
        self._log = log
        self._clock = clock
        self._origins = {f"/{origin_hash(origin)}/checkpoint": origin for origin in logs}

    def add_checkpoint(self, body: bytes, *, client: str) -> Answer:
        """Return the answer to ``POST /add-checkpoint``, and log one line about it."""
        answer, about = self._add_checkpoint(body, client=client)
        reason = "" if answer.status == 200 else f" ({answer.body.decode('utf-8', 'replace').strip()})"
        self._log(f"{_printable(client[:64]) or 'unknown'} add-checkpoint {answer.status} {about}{reason}")
        return answer

    def show(self, path: str, *, client: str) -> Answer:
        """Return the answer to ``GET``: a cosigned checkpoint at its address, and at / what this is."""
        if not self._per_address.take(neighbourhood(client), now=self._clock.steady()):
            return _too_often("this address asks")
        if path == "/":
            return Answer(200, self._about(), headers=_ANYBODY)
        origin = self._origins.get(path)
        try:
            note = self._store.note(origin) if origin is not None else None
        except TallystickError as error:
            return self._failed(error)
        if note is None:
            return Answer(404, b"there is no checkpoint at this address\n", headers=_ANYBODY)
        return Answer(200, note, headers=_ANYBODY)

    def _add_checkpoint(self, body: bytes, *, client: str) -> tuple[Answer, str]:
        if not self._per_address.take(neighbourhood(client), now=self._clock.steady()):
            return _too_often("this address asks"), "-"
        try:
            submission = examine(body, logs=self._logs)
        except NotCosigned as refusal:
            return _refused(refusal), "-"
        about = f"{_printable(submission.checkpoint.origin)} {submission.old_size} -> {submission.checkpoint.size}"
        # Counted only now: a request that the log has not signed must not use up what the log may ask.
        if not self._per_log.take(submission.checkpoint.origin, now=self._clock.steady()):
            return _too_often("this log asks"), about
        return self._cosign(submission), about

    def _cosign(self, submission: Submission) -> Answer:
        try:
            lines = self._store.cosign(submission, keys=self._keys, timestamp=int(self._clock.posix()))
        except NotCosigned as refusal:
            return _refused(refusal)
        except TallystickError as error:
            return self._failed(error)
        return Answer(200, lines)

    def _failed(self, error: TallystickError) -> Answer:
        self._log(f"FAILED {_printable(error.what)}")
        return Answer(503, b"the witness cannot answer now\n", headers=_LATER)

    def _about(self) -> bytes:
        lines = ["A transparency log witness (c2sp.org/tlog-witness).", "", "Its keys:"]
        lines += [f"  {key.verifier.vkey}" for key in self._keys]
        lines += ["", "The logs that it watches, and where their newest cosigned checkpoints are:"]
        lines += [f"  {_printable(origin)}\n    {path}" for path, origin in self._origins.items()]
        return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _refused(refusal: NotCosigned) -> Answer:
    return Answer(refusal.status, refusal.body(), refusal.content_type)


def _too_often(who: str) -> Answer:
    return Answer(429, f"{who} too often\n".encode(), headers=_LATER)


def _printable(text: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

# SPDX-License-Identifier: Apache-2.0
"""A log with three witnesses, of which its policy asks for two: what the tests of witnessing do with it."""

import datetime as dt
from pathlib import Path

from django.conf import settings as instance

from tallystick.apps.journal import keys, queries
from tallystick.apps.journal.append import append
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import witness
from tallystick.cli.web_client import WebClient
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger import merkle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.note import NoteVerifier, parse_note
from tallystick.core.ledger.witness import request
from tests.rigs.witnesses import Witness

START = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
NAMES = ("trust", "paper", "regulator")
WEB = WebClient(silence=5, whole=10)
#: No reactions: nothing here sends mail.
NONE: dict[str, dict[str, object]] = {}


class Now:
    """The time of a test, which only moves when told."""

    def __init__(self) -> None:
        self.now = START

    def posix(self) -> float:
        return self.now.timestamp()

    def pass_by(self, **time: float) -> dt.datetime:
        self.now += dt.timedelta(**time)
        return self.now


def log_key() -> NoteVerifier:
    return keys.signer().verifier


def folder() -> Path:
    """Return the folder of the instance."""
    return Path(instance.LOG_DIR).parent


def set_policy(text: str) -> None:
    (folder() / "policy.txt").write_text(text, "utf-8")


def record(count: int = 1, *, now: dt.datetime = START) -> None:
    """Append so many entries."""
    for _ in range(count):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada"), project="p1", now=now)


def ask_round(clock: Now, *, seconds: float = 60) -> int:
    """Publish and ask the witnesses some time later, and return the size that is shown."""
    now = clock.pass_by(seconds=seconds)
    publish(now=now)
    shown = witness(now=now, web=WEB)
    assert shown == queries.published()
    return shown.size if shown else 0


def shown_file(name: str = "checkpoint") -> bytes:
    path = instance.LOG_DIR / name
    return path.read_bytes() if path.exists() else b""


def signers(note: bytes) -> list[str]:
    return [line.name.removesuffix(".example") for line in parse_note(note).signatures]


def fork(one: Witness, *, size: int) -> bytes:
    """Let a witness cosign another history that the log's key signed, and return the signed note."""
    hashes = [merkle.leaf_hash(b"revised %d" % number) for number in range(size)]
    head = Checkpoint(instance.LOG_ORIGIN, size, merkle.root(hashes))
    note = sign_checkpoint(checkpoint=head, signers=[keys.signer()])
    body = request(old_size=0, proof=(), checkpoint=note)
    assert WEB.post(f"{one.url}/add-checkpoint", body=body, limit=10_000).status == 200
    assert not Entry.objects.exists(), "it signed the other history first"
    return note

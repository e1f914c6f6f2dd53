# SPDX-License-Identifier: Apache-2.0
"""Private keys as text, and handing over from one key of a log to the next."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Refused, TallystickError, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.keys import (
    ED25519,
    KINDS,
    MAX_FILE_SIZE,
    ML_DSA,
    PREFIX,
    ROTATION,
    WITNESS,
    PrivateKey,
    encode_key_file,
    open_rotation,
    parse_key_file,
    parse_private_key,
    sign_rotation,
)
from tallystick.core.ledger.note import NoteSigner, sign_note

NAME = "log.northshire.example/log"
SEED = bytes(range(32))
NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
OLD, NEW = NoteSigner(NAME, SEED), NoteSigner(NAME, bytes(32))
HEAD = Checkpoint(NAME, 5, bytes(range(32)))


@given(kind=st.sampled_from(sorted(KINDS.values())), seed=st.binary(min_size=32, max_size=32))
def test_a_key_is_read_as_it_was_written(kind: int, seed: bytes):
    key = PrivateKey(NAME, kind, seed)
    line = key.line()
    assert parse_private_key(line.removesuffix("\n")) == key
    assert line.startswith(f"{PREFIX}{NAME}+{key.verifier.key_id.hex()}+")
    assert key.verifier.signature_type == kind


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
def test_a_signature_verifies_with_the_public_half(kind: int):
    key = PrivateKey(NAME, kind, SEED)
    text = HEAD.text().encode()
    line = key.signer(timestamp=1).sign(text)
    key.verifier.verify(text=text, signature=line.signature)
    assert (line.name, line.key_id) == (NAME, key.verifier.key_id)


@pytest.mark.parametrize("kind", [WITNESS, ML_DSA])
@pytest.mark.parametrize("timestamp", [0, -1])
def test_a_cosigner_needs_a_time(kind: int, timestamp: int):
    with pytest.raises(Invalid, match="after 0"):
        PrivateKey(NAME, kind, SEED).signer(timestamp=timestamp)


def test_a_log_key_needs_no_time():
    assert PrivateKey(NAME, ED25519, SEED).signer(timestamp=0) == OLD


def test_a_seed_shows_nowhere():
    key = PrivateKey(NAME, WITNESS, SEED)
    assert repr(SEED) not in repr(key)
    secret = b64.encode(bytes([WITNESS]) + SEED)
    line = key.line().replace(key.verifier.key_id.hex(), "00000000").removesuffix("\n")
    with pytest.raises(Invalid) as caught:
        parse_private_key(line)
    assert secret not in caught.value.explain()


@pytest.mark.parametrize("kind", [0x00, 0x02, 0x05, 0xFF])
def test_no_other_types_of_key(kind: int):
    with pytest.raises(Invalid, match="signature type"):
        PrivateKey(NAME, kind, SEED)


@pytest.mark.parametrize("kind", sorted(KINDS.values()))
@pytest.mark.parametrize("seed", [b"", bytes(31), bytes(33)])
def test_no_other_seeds_than_of_32_bytes(kind: int, seed: bytes):
    with pytest.raises(Invalid, match="32 bytes"):
        PrivateKey(NAME, kind, seed)


@pytest.mark.parametrize("name", ["", "go.sum database tree", "a+b", "a\nb"])
def test_no_names_that_a_note_cannot_have(name: str):
    with pytest.raises(Invalid):
        PrivateKey(name, ED25519, SEED)


GOOD = PrivateKey(NAME, ED25519, SEED).line().removesuffix("\n")
MALFORMED = {
    "empty": "",
    "no prefix": GOOD.removeprefix(PREFIX),
    "another prefix": GOOD.replace("PRIVATE", "PUBLIC"),
    "no id": f"{PREFIX}{NAME}",
    "no secret": GOOD.rpartition("+")[0] + "+",
    "secret of one byte": f"{PREFIX}{NAME}+00000000+AQ==",
    "secret that is no base64": GOOD[:-1] + "!",
    "secret with padding": GOOD + "=",
    "another id": GOOD.replace(OLD.verifier.key_id.hex(), "deadbeef"),
    "another name": GOOD.replace("northshire", "southshire"),
    "line feed": GOOD + "\n",
}


@pytest.mark.parametrize("line", MALFORMED.values(), ids=MALFORMED)
def test_a_malformed_key_is_invalid(line: str):
    with pytest.raises(Invalid):
        parse_private_key(line)


@given(st.data())
def test_a_damaged_key_is_noticed(data: st.DataObject):
    place = data.draw(st.integers(0, len(GOOD) - 1))
    sign = data.draw(st.characters(codec="utf-8").filter(lambda sign: sign != GOOD[place]))
    with pytest.raises(TallystickError):
        parse_private_key(GOOD[:place] + sign + GOOD[place + 1 :])


# Files.


def test_a_file_of_several_keys_is_read_in_its_order():
    keys = (PrivateKey(NAME, WITNESS, SEED), PrivateKey(NAME, ML_DSA, SEED))
    assert parse_key_file(encode_key_file(keys)) == keys


FILES = {
    "empty": b"",
    "no line feed at the end": GOOD.encode(),
    "empty line": GOOD.encode() + b"\n\n",
    "carriage return": GOOD.encode() + b"\r\n",
    "not UTF-8": b"\xff\n",
    "a key twice": (GOOD + "\n").encode() * 2,
    "nine keys": b"".join(PrivateKey(NAME, ED25519, bytes([seed]) * 32).line().encode() for seed in range(9)),
    "too long": bytes(MAX_FILE_SIZE + 1),
}


@pytest.mark.parametrize("data", FILES.values(), ids=FILES)
def test_a_malformed_file_is_invalid_and_shows_no_seed(data: bytes):
    with pytest.raises(Invalid) as caught:
        parse_key_file(data)
    assert GOOD.rpartition("+")[2] not in caught.value.explain()
    assert caught.value.__cause__ is None or not isinstance(caught.value.__cause__, UnicodeDecodeError)


@pytest.mark.parametrize("keys", [[], [PrivateKey(NAME, ED25519, SEED)] * 2])
def test_a_file_that_cannot_be_read_is_not_made(keys: list[PrivateKey]):
    with pytest.raises(Invalid):
        encode_key_file(keys)


# Handing over.


def handed_over() -> bytes:
    return sign_rotation(old=OLD, new=NEW, head=HEAD, time=NOW)


def test_who_knows_the_old_key_learns_the_new_one():
    rotation = open_rotation(handed_over(), old=OLD.verifier)
    assert (rotation.old, rotation.new) == (OLD.verifier, NEW.verifier)
    assert (rotation.head, rotation.time) == (HEAD, NOW)


REFUSED: dict[str, dict[str, object]] = {
    "to the same key": {"new": OLD},
    "to a key of another log": {"new": NoteSigner("log.southshire.example", SEED)},
    "from a key of another log": {"old": NoteSigner("log.southshire.example", SEED)},
}


@pytest.mark.parametrize("change", REFUSED.values(), ids=REFUSED)
def test_a_log_hands_over_to_another_key_of_its_own(change: dict[str, object]):
    arguments: dict[str, object] = {"old": OLD, "new": NEW, "head": HEAD, "time": NOW, **change}
    with pytest.raises(Refused):
        sign_rotation(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"time": NOW.replace(tzinfo=timezone(timedelta(hours=1)))},
        {"time": NOW.replace(tzinfo=None)},
        {"time": NOW.replace(microsecond=1)},
        {"head": replace(HEAD, extensions=("more",))},
    ],
)
def test_a_statement_has_a_whole_second_of_utc_and_a_plain_head(change: dict[str, object]):
    arguments: dict[str, object] = {"old": OLD, "new": NEW, "head": HEAD, "time": NOW, **change}
    with pytest.raises(Invalid):
        sign_rotation(**arguments)  # type: ignore[arg-type]


def statement(*, signers: tuple[NoteSigner, ...] = (OLD, NEW), **lines: str) -> bytes:
    """Return a statement with some of its lines replaced, signed as a cheat would."""
    names = ("format", "time", "old", "new", "origin", "size", "root")
    original = dict(zip(names, open_text().split("\n"), strict=False))
    return sign_note(text="".join(f"{line}\n" for line in {**original, **lines}.values()), signers=signers)


def open_text() -> str:
    return handed_over().decode().rpartition("\n\n")[0]


def test_the_statement_made_by_hand_is_the_one_that_is_made():
    assert statement() == handed_over()


UNREADABLE: dict[str, Callable[[], bytes]] = {
    "another format": lambda: statement(format=ROTATION.replace("v1", "v2")),
    "a line more": lambda: statement(root=b64.encode(HEAD.root) + "\nmore"),
    "a size with a leading zero": lambda: statement(size="05"),
    "a root of 31 bytes": lambda: statement(root=b64.encode(bytes(31))),
    "a time that is none": lambda: statement(time="yesterday"),
    "a time without zone": lambda: statement(time="2026-03-01T09:30:00"),
    "a time of another zone": lambda: statement(time="2026-03-01T09:30:00+01:00"),
    "a time spelled otherwise": lambda: statement(time="2026-03-01T09:30:00+00:00"),
    "no key": lambda: statement(new="none"),
    "a weak key": lambda: statement(new=weak_vkey()),
}


def weak_vkey() -> str:
    """Return the vkey of the neutral point, under which anybody can sign."""
    raw = b"\x01" + b"\x01" + bytes(31)
    key_id = sha256(NAME.encode() + b"\n" + raw).digest()[:4]
    return f"{NAME}+{key_id.hex()}+{b64.encode(raw)}"


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_a_malformed_statement_is_invalid(data: Callable[[], bytes]):
    with pytest.raises(Invalid):
        open_rotation(data(), old=OLD.verifier)


THIEF = NoteSigner(NAME, bytes([7]) * 32)
UNVERIFIED: dict[str, Callable[[], bytes]] = {
    "not signed by the old key": lambda: statement(signers=(NEW,)),
    "not signed by the new key": lambda: statement(signers=(OLD,)),
    "by a thief alone": lambda: statement(old=THIEF.verifier.vkey, signers=(THIEF, NEW)),
    "about another old key": lambda: statement(old=THIEF.verifier.vkey, signers=(OLD, THIEF, NEW)),
    "about another log": lambda: statement(origin="log.southshire.example"),
    "to itself": lambda: statement(new=OLD.verifier.vkey),
    "to a key of another name": lambda: statement(
        new=NoteSigner("log.southshire.example", SEED).verifier.vkey,
        signers=(OLD, NoteSigner("log.southshire.example", SEED)),
    ),
}


@pytest.mark.parametrize("data", UNVERIFIED.values(), ids=UNVERIFIED)
def test_a_statement_that_does_not_hold_is_unverified(data: Callable[[], bytes]):
    with pytest.raises(Unverified):
        open_rotation(data(), old=OLD.verifier)


def test_a_checkpoint_is_no_statement():
    with pytest.raises(Invalid, match="no statement"):
        open_rotation(sign_note(text=HEAD.text(), signers=[OLD]), old=OLD.verifier)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick keys``: made for their owner only, printed in public, handed over by both."""

from pathlib import Path

import pytest

from tallystick.cli.main import main
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.keys import ED25519, KINDS, WITNESS, PrivateKey, encode_key_file, parse_key_file
from tallystick.core.ledger.note import NoteSigner, parse_vkey

NAME = "log.northshire.example/log"
SEED = bytes(range(32))
NEUTRAL_POINT = "log.northshire.example/log+8b0ee64c+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"


def generate(path: Path, *, kind: str = "log", name: str = NAME) -> int:
    return main(["keys", "generate", "--name", name, "--kind", kind, "--out", str(path)])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_key_is_made_for_its_owner_and_its_public_half_printed(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
):
    path = tmp_path / "keys" / "a.key"
    assert generate(path, kind=kind) == 0
    told = capsys.readouterr().out
    assert path.stat().st_mode & 0o777 == 0o600
    [key] = parse_key_file(path.read_bytes())
    assert told == f"{key.verifier.vkey}\n"
    assert key.signature_type == KINDS[kind]
    assert main(["keys", "print", str(path)]) == 0
    assert capsys.readouterr().out.startswith(told)
    assert b64.encode(key.seed) not in told


def test_two_keys_are_different(tmp_path: Path):
    for name in ("a", "b"):
        generate(tmp_path / name)
    assert (tmp_path / "a").read_bytes() != (tmp_path / "b").read_bytes()


def test_a_key_is_not_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    generate(tmp_path / "a.key")
    before = (tmp_path / "a.key").read_bytes()
    assert generate(tmp_path / "a.key") == 2
    assert "exists already" in capsys.readouterr().err
    assert (tmp_path / "a.key").read_bytes() == before


@pytest.mark.parametrize("name", ["", "two words", "a+b"])
def test_a_name_that_no_key_can_have_is_refused_before_a_file_is_made(tmp_path: Path, name: str):
    assert generate(tmp_path / "a.key", name=name) == 2
    assert not list(tmp_path.iterdir())


def test_a_public_key_is_checked(capsys: pytest.CaptureFixture[str]):
    vkey = NoteSigner(NAME, SEED).verifier.vkey
    assert main(["keys", "print", vkey]) == 0
    assert capsys.readouterr().out.startswith(f"{vkey}\n  Ed25519, of a log; id ")


def test_a_weak_public_key_is_refused(capsys: pytest.CaptureFixture[str]):
    assert main(["keys", "print", NEUTRAL_POINT]) == 2
    assert "anybody can sign for it" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"\xff", b"PRIVATE+KEY+", b"AAAA\n", bytes(20_000)])
def test_a_file_without_keys_is_refused(tmp_path: Path, content: bytes, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "a.key").write_bytes(content)
    assert main(["keys", "print", str(tmp_path / "a.key")]) == 2
    assert "Traceback" not in capsys.readouterr().err


# Handing over.


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A folder with an instance's old key, a new one, and the last checkpoint by the old one."""
    (tmp_path / "old.key").write_bytes(encode_key_file([PrivateKey(NAME, ED25519, SEED)]))
    (tmp_path / "new.key").write_bytes(encode_key_file([PrivateKey(NAME, ED25519, bytes(32))]))
    (tmp_path / "witness.key").write_bytes(encode_key_file([PrivateKey(NAME, WITNESS, bytes(32))]))
    note = sign_checkpoint(checkpoint=Checkpoint(NAME, 5, bytes(range(32))), signers=[NoteSigner(NAME, SEED)])
    (tmp_path / "checkpoint").write_bytes(note)
    return tmp_path


def hand_over(files: Path, **changes: str) -> int:
    names = {"old": "old.key", "new": "new.key", "checkpoint": "checkpoint", **changes}
    words = [word for name, value in names.items() for word in (f"--{name}", str(files / value))]
    return main(["keys", "hand-over", *words])


def test_who_has_the_old_key_learns_the_new_one(files: Path, capsys: pytest.CaptureFixture[str]):
    assert hand_over(files) == 0
    (files / "statement").write_text(capsys.readouterr().out, "utf-8")
    vkey = NoteSigner(NAME, SEED).verifier.vkey
    assert main(["keys", "check-hand-over", str(files / "statement"), "--vkey", vkey]) == 0
    told = capsys.readouterr().out
    assert parse_vkey(told.splitlines()[0]) == NoteSigner(NAME, bytes(32)).verifier
    assert "size 5" in told


def test_a_changed_statement_does_not_hold(files: Path, capsys: pytest.CaptureFixture[str]):
    hand_over(files)
    (files / "statement").write_text(capsys.readouterr().out.replace("\n5\n", "\n4\n"), "utf-8")
    vkey = NoteSigner(NAME, SEED).verifier.vkey
    assert main(["keys", "check-hand-over", str(files / "statement"), "--vkey", vkey]) == 1


WRONG = {
    "to itself": ({"new": "old.key"}, 2),
    "to a witness key": ({"new": "witness.key"}, 2),
    "from the key that did not sign the checkpoint": ({"old": "new.key", "new": "old.key"}, 1),
    "without a checkpoint": ({"checkpoint": "absent"}, 2),
    "with a key for a checkpoint": ({"checkpoint": "old.key"}, 2),
    "without a new key": ({"new": "absent"}, 2),
}


@pytest.mark.parametrize(("changes", "status"), WRONG.values(), ids=WRONG)
def test_a_hand_over_that_is_none_prints_no_statement(
    files: Path, changes: dict[str, str], status: int, capsys: pytest.CaptureFixture[str]
):
    assert hand_over(files, **changes) == status
    told = capsys.readouterr()
    assert not told.out
    assert "Traceback" not in told.err

# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify BUNDLE --policy FILE``: whom the reader asks for, and what is said where nobody is asked for."""

import json
from pathlib import Path

import pytest

from tallystick.cli.main import main
from tallystick.core.ledger.keys import WITNESS, PrivateKey
from tallystick.core.ledger.note import Note, parse_note
from tests import signer
from tests.unit.core.claims import claim_log

TRUST = PrivateKey("trust.example", WITNESS, bytes([1]) * 32)
VKEY = claim_log.SIGNER.verifier.vkey
ALONE = "signed by its operator alone, no witness"


def _bundle(folder: Path, *, cosigned: bool) -> str:
    log = claim_log.ClaimLog(claim_log.story())
    if cosigned:
        note = parse_note(log.checkpoint)
        line = TRUST.signer(timestamp=int(signer.RECEIVED.timestamp())).sign(note.text.encode())
        log.checkpoint = Note(note.text, (*note.signatures, line)).encode()
    path = folder / "claim.bundle.json"
    path.write_bytes(log.bundle())
    return str(path)


@pytest.fixture
def policy(tmp_path: Path) -> str:
    path = tmp_path / "policy.txt"
    path.write_text(f"log {VKEY}\nwitness trust {TRUST.verifier.vkey}\nquorum trust\n")
    return str(path)


def test_the_witnesses_that_were_asked_for(policy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = _bundle(tmp_path, cosigned=True)
    assert main(["verify", path, "--policy", policy]) == 0
    told = capsys.readouterr().out
    assert "Its key is the key in your policy." in told
    assert "Enough of its witnesses saw this checkpoint (trust at " in told
    assert ALONE not in told
    assert main(["verify", path, "--policy", policy, "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["witnesses"] == {"trust": signer.RECEIVED.strftime("%Y-%m-%dT%H:%M:%SZ")}
    assert shown["signatures_not_checked"] == []
    assert shown["vkey_given"]


def test_too_few_of_them(policy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify", _bundle(tmp_path, cosigned=False), "--policy", policy]) == 1
    assert "Step 3 (The log signed the checkpoint) failed: too few witnesses" in capsys.readouterr().out


def test_nobody_was_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["verify", _bundle(tmp_path, cosigned=False)]) == 0
    assert ALONE in capsys.readouterr().out
    assert main(["verify", _bundle(tmp_path, cosigned=True)]) == 0
    told = capsys.readouterr().out
    assert "1 signature lines that were not checked (trust.example): see --policy." in told
    assert ALONE not in told
    assert main(["verify", _bundle(tmp_path, cosigned=True), "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["witnesses"], shown["signatures_not_checked"]) == (None, ["trust.example"])


@pytest.mark.parametrize("content", [None, b"", b"nonsense\n", b"\xff\n", b"#" * 1_000_001])
def test_what_is_no_policy(content: bytes | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    path = tmp_path / "policy.txt"
    if content is not None:
        path.write_bytes(content)
    assert main(["verify", _bundle(tmp_path, cosigned=False), "--policy", str(path)]) == 2
    assert capsys.readouterr().err

# SPDX-License-Identifier: Apache-2.0
"""``tallystick verify BUNDLE``: what it prints, and its exit status."""

import json
import subprocess
import sys

import pytest

from tallystick.cli import verify as command
from tallystick.cli.main import main
from tallystick.core.claims.verify import STEPS
from tests.unit.core.claims import claim_log

LOG = claim_log.ClaimLog(claim_log.story())
VKEY = claim_log.SIGNER.verifier.vkey
SENTENCE = "Contact is claimed with two organisations; none has confirmed it, one disputes it."


@pytest.fixture
def bundle(tmp_path):
    """Return a function that writes a bundle file and returns its path."""

    def write(data):
        path = tmp_path / "claim.bundle.json"
        path.write_bytes(data)
        return str(path)

    return write


def test_an_honest_bundle(bundle, capsys):
    assert main(["verify", bundle(LOG.bundle())]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Titled by its maker: “What is claimed about two charities”\n")
    for step in STEPS:
        assert f"  ok  {step.number:2}. {step.title}\n" in printed
    assert f"It follows: {SENTENCE}\n" in printed
    assert "Every step holds. This file does not prove:\n  -  That what the entries say is true." in printed
    assert printed.endswith(f"The key that came with the file: {VKEY}\n")


def test_the_key_from_elsewhere(bundle, capsys):
    assert main(["verify", bundle(LOG.bundle()), "--vkey", VKEY]) == 0
    assert "The key that came with the file" not in capsys.readouterr().out
    assert main(["verify", bundle(LOG.bundle()), "--vkey", VKEY[:-4] + "AAAA"]) == 1
    assert "Step 2 (The log and its key) failed: " in capsys.readouterr().out


def test_a_wrong_sentence(bundle, capsys):
    said = LOG.claim(sentence="Both organisations were consulted.")
    assert main(["verify", bundle(LOG.bundle(claim=said))]) == 1
    printed = capsys.readouterr().out.splitlines()
    assert printed[:10] == [f"  ok  {step.number:2}. {step.title}" for step in STEPS[:10]]
    assert printed[10] == (
        "Step 11 (The claim follows from the entries) failed: "
        f"the claim's sentence is not what follows from the entries: '{SENTENCE}'"
    )
    assert printed[11].startswith("Rule: ")
    assert printed[12].startswith("Next step: ")


def test_json(bundle, capsys):
    assert main(["verify", "--json", bundle(LOG.bundle())]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed["holds"] is True
    assert printed["failed"] is None
    assert printed["claim"]["sentence"] == SENTENCE
    assert printed["entries"] == list(range(11))
    assert printed["checkpoint"]["size"] == 11
    assert (printed["origin"], printed["vkey"], printed["vkey_given"]) == (claim_log.ORIGIN, VKEY, False)
    assert [step["number"] for step in printed["steps"]] == list(range(1, 12))
    assert all(step["holds"] and step["title"] and step["text"] for step in printed["steps"])
    assert printed["not_proved"]


def test_json_of_a_failure(bundle, capsys):
    assert main(["verify", "--json", bundle(LOG.bundle(claim=LOG.claim(confirmed=2)))]) == 1
    printed = json.loads(capsys.readouterr().out)
    assert printed["holds"] is False
    assert printed["failed"]["number"] == 11
    assert printed["failed"]["what"].startswith("Step 11 (The claim follows from the entries) failed: ")
    assert [step["holds"] for step in printed["steps"]] == [True] * 10 + [False]


@pytest.mark.parametrize("data", [b"", b"no bundle", b"\xff" * 100])
def test_a_file_that_is_no_bundle(bundle, capsys, data):
    assert main(["verify", bundle(data)]) == 1
    assert capsys.readouterr().out.startswith("Step 1 (The file is in canonical form) failed: ")


def test_a_file_that_cannot_be_read(tmp_path, capsys):
    for path in (tmp_path, tmp_path / "absent.json", "nul\0byte"):
        assert main(["verify", str(path)]) == 2
        assert "cannot be read" in capsys.readouterr().err


def test_a_file_that_is_larger_than_any_bundle(bundle, capsys, monkeypatch):
    data = LOG.bundle()
    monkeypatch.setattr(command, "_MOST", len(data))
    assert main(["verify", bundle(data)]) == 0
    monkeypatch.setattr(command, "_MOST", len(data) - 1)
    assert main(["verify", bundle(data)]) == 2
    assert "is larger than any bundle" in capsys.readouterr().err


def test_a_title_that_would_move_the_cursor(bundle, capsys):
    assert main(["verify", bundle(LOG.bundle(title="\x1b[2JAll good\r\nok \u202elawful"))]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first == "Titled by its maker: “\\x1b[2JAll good\\r\\nok \\u202elawful”"


def test_the_base_install_verifies_on_a_plain_terminal(bundle):
    """Nothing of Django is loaded, and what the terminal cannot show is spelt out."""
    code = (
        "import sys\n"
        "from tallystick.cli.main import main\n"
        "status = main(['verify', sys.argv[1]])\n"
        "loaded = [name for name in sys.modules if name.split('.')[0] in {'django', 'allauth'}]\n"
        "sys.exit(9 if loaded else status)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, bundle(LOG.bundle())],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert done.returncode == 0, done.stderr
    assert b"Titled by its maker: \\u201cWhat is claimed" in done.stdout

# SPDX-License-Identifier: Apache-2.0
"""The promise: what somebody wrote can be erased for good, and every proof given before or after still holds.

No stand-ins: the demo's instance, its mails and receipts as they went over the wire, and the commands in processes of
their own. The files are read as somebody would read them who has the disk.
"""

import base64
import json
import re
import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tallystick.apps.journal import vault
from tests.rigs.processes import run

BASIS = "UK GDPR Article 17(1)(a)"
ADDRESS = "office@harbourtrust.example"
FIELDS = ("header_view", "words", "message_id", "sender")
#: What is not ours: the mailboxes of everybody who got mail, and the proofs and dossiers that somebody took away.
_OTHERS = {"postbox", "bundles", "dossiers"}


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("erasure") / "instance"
    built = run("demo", "--no-serve", "--json", "--dir", str(folder), folder=folder)
    assert built.returncode == 0, built.stderr
    shown: dict[str, Any] = json.loads(built.stdout)
    return {**shown, "folder": folder}


@pytest.fixture
def folder(printed: dict[str, Any], tmp_path: Path) -> Path:
    """Return the demo's instance, on which an organisation disputed by signed mail and got its receipt."""
    shutil.copytree(printed["folder"], tmp_path / "instance")
    return tmp_path / "instance"


def test_words_are_erased_for_good_and_every_proof_still_holds(printed: dict[str, Any], folder: Path) -> None:
    entry, before = printed["entries"][1], _sentence(printed["bundles"][0])
    traces = _traces(folder, entry)
    assert _found(traces, folder) == set(traces), "they are all there before"

    looked = run("erase", str(entry), "words", "--basis", BASIS, folder=folder)
    assert looked.returncode == 0, looked.stderr
    assert f"- {ADDRESS}: receipt with proof" in looked.stdout
    assert _found(traces, folder) == set(traces), "looking deletes nothing"

    for field in FIELDS:
        erased = run("erase", str(entry), field, "--basis", BASIS, "--yes", folder=folder)
        assert erased.returncode == 0, erased.stderr
    assert _found(traces, folder) == set()

    _the_record_holds(folder)
    site = _exported(folder)
    assert _found(traces, site) == set()
    assert _found(traces, folder) == set()
    claim = next(site.glob("projects/youth-signals/claims/*/bundle.json"))
    assert _sentence(claim) == before
    for proof in (*printed["bundles"], claim, site / "entries" / str(entry) / "bundle.json"):
        checked = run("verify", str(proof), "--vkey", printed["vkey"], folder=folder)
        assert checked.returncode == 0, checked.stdout
    assert f"basis: {BASIS}; the level is as recorded and can no longer be checked" in checked.stdout
    page = (site / "entries" / str(entry) / "index.html").read_text()
    assert page.count(f"basis: {BASIS}") == len(FIELDS)


def test_an_address_is_erased_wherever_the_command_says_it_is(printed: dict[str, Any], folder: Path) -> None:
    entry = str(printed["entries"][1])
    looked = run("erase", entry, "sender", "--basis", BASIS, folder=folder).stdout
    places = re.findall(r"^- entry (\d+), (\w+)$", looked, re.MULTILINE)
    assert len(places) >= 4
    assert "The field header_view of this entry shows the signed From" in looked
    for number, field in [(entry, "header_view"), (entry, "sender"), *places]:
        erased = run("erase", number, field, "--basis", BASIS, "--yes", folder=folder)
        assert erased.returncode == 0, erased.stderr
    assert _found({"address": ADDRESS.encode()}, folder) == set()
    _the_record_holds(folder)
    assert _found({"address": ADDRESS.encode()}, _exported(folder)) == set()


def test_a_field_that_is_kept_is_refused_and_nothing_changes(printed: dict[str, Any], folder: Path) -> None:
    entry = str(printed["entries"][1])
    before = _sizes(folder)
    for words in (
        ("verb", "--basis", BASIS, "--yes"),
        ("words", "--basis", "", "--yes"),
        ("nonsense", "--basis", BASIS),
    ):
        refused = run("erase", entry, *words, folder=folder)
        assert refused.returncode == 2, refused.stdout
        assert "Rule: " in refused.stderr
    assert _sizes(folder) == before
    again = [run("erase", entry, "words", "--basis", BASIS, "--yes", folder=folder).stdout for _ in range(2)]
    assert "says so." in again[0]
    assert again[1].startswith("It was erased on ")
    assert _sizes(folder) == before + 1


def _traces(folder: Path, entry: int) -> dict[str, bytes]:
    """Return what could recover the erased fields, by what it is: from the vault and from the mails that are kept."""
    database = sqlite3.connect(folder / "tallystick.sqlite3")
    [(key,)] = database.execute("SELECT key FROM journal_vaultkey WHERE entry_id = ?", [entry])
    [(nonce, sealed)] = database.execute(
        "SELECT nonce, ciphertext FROM journal_vaultrecord WHERE entry_id = ?", [entry]
    )
    [(raw,)] = database.execute("SELECT raw FROM consultations_inboundmail WHERE entry = ?", [entry])
    [(receipt,)] = database.execute(
        "SELECT raw FROM consultations_outboundmail WHERE purpose = ?", [f"receipt-{entry}"]
    )
    database.close()
    held = vault.unseal(index=entry, key=key, nonce=nonce, ciphertext=sealed)
    words = json.loads(_decoded(held["words"].field))[2]
    found = {"key": key, "nonce": nonce, "ciphertext": sealed[:64], "words": words.encode()[:40], "mail": raw[-60:]}
    found |= {f"receipt, {name}": line for name, line in _lines_of_receipt(receipt, held["words"].field).items()}
    return found


def _lines_of_receipt(receipt: bytes, disclosure: str) -> dict[str, bytes]:
    """Return the lines of the receipt's attachment that spell the disclosure of the words, salt and value."""
    [attached] = re.findall(rb"Content-Disposition: attachment.*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)", receipt, re.DOTALL)
    lines = attached.split()
    at = base64.b64decode(b"".join(lines)).index(disclosure.encode())
    width = len(lines[0]) // 4 * 3
    spelt = range(at // width + 1, (at + len(disclosure)) // width)
    assert spelt, "the disclosure fills whole lines"
    return {f"line {number}": lines[number] for number in spelt}


def _decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _found(traces: dict[str, bytes], folder: Path) -> set[str]:
    files = [file for file in folder.rglob("*") if file.is_file() and not _OTHERS & set(file.parts)]
    assert files
    contents = [file.read_bytes() for file in files]
    return {name for name, trace in traces.items() if any(trace in content for content in contents)}


def _the_record_holds(folder: Path) -> None:
    for words in (("publish",), ("fsck",), ("rebuild-index",)):
        done = run(*words, folder=folder)
        assert done.returncode == 0, done.stdout + done.stderr


def _exported(folder: Path) -> Path:
    out = folder.parent / "site"
    written = run("export", "--static", str(out), folder=folder)
    assert written.returncode == 0, written.stdout + written.stderr
    return out


def _sentence(bundle: str | Path) -> str:
    return str(json.loads(Path(bundle).read_text())["claim"]["sentence"])


def _sizes(folder: Path) -> int:
    with sqlite3.connect(folder / "tallystick.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM journal_entry").fetchone()[0])

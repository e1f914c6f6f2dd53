# SPDX-License-Identifier: Apache-2.0
"""A monitor follows a log whose key has changed where the old key handed over, and raises the alarm anywhere else."""

from pathlib import Path
from typing import Any

import pytest

from tests.rigs.front import Front
from tests.rigs.monitoring import NOW, Monitor, grow, show
from tests.rigs.witnesses import Witness

pytestmark = pytest.mark.django_db(transaction=True)


def _change_key(instance: Path, witness: Witness) -> Any:
    """Let the log change its key and drop the old one; the witness is told, and the reader is not."""
    from tallystick.apps.journal import keys
    from tallystick.apps.journal.rotation import drop, rotate
    from tallystick.core.ledger.keys import ED25519, PrivateKey

    old = keys.signer()
    new = PrivateKey(old.name, ED25519, b"\x08" * 32)
    with (instance / "policy.txt").open("a") as policy_file:
        policy_file.write(f"log {new.verifier.vkey}\n")
    rotate(new=[new], agreed_by="Bea of oversight", by=None, now=NOW)
    show()
    drop(key_id=old.verifier.key_id.hex())
    witness.also_trust(new.verifier)
    return old


def _statements(instance: Path) -> Any:
    """Return what shows the statements of changed keys, as a web server does that shows the folder of the log."""

    def show_file(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        file = instance / path.lstrip("/")
        return (200, file.read_bytes()) if path.startswith("/log/hand-over/") and file.is_file() else (status, body)

    return show_file


def test_a_changed_key_is_followed_where_the_old_one_handed_over(
    case: Any, journalist: Monitor, shown: Front, instance: Path, witness: Witness
) -> None:
    assert journalist.alarms() == []
    _change_key(instance, witness)
    grow(case)
    show()
    shown.rewrite = _statements(instance)
    status, report = journalist.look()
    assert (status, report["alarms"]) == (0, []), report
    assert report["compared"] == ["trust"]
    shown.rewrite = lambda path, status, body: (404, b"") if "hand-over" in path else (status, body)
    assert journalist.alarms() == ["signature"], "without a statement nobody believes the new key"


def test_a_change_of_key_that_the_old_one_did_not_sign(
    case: Any, journalist: Monitor, shown: Front, instance: Path, witness: Witness
) -> None:
    from tallystick.core.ledger.note import NoteSigner

    old = _change_key(instance, witness)
    grow(case)
    show()
    honest = _statements(instance)

    def forge(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        status, body = honest(path, status, body)
        if "hand-over" not in path or status != 200:
            return status, body
        text, _, lines = body.partition(b"\n\n")
        by_thief = NoteSigner(old.name, b"\x0c" * 32).sign(text + b"\n").line().encode()
        return status, text + b"\n\n" + by_thief + lines.splitlines(keepends=True)[1]

    shown.rewrite = forge
    status, report = journalist.look()
    assert status == 1
    assert {alarm["kind"] for alarm in report["alarms"]} == {"signature"}
    assert "a change of its key that does not hold" in report["alarms"][0]["what"]


def test_a_change_of_key_that_is_recorded_and_not_shown(
    case: Any, journalist: Monitor, shown: Front, instance: Path, witness: Witness
) -> None:
    from tallystick.apps.journal import keys

    _change_key(instance, witness)
    grow(case)
    show()
    text = (instance / "readers-policy.txt").read_text()
    (instance / "readers-policy.txt").write_text(f"log {keys.vkey()}\n{text}")
    shown.rewrite = lambda path, status, body: (404, b"") if "hand-over" in path else (status, body)
    _, report = journalist.look()
    assert [alarm["what"] for alarm in report["alarms"]] == [
        "log/hand-over: the log has 1 entries of a change of its key, and 0 statements of one are shown"
    ]

# SPDX-License-Identifier: Apache-2.0
"""At the start an instance compares its files, its pin and its witnesses' copies, and stops where they contradict."""

import json
from pathlib import Path

import pytest
from django.conf import settings as instance

from tallystick.apps.journal import forks, pin
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.fsck import check_files
from tallystick.apps.journal.models import Pending, Published
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Refused, TallystickError, Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.pin import Head, Pin
from tallystick.core.ledger.witness import origin_hash
from tests.apps.journal.witnessed import (
    WEB,
    Now,
    ask_round,
    folder,
    fork,
    log_key,
    record,
    set_policy,
    shown_file,
)
from tests.rigs.witnesses import Witness, canned, policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]


def test_an_instance_in_order_starts(clock: Now, three: tuple[Witness, ...]) -> None:
    assert compare(web=WEB) == (), "nothing signed yet"
    record(2)
    ask_round(clock)
    assert compare(web=WEB) == ()
    record(1)
    assert compare(web=WEB) == (), "entries that nobody has signed yet are no mismatch"


def test_it_starts_without_a_policy_and_while_witnesses_are_away(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    three[0].stop()
    (problem,) = compare(web=WEB)
    assert problem.startswith("trust: ")
    (folder() / "policy.txt").unlink()
    assert compare(web=WEB) == ()


def test_a_copy_that_is_none_of_ours_is_named_and_stops_nothing(
    clock: Now, three: tuple[Witness, ...], tmp_path: Path
) -> None:
    record(1)
    ask_round(clock)
    path = f"/{origin_hash(instance.LOG_ORIGIN)}/checkpoint"
    stranger = NoteSigner(instance.LOG_ORIGIN, b"\11" * 32)
    head = Checkpoint(instance.LOG_ORIGIN, 9, bytes(32))
    note = sign_checkpoint(checkpoint=head, signers=[stranger])
    with canned({path: (200, "text/plain", note)}) as other:
        set_policy(policy(log_key(), three, quorum=2).replace(three[0].url, other.url))
        (problem,) = compare(web=WEB)
        assert "trust: its copy is not one of this log" in problem
        other.answers[path] = (500, "text/plain", b"")
        assert compare(web=WEB) == ("trust: it answers with the HTTP status 500",)
    assert not (tmp_path / "READ-ONLY").exists()


def test_a_fork_is_found_at_the_start(clock: Now, three: tuple[Witness, ...]) -> None:
    fork(three[1], size=1)
    record(2)
    publish(now=clock.now)
    with pytest.raises(Refused, match="The witness paper holds 1 entries"):
        compare(web=WEB)
    with pytest.raises(Unavailable, match="read-only"):
        publish(now=clock.now)


def test_an_older_database_beside_newer_files_does_not_start(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    backup = (Published.objects.get(), Pending.objects.get())
    record(1)
    ask_round(clock)
    newest = shown_file()
    for row in backup:
        row.save()
    with pytest.raises(Refused, match="an older database was restored"):
        compare(web=WEB)
    assert shown_file() == newest


def test_an_empty_database_beside_a_pin_does_not_start(clock: Now) -> None:
    pin.adopt(head=Checkpoint(instance.LOG_ORIGIN, 3, bytes(32)))
    with pytest.raises(Refused, match="signed 3 entries before and has only 0"):
        compare(web=WEB)


def test_a_pin_ahead_of_the_signature_is_made_good(clock: Now) -> None:
    record(2)
    publish(now=clock.now)
    row = Published.objects.get()
    record(3)
    publish(now=clock.now)
    row.save()
    (instance.LOG_DIR / "checkpoint").write_text(row.checkpoint)
    assert compare(web=WEB) == (), "a crash between pin and signature leaves just this"


def test_another_pin_an_older_pin_and_a_missing_pin_do_not_start(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    older = (pin.folder() / "log.pin").read_bytes()
    record(1)
    publish(now=clock.now)
    newest = (pin.folder() / "log.pin").read_bytes()
    (pin.folder() / "log.pin").write_bytes(older)
    with pytest.raises(Refused, match="an older pin was put back"):
        compare(web=WEB)
    (pin.folder() / "log.pin").unlink()
    with pytest.raises(Refused, match="pin of this log is missing"):
        compare(web=WEB)
    (pin.folder() / "log.pin").write_bytes(Pin(log_key().vkey, {instance.LOG_ORIGIN: Head(2, bytes(32))}).encode())
    with pytest.raises(Refused, match="not those that were signed before"):
        compare(web=WEB)
    (pin.folder() / "log.pin").write_bytes(newest)
    assert compare(web=WEB) == ()
    assert (folder() / "READ-ONLY").exists(), "only the operator takes that back"


def test_a_changed_tile_does_not_start(clock: Now) -> None:
    record(2)
    publish(now=clock.now)
    (instance.LOG_DIR / "tile" / "0" / "000.p" / "2").write_bytes(bytes(64))
    with pytest.raises(TallystickError):
        compare(web=WEB)
    assert (folder() / "READ-ONLY").exists()


def test_a_proof_of_a_fork_reads_by_itself(clock: Now, three: tuple[Witness, ...]) -> None:
    fork(three[0], size=2)
    record(5)
    publish(now=clock.now)
    with pytest.raises(Refused):
        compare(web=WEB)
    (kept,) = forks.folder().iterdir()
    members = json.loads((kept / "fork.json").read_bytes())
    assert members["fork"] == "tallystick.fork/v1"
    assert members["first"].encode() == (kept / "theirs.note").read_bytes()
    assert members["second"].encode() == (kept / "ours.note").read_bytes()


def test_what_a_killed_process_left_half_written_is_removed_at_the_start(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    drafts = [instance.LOG_DIR / ".checkpoint.new", instance.LOG_DIR / "tile" / "0" / ".000.new"]
    drafts += [pin.folder() / ".log.pin.new"]
    for draft in drafts:
        draft.write_bytes(b"half")
    foreign = instance.LOG_DIR / "tile" / ".somebody"
    foreign.write_bytes(b"x")
    faults: list[str] = []
    check_files(now=clock.now, found=lambda where, _what: faults.append(where))
    assert faults == ["log/tile/.somebody"]
    assert compare(web=WEB) == ()
    assert [draft for draft in drafts if draft.exists()] == []
    assert foreign.exists()

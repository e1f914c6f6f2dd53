# SPDX-License-Identifier: Apache-2.0
"""A checkpoint is shown when enough witnesses have cosigned it; a log that contradicts itself stops. Real witnesses."""

import datetime as dt
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import forks, keys, queries, trust
from tallystick.apps.journal.fsck import check_files
from tallystick.apps.journal.models import Cosigner, Entry, Pending, Published
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import HEARTBEAT, witness
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.fork import parse_fork, verify_fork
from tallystick.core.ledger.note import parse_note
from tallystick.core.ledger.policy import open_witnessed, parse_policy
from tests.apps.journal.witnessed import (
    NAMES,
    WEB,
    Now,
    ask_round,
    folder,
    fork,
    log_key,
    record,
    set_policy,
    shown_file,
    signers,
)
from tests.rigs.witnesses import Witness, canned, policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]


def _problems() -> dict[str, str]:
    return {row.name: row.problem for row in Cosigner.objects.all() if row.problem}


def test_a_checkpoint_is_shown_with_the_cosignatures_of_a_quorum(clock: Now, three: tuple[Witness, ...]) -> None:
    record(3)
    signed = publish(now=clock.now)
    assert isinstance(signed, Pending)
    assert shown_file() == b""
    assert signers(shown_file("checkpoint.pending")) == [instance.LOG_ORIGIN]
    assert ask_round(clock) == 3
    rules = parse_policy((folder() / "policy.txt").read_bytes())
    seen = open_witnessed(shown_file(), policy=rules, origin=instance.LOG_ORIGIN, now=clock.now)
    assert set(seen.cosigned) == set(NAMES)
    assert shown_file() == Published.objects.get().checkpoint.encode()
    assert signers(shown_file("checkpoint.pending")) == [instance.LOG_ORIGIN], "pending is the log's own word"


def test_one_witness_away_is_no_matter_and_it_catches_up(clock: Now, three: tuple[Witness, ...]) -> None:
    record(2)
    three[1].stop()
    assert ask_round(clock) == 2
    assert signers(shown_file()) == [instance.LOG_ORIGIN, "trust", "regulator"]
    assert "does not answer" in _problems()["paper"]
    record(2)
    three[1].start()
    assert ask_round(clock) == 4
    assert signers(shown_file()) == [instance.LOG_ORIGIN, *NAMES]
    assert _problems() == {}


def test_while_all_are_away_events_are_accepted_and_nothing_new_is_shown(
    clock: Now, three: tuple[Witness, ...]
) -> None:
    record(1)
    assert ask_round(clock) == 1
    for one in three:
        one.stop()
    before = shown_file()
    record(4)
    assert ask_round(clock) == 1
    assert shown_file() == before
    assert Entry.objects.count() == 5
    assert (queries.published_size(), queries.signed().size) == (1, 5)
    with pytest.raises(Unavailable, match="not yet published"):
        queries.bundle_entries(entries=[4])
    for one in three:
        one.start()
    assert ask_round(clock, seconds=3600) == 5
    assert queries.bundle_entries(entries=[4])[0].index == 4


def test_a_witness_that_is_away_is_asked_less_and_less_often(clock: Now, three: tuple[Witness, ...]) -> None:
    three[0].stop()
    for _ in range(10):
        record(1)
        ask_round(clock, seconds=15)
    assert Cosigner.objects.get(name="trust").failures == 3, "after 0, 30 and 90 of 150 seconds"
    assert Cosigner.objects.get(name="paper").failures == 0
    assert three[1].asked == 10


def test_witnesses_are_asked_in_rounds_so_that_they_see_the_same_head(
    clock: Now, three: tuple[Witness, ...], settings: Settings
) -> None:
    settings.WITNESS_SECONDS = 300
    record(1)
    assert ask_round(clock) == 1
    record(1)
    assert ask_round(clock) == 1
    assert ask_round(clock, seconds=300) == 2
    assert [one.asked for one in three] == [2, 2, 2]


def test_no_new_entries_means_no_questions_until_the_heartbeat(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    first = shown_file()
    ask_round(clock)
    ask_round(clock, seconds=HEARTBEAT.total_seconds() - 180)
    assert [one.asked for one in three] == [1, 1, 1]
    ask_round(clock, seconds=200)
    assert [one.asked for one in three] == [2, 2, 2]
    again = shown_file()
    assert again != first
    assert parse_note(again).text == parse_note(first).text
    assert {at for _, at in trust.seal(checkpoint=again.decode()).witnesses} == {clock.now}


def test_a_cosignature_that_does_not_verify_is_dropped(clock: Now, three: tuple[Witness, ...], tmp_path: Path) -> None:
    record(1)
    forged = three[0].key.signer(timestamp=int(clock.now.timestamp())).sign(b"another checkpoint\n").line()
    with canned({"/add-checkpoint": (200, "text/plain", forged.encode())}) as liar:
        lines = policy(log_key(), three, quorum=2).replace(three[0].url, liar.url)
        set_policy(lines)
        assert ask_round(clock) == 1
    assert signers(shown_file()) == [instance.LOG_ORIGIN, "paper", "regulator"]
    assert "does not verify" in _problems()["trust"]
    assert not (tmp_path / "READ-ONLY").exists(), "a lie that nobody signed is no fork"


@pytest.mark.parametrize("shift", [dt.timedelta(minutes=2), -dt.timedelta(hours=25)])
def test_a_cosignature_of_another_time_is_dropped(clock: Now, three: tuple[Witness, ...], shift: dt.timedelta) -> None:
    record(1)

    def elsewhere() -> float:
        return (clock.now + shift).timestamp()

    three[0].clock = elsewhere
    three[0].stop()
    three[0].start()
    assert ask_round(clock) == 1
    assert "clock" in _problems()["trust"]
    assert signers(shown_file()) == [instance.LOG_ORIGIN, "paper", "regulator"]


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((404, "text/plain", b"unknown log\n"), "does not know the log"),
        ((403, "text/plain", b"bad key\n"), "does not accept the log's signature"),
        ((429, "text/plain", b"slowly\n"), "HTTP status 429"),
        ((301, "Location: http://127.0.0.1:1/", b""), "HTTP status 301"),
        ((422, "text/plain", b"no\n"), "does not see how this checkpoint continues"),
        ((409, "text/plain", b"no\n"), "does not see how this checkpoint continues"),
        ((409, "text/x.tlog.size", b"99\n"), "99 entries, more than are here"),
        ((409, "text/x.tlog.size", b"1\n"), "does not see how this checkpoint continues"),
        ((200, "text/plain", b"\xff"), "not UTF-8"),
        ((200, "text/plain", b"x" * 70_000), "more than"),
    ],
)
def test_the_word_of_a_witness_stops_nothing(
    clock: Now, three: tuple[Witness, ...], tmp_path: Path, answer: tuple[int, str, bytes], problem: str
) -> None:
    record(2)
    with canned({"/add-checkpoint": answer, "": (404, "", b"")}) as other:
        set_policy(policy(log_key(), three, quorum=2).replace(three[0].url, other.url))
        assert ask_round(clock) == 2
        assert problem in _problems()["trust"]
        assert not (tmp_path / "READ-ONLY").exists()
        assert len(other.asked) <= 4


def test_a_witness_that_names_another_size_each_time_is_given_up(clock: Now, three: tuple[Witness, ...]) -> None:
    record(9)
    sizes = iter(range(1, 9))

    class Moody(dict[str, tuple[int, str, bytes]]):
        def get(self, *_: object) -> tuple[int, str, bytes]:  # type: ignore[override]
            return 409, "text/x.tlog.size", b"%d\n" % next(sizes)

    with canned(Moody()) as moody:
        set_policy(policy(log_key(), three, quorum=2).replace(three[0].url, moody.url))
        assert ask_round(clock) == 9
    assert "another size each time" in _problems()["trust"]


def test_what_we_forgot_about_a_witness_it_tells_us(clock: Now, three: tuple[Witness, ...]) -> None:
    record(3)
    ask_round(clock)
    Cosigner.objects.all().delete()
    record(2)
    assert ask_round(clock) == 5
    assert signers(shown_file()) == [instance.LOG_ORIGIN, *NAMES]


@pytest.mark.parametrize(("theirs", "ours"), [(2, 5), (5, 5), (2, 2)])
def test_a_witness_with_another_view_proves_the_fork_and_the_log_stops(
    clock: Now, three: tuple[Witness, ...], tmp_path: Path, theirs: int, ours: int
) -> None:
    other = fork(three[2], size=theirs)
    record(ours)
    publish(now=clock.now)
    with pytest.raises(Refused, match="The witness regulator holds"):
        witness(now=clock.now, web=WEB)
    assert queries.published_size() == ours, "two of three have cosigned it, honestly"
    with pytest.raises(Unavailable, match="read-only"):
        record(1)
    with pytest.raises(Unavailable, match="read-only"):
        witness(now=clock.pass_by(hours=20), web=WEB)
    (kept,) = forks.folder().iterdir()
    assert signers((kept / "theirs.note").read_bytes()) == [instance.LOG_ORIGIN, "regulator"]
    assert parse_note((kept / "theirs.note").read_bytes()).text == parse_note(other).text
    proof = parse_fork((kept / "fork.json").read_bytes())
    proven = verify_fork(proof, origin=instance.LOG_ORIGIN, verifiers=[log_key()])
    assert {proven.first.size, proven.second.size} == {theirs, ours}


def test_a_witness_that_saw_a_later_history_stops_the_log(
    clock: Now, three: tuple[Witness, ...], tmp_path: Path
) -> None:
    fork(three[0], size=9)
    record(2)
    publish(now=clock.now)
    with pytest.raises(Refused, match="an older copy was restored, or somebody else has the key"):
        witness(now=clock.now, web=WEB)
    (kept,) = forks.folder().iterdir()
    assert {file.name for file in kept.iterdir()} == {"ours.note", "theirs.note"}
    assert "holds 9 entries" in (tmp_path / "READ-ONLY").read_text()


def test_files_that_a_crash_left_behind_are_shown_again(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    before, pending = shown_file(), shown_file("checkpoint.pending")
    (instance.LOG_DIR / "checkpoint.pending").unlink()
    (instance.LOG_DIR / "checkpoint").write_bytes(b"half a checkp")
    publish(now=clock.now)
    assert (shown_file(), shown_file("checkpoint.pending")) == (before, pending)


def test_what_was_cosigned_before_a_crash_is_shown_without_asking_again(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    Published.objects.all().delete()
    assert witness(now=clock.now, web=WEB) == queries.published()
    assert queries.published_size() == 1
    assert [one.asked for one in three] == [1, 1, 1]


def test_a_newer_checkpoint_is_never_replaced_by_an_older_one(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    older = Pending.objects.get()
    record(1)
    assert ask_round(clock) == 2
    older.save()
    Cosigner.objects.update(asked_at=None)
    assert witness(now=clock.pass_by(minutes=5), web=WEB).size == 2


def test_fsck_knows_both_checkpoints(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    for one in three:
        one.stop()
    record(2)
    ask_round(clock)
    check_files(now=clock.now, found=pytest.fail)  # type: ignore[arg-type]
    for name in ("checkpoint", "checkpoint.pending"):
        content = shown_file(name)
        for at in range(len(content)):
            (instance.LOG_DIR / name).write_bytes(bytes([*content[:at], content[at] ^ 1, *content[at + 1 :]]))
            faults: list[str] = []
            check_files(now=clock.now, found=lambda where, what, faults=faults: faults.append(where))  # type: ignore[misc]
            assert faults, f"{name}, byte {at}"
        (instance.LOG_DIR / name).write_bytes(content)
    other = Checkpoint(instance.LOG_ORIGIN, 1, bytes(32))
    note = sign_checkpoint(checkpoint=other, signers=[keys.signer()])
    Published.objects.update(root=bytes(32), checkpoint=note.decode())
    (instance.LOG_DIR / "checkpoint").write_bytes(note)
    found: list[str] = []
    check_files(now=clock.now, found=lambda where, what: found.append(f"{where}: {what}"))
    assert found == ["log/checkpoint: it is not of the same log as the newest checkpoint"]
    (instance.LOG_DIR / "tile" / "0" / "000.p" / "3").unlink()
    found.clear()
    check_files(now=clock.now, found=lambda where, what: found.append(where))
    assert "log/checkpoint" in found


def test_fsck_finds_a_checkpoint_that_nobody_published(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    publish(now=clock.now)
    (instance.LOG_DIR / "checkpoint").write_bytes(shown_file("checkpoint.pending"))
    found: list[str] = []
    check_files(now=clock.now, found=lambda where, what: found.append(f"{where}: {what}"))
    assert found == ["log/checkpoint: there is none, and here is a file"]

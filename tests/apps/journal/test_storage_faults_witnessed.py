# SPDX-License-Identifier: Apache-2.0
"""Storage that fails while witnesses are asked, and while an instance compares: nothing false is shown or forgotten."""

import errno
from pathlib import Path

import pytest
from django.conf import settings as instance

from tallystick.apps.journal import comparing, forks, pin, queries
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.fsck import check_files
from tallystick.apps.journal.models import Cosigner, Published
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import witness
from tallystick.core.errors import Refused
from tallystick.core.ledger.fork import parse_fork, verify_fork
from tallystick.core.ledger.policy import open_witnessed, parse_policy
from tallystick.core.ledger.replay import CHECKPOINT
from tests.apps.journal.witnessed import WEB, Now, ask_round, folder, fork, log_key, record, shown_file
from tests.rigs.steps import Steps, When, every_step, in_the_air, watched
from tests.rigs.witnesses import Witness

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("own_log")]


def _ask(clock: Now) -> int:
    """Ask the witnesses, whenever they were asked last, and return how much is shown."""
    shown = witness(now=clock.pass_by(minutes=2), web=WEB)
    return shown.size if shown else 0


def _check_shown(clock: Now) -> int:
    """Check that what is shown at this moment meets the policy, and return its size."""
    content = shown_file()
    policy = parse_policy((folder() / "policy.txt").read_bytes())
    return open_witnessed(content, policy=policy, origin=instance.LOG_ORIGIN, now=clock.now).checkpoint.size


def _no_faults(clock: Now) -> None:
    check_files(now=clock.now, found=lambda where, what: pytest.fail(f"{where}: {what}"))


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC], ids=["EIO", "ENOSPC"])
def test_a_disk_that_fails_while_witnesses_are_asked_shows_nothing_false(
    clock: Now, three: tuple[Witness, ...], when: When, number: int
) -> None:
    record(1)
    shown, failed = ask_round(clock), 0
    record(1)
    publish(now=clock.pass_by(minutes=1))
    for steps, result in every_step(instance.LOG_DIR, when=when, number=number, do=lambda: _ask(clock)):
        seen = _check_shown(clock)
        assert seen in {shown, shown + 1}, steps.names
        assert result in {None, seen}, "an error was swallowed, and something else was acknowledged"
        failed += result is None
        assert not (folder() / "READ-ONLY").exists(), "a disk that fails is no fork"
        assert compare(web=WEB) == ()
        assert _ask(clock) == _check_shown(clock) == shown + 1
        assert queries.published_size() == shown + 1
        _no_faults(clock)
        shown += 1
        record(1)
        publish(now=clock.pass_by(minutes=1))
    assert failed > 8, "a row for each witness, the row of the checkpoint, and its file"


def test_nothing_that_a_witnessed_checkpoint_needs_is_in_the_air_when_it_is_shown(
    clock: Now, three: tuple[Witness, ...], tmp_path: Path
) -> None:
    record(1)
    ask_round(clock)
    record(1)
    steps = Steps(folder=tmp_path / "log")
    with watched(steps):
        publish(now=clock.now)
        _ask(clock)
    [at] = [at for at, (step, paths) in enumerate(steps.done) if step == "replace" and paths[1].name == CHECKPOINT]
    assert in_the_air(steps.done[:at], root=tmp_path) == set()
    assert in_the_air(steps.done, root=tmp_path) == set()


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_disk_that_fails_while_an_instance_compares_is_made_good(
    clock: Now, three: tuple[Witness, ...], when: When
) -> None:
    record(2)
    ask_round(clock)
    newest, tried = shown_file(), 0

    def damage() -> None:
        """Leave what crashes leave: half a file, and a checkpoint that is behind the database."""
        (instance.LOG_DIR / CHECKPOINT).unlink(missing_ok=True)
        for draft in (instance.LOG_DIR / ".checkpoint.new", pin.folder() / ".log.pin.new"):
            draft.write_bytes(b"half")

    def start() -> int:
        damage()
        return len(compare(web=WEB))

    for _, result in every_step(folder(), when=when, number=errno.EIO, do=start):
        tried += 1
        assert result in {None, 0}
        pin.resume()
        assert compare(web=WEB) == ()
        assert shown_file() == newest
        assert not list(folder().rglob(".*.new"))
        _no_faults(clock)
    assert tried > 6


def test_a_disk_that_fails_does_not_keep_the_alarm_from_ringing(clock: Now, three: tuple[Witness, ...]) -> None:
    fork(three[1], size=1)
    record(2)
    publish(now=clock.now)
    rang = 0
    for steps, _ in every_step(folder(), when="before", number=errno.ENOSPC, do=_alarm):
        is_stopped = (folder() / "READ-ONLY").exists()
        assert is_stopped or steps.struck
        rang += is_stopped
        pin.resume()
    assert rang > 3, "only where that very file cannot be written does it not ring"
    with pytest.raises(Refused):
        compare(web=WEB)
    kept = max(forks.folder().iterdir(), key=lambda path: len(list(path.iterdir())))
    proof = parse_fork((kept / forks.FORK).read_bytes())
    assert verify_fork(proof, origin=instance.LOG_ORIGIN, verifiers=[log_key()]).first.size == 1


def _alarm() -> int:
    try:
        return len(compare(web=WEB))
    except Refused:
        return -1


def test_the_alarm_says_where_the_evidence_is_not(
    clock: Now, three: tuple[Witness, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    fork(three[1], size=1)
    record(2)
    publish(now=clock.now)

    def full(*, files: object) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(comparing.forks, "keep", full)
    with pytest.raises(Refused, match="not kept, because of the disk: No space left on device"):
        compare(web=WEB)
    assert (folder() / "READ-ONLY").exists()
    assert Published.objects.count() == 0
    assert Cosigner.objects.count() == 0

# SPDX-License-Identifier: Apache-2.0
"""A witness as its operator runs it: made, started, asked, killed, started again, and kept from starting."""

import contextlib
import http.client
import re
import shutil
import signal
import threading
from pathlib import Path

import pytest

from tallystick.cli.main import main
from tallystick.cli.witness_config import read_config
from tallystick.cli.witness_store import make_store
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.cosignature import WITNESS_TYPES
from tallystick.core.ledger.keys import parse_key_file
from tallystick.core.ledger.note import parse_vkey
from tallystick.core.ledger.witness import Conflict, examine, origin_hash, read_response
from tests.rigs.tools import wait_until
from tests.unit.cli.crashing_witness import STEPS
from tests.unit.cli.witness_rig import (
    LOG,
    REVISED,
    VERIFIERS,
    Reply,
    ask,
    init,
    init_with_known_keys,
    opened,
    refused_to_start,
    running,
    submit,
)
from tests.unit.core.ledger.witness_log import NOON, ORIGIN, WITNESS_KEYS, WITNESS_NAME, WitnessedLog

CRASHING = str(Path(__file__).with_name("crashing_witness.py"))


def cosigned(reply: Reply, *, size: int, log: WitnessedLog = LOG) -> bool:
    """Return whether a reply holds cosignatures, which then are good and of this tree."""
    if reply.status != 200:
        assert "— ".encode() not in reply.body
        return False
    answer = open_checkpoint(log.checkpoint(size) + reply.body, origin=log.origin, verifiers=VERIFIERS)
    assert len(answer.note.signed_by) == 2
    return True


# Made.


def test_init_prints_the_public_keys_of_the_key_that_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    config = read_config(init(tmp_path))
    printed = [line.strip() for line in capsys.readouterr().out.splitlines() if line.startswith(f"  {WITNESS_NAME}+")]
    keys = parse_key_file(config.key.read_bytes())
    assert printed == [key.verifier.vkey for key in keys]
    assert [parse_vkey(line, types=WITNESS_TYPES).signature_type for line in printed] == [0x04, 0x06]
    for path in (config.key, config.pin, config.store):
        assert path.stat().st_mode & 0o777 == 0o600


def test_init_makes_no_post_quantum_key_where_none_is_wanted(tmp_path: Path):
    config = read_config(init(tmp_path, extra="ml_dsa = false"))
    assert [key.signature_type for key in parse_key_file(config.key.read_bytes())] == [0x04]


@pytest.mark.parametrize("left", ["key", "store", "pin"])
def test_init_never_starts_a_witness_over(tmp_path: Path, left: str, capsys: pytest.CaptureFixture[str]):
    path = init(tmp_path)
    config = read_config(path)
    for name in {"key", "store", "pin"} - {left}:
        getattr(config, name).unlink()
    before = getattr(config, left).read_bytes()
    assert main(["witness", "init", "--config", str(path)]) == 2
    assert "exists already" in capsys.readouterr().err
    assert getattr(config, left).read_bytes() == before


def test_two_witnesses_have_different_keys(tmp_path: Path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    one, other = (read_config(init(tmp_path / name)).key.read_bytes() for name in ("a", "b"))
    assert one != other


# Started and stopped.


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_witness_cosigns_and_stops_cleanly(tmp_path: Path, number: signal.Signals):
    config = init_with_known_keys(tmp_path)
    with running(config) as witness:
        assert cosigned(submit(witness.port, LOG.request(0, 5)), size=5)
        assert witness.stop(number) == 0
        assert witness.process.stdout is not None
        rest = witness.process.stdout.read()
    assert f"add-checkpoint 200 {ORIGIN} 0 -> 5" in rest
    assert rest.endswith(f"{WITNESS_NAME} stopped\n")
    assert all(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ ", line) for line in rest.splitlines())
    assert not list(tmp_path.glob("*-journal"))


def test_a_client_of_ours_follows_the_witness_from_any_size(tmp_path: Path):
    config = init_with_known_keys(tmp_path)
    verifiers = [key.verifier for key in parse_key_file(read_config(config).key.read_bytes())]
    with running(config) as witness:
        submit(witness.port, LOG.request(0, 3))
        found = Conflict(0)
        old = 0
        for _ in range(2):
            reply = submit(witness.port, LOG.request(old, 7))
            found = read_response(
                status=reply.status,
                content_type=reply.content_type,
                body=reply.body,
                checkpoint=LOG.checkpoint(7),
                old_size=old,
                witness=verifiers,
            )
            old = found.size if isinstance(found, Conflict) else old
        assert isinstance(found, tuple)
        assert len(found) == 2
        shown = ask(witness.port, "GET", f"/{origin_hash(ORIGIN)}/checkpoint").body
    newest = open_checkpoint(shown, origin=ORIGIN, verifiers=[LOG.signer.verifier, *verifiers])
    assert newest.checkpoint == LOG.head(7)
    assert len(newest.note.signed_by) == 3


def test_status_tells_what_was_cosigned_also_while_serving(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    config = init_with_known_keys(tmp_path, LOG, WitnessedLog("log.quiet.example", seed=3))
    with running(config) as witness:
        submit(witness.port, LOG.request(0, 5))
        capsys.readouterr()
        assert main(["witness", "status", "--config", str(config)]) == 0
        told = capsys.readouterr().out
        assert f"{ORIGIN}\n  shown at /{origin_hash(ORIGIN)}/checkpoint\n  size 5, root " in told
        assert "log.quiet.example\n" in told
        assert "nothing cosigned yet" in told
        assert submit(witness.port, REVISED.request(5, 5)).status == 422
        assert main(["witness", "status", "--config", str(config)]) == 1
    told = capsys.readouterr().out
    assert f"FORK: {ORIGIN} signed two trees of size 5" in told
    for log in (LOG, REVISED):
        assert log.checkpoint(5).decode() in told


# The race over the network.


def test_of_two_conflicting_trees_one_at_most_is_cosigned_for_anybody(tmp_path: Path):
    config = init_with_known_keys(tmp_path, limits="per_log_per_minute = 10000\nper_address_per_minute = 10000")
    answers: list[tuple[int, bytes]] = []
    barrier = threading.Barrier(8)

    def compete(number: int, port: int) -> None:
        log = (LOG, REVISED)[number % 2]
        for size in range(4, 10):
            barrier.wait()
            for old in range(size + 1):  # whatever the other history made of the last size
                reply = submit(port, log.request(old, size))
                if cosigned(reply, size=size, log=log):
                    answers.append((size, log.head(size).root))

    with running(config) as witness:
        assert submit(witness.port, LOG.request(0, 3)).status == 200
        threads = [threading.Thread(target=compete, args=(number, witness.port)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(set(answers)) == len({size for size, _ in answers}) > 0, "no size in two versions"


# Killed.


@pytest.mark.parametrize("step", STEPS)
def test_a_witness_killed_at_any_step_never_signs_a_fork(tmp_path: Path, step: str):
    config = init_with_known_keys(tmp_path)
    with running(config) as witness:
        assert submit(witness.port, LOG.request(0, 3)).status == 200
        witness.stop()
    with running(config, command=(CRASHING, step)) as witness:
        with pytest.raises((http.client.HTTPException, OSError)):
            submit(witness.port, LOG.request(3, 6))
        assert witness.process.wait(timeout=30) == -signal.SIGKILL
    with running(config) as witness:
        remembered = step != "before the commit"
        first = submit(witness.port, REVISED.request(3, 6) if remembered else LOG.request(3, 6))
        assert first.status == (409 if remembered else 200)
        assert submit(witness.port, REVISED.request(6, 6)).status == 422
        assert submit(witness.port, LOG.request(6, 6)).status == 200
        assert submit(witness.port, LOG.request(6, 9)).status == 200
        assert witness.stop() == 0


def test_a_witness_killed_while_many_ask_remembers_all_that_it_answered(tmp_path: Path):
    config = init_with_known_keys(tmp_path, limits="per_log_per_minute = 10000\nper_address_per_minute = 10000")
    answered = [0]

    def grow(port: int) -> None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            while answered[-1] < 299:
                size = answered[-1] + 1
                reply = submit(port, LOG.request(answered[-1], size))
                if reply.status == 409:  # it had remembered the last one, and was killed before it answered
                    answered.append(int(reply.body))
                elif cosigned(reply, size=size):
                    answered.append(size)

    for kill_at in (5, 12, 20):
        with running(config) as witness:
            thread = threading.Thread(target=grow, args=(witness.port,))
            thread.start()
            wait_until(lambda: answered[-1] >= kill_at, what="some were answered")  # noqa: B023 (used up here)
            witness.process.kill()
            thread.join()
    with running(config) as witness:
        reply = submit(witness.port, REVISED.request(answered[-1], answered[-1] + 1))
        assert reply.status in {409, 422}
        known = int(reply.body) if reply.status == 409 else answered[-1]
        assert known in {answered[-1], answered[-1] + 1}, "nothing that was answered is lost"
        assert submit(witness.port, LOG.request(known, known)).status == 200
    assert answered[-1] >= 20


# Kept from starting.


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """A witness that has cosigned size 3, was backed up, and has cosigned size 5 since."""
    config = init_with_known_keys(tmp_path)
    for old, new in ((0, 3), (3, 5)):
        with opened(config) as store:
            store.cosign(examine(LOG.request(old, new), logs=LOG.logs), keys=WITNESS_KEYS, timestamp=NOON)
        if new == 3:
            shutil.copy(read_config(config).store, tmp_path / "backup")
    return config


def test_a_restored_backup_is_refused(signed: Path, tmp_path: Path):
    shutil.copy(tmp_path / "backup", read_config(signed).store)
    told = refused_to_start(signed)
    assert f"rolled back: it knows {ORIGIN} at size 3, but 5 was signed" in told
    assert "Do not delete the pin" in told


def test_a_missing_database_is_refused_and_not_made_anew(signed: Path):
    read_config(signed).store.unlink()
    assert "There is no database" in refused_to_start(signed)
    assert not read_config(signed).store.exists()


def test_an_empty_database_is_refused(signed: Path):
    read_config(signed).store.write_bytes(b"")
    assert "is empty" in refused_to_start(signed)


def test_a_database_started_over_is_refused(signed: Path):
    config = read_config(signed)
    config.store.unlink()
    make_store(config.store, vkey=parse_key_file(config.key.read_bytes())[0].verifier.vkey)
    assert "rolled back" in refused_to_start(signed)


def test_a_missing_pin_is_refused(signed: Path):
    read_config(signed).pin.unlink()
    assert "The pin" in refused_to_start(signed)


def test_a_missing_key_is_refused(signed: Path):
    read_config(signed).key.unlink()
    assert "witness init" in refused_to_start(signed)


def test_a_key_that_others_can_read_is_refused(signed: Path):
    read_config(signed).key.chmod(0o644)
    assert "chmod 600" in refused_to_start(signed)


def test_the_key_of_another_witness_is_refused(signed: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    shutil.copy(read_config(init(tmp_path / "other")).key, read_config(signed).key)
    assert "another witness" in refused_to_start(signed)


def test_a_second_program_is_refused(signed: Path):
    with running(signed) as witness:
        assert "Another program" in refused_to_start(signed)
        assert submit(witness.port, LOG.request(5, 6)).status == 200


def test_another_name_than_that_of_the_key_is_refused(signed: Path):
    signed.write_text(signed.read_text("utf-8").replace(WITNESS_NAME, "witness.example"), "utf-8")
    assert "lacks a key" in refused_to_start(signed)


def test_a_log_with_the_witness_own_key_is_refused(signed: Path):
    key = parse_key_file(read_config(signed).key.read_bytes())[0]
    own = WitnessedLog("log.own.example")
    object.__setattr__(own.signer, "seed", key.seed)
    signed.write_text(signed.read_text("utf-8") + f'[[log]]\nvkeys = ["{own.vkey}"]\n', "utf-8")
    assert "Nobody witnesses himself" in refused_to_start(signed)


def test_an_address_in_use_is_refused(signed: Path, tmp_path: Path):
    (tmp_path / "other").mkdir()
    other = init(tmp_path / "other")
    with running(signed) as witness:
        text = other.read_text("utf-8").replace("127.0.0.1:0", f"127.0.0.1:{witness.port}")
        other.write_text(text, "utf-8")
        assert "not possible to listen" in refused_to_start(other)


def test_an_origin_that_is_new_in_the_configuration_starts_from_nothing(signed: Path):
    new = WitnessedLog("log.new.example", seed=4)
    signed.write_text(signed.read_text("utf-8") + f'[[log]]\nvkeys = ["{new.vkey}"]\n', "utf-8")
    with running(signed) as witness:
        assert submit(witness.port, new.request(0, 4)).status == 200
        assert submit(witness.port, LOG.request(5, 6)).status == 200


def test_a_log_that_was_taken_out_of_the_configuration_is_still_remembered(signed: Path):
    before = signed.read_text("utf-8")
    other = WitnessedLog("log.new.example", seed=4)
    signed.write_text(before.replace(LOG.vkey, other.vkey), "utf-8")
    with running(signed) as witness:
        assert submit(witness.port, LOG.request(5, 6)).status == 404
        witness.stop()
    signed.write_text(before, "utf-8")
    with running(signed) as witness:
        assert submit(witness.port, REVISED.request(0, 4)).status == 409
        assert submit(witness.port, LOG.request(5, 6)).status == 200

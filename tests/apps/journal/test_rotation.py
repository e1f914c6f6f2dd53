# SPDX-License-Identifier: Apache-2.0
"""The log's key changes hands in the record: old and new sign together, then the old one is dropped."""

import datetime as dt
import json
import shutil
from base64 import b64decode
from pathlib import Path

import pytest
from django.conf import settings as instance

from tallystick.apps.journal import keys, pin, queries, rotation
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.fsck import check_files
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.rotation import drop, rotate
from tallystick.apps.journal.witnessing import witness
from tallystick.cli.main import command_parser, main
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.facts.record import LogKeyRotated
from tallystick.core.ledger.keys import ED25519, ML_DSA, WITNESS, PrivateKey, encode_key_file, open_rotation
from tallystick.core.ledger.note import NoteSigner, parse_vkey
from tests.apps.journal.witnessed import WEB, Now, ask_round, log_key, record, set_policy, shown_file, signers
from tests.rigs.witnesses import Witness, policy

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]


def _key(number: int = 8, *, kind: int = ED25519, name: str = "") -> PrivateKey:
    return PrivateKey(name or instance.LOG_ORIGIN, kind, bytes([number]) * 32)


def _rotate(clock: Now, *new: PrivateKey) -> LogKeyRotated:
    return rotate(new=new or [_key()], agreed_by="The Commissioner", by="Ada", now=clock.pass_by(minutes=1))


def _signed_by(name: str = "checkpoint") -> list[str]:
    """Return the ids of the keys whose lines are under the checkpoint, of those named as the log."""
    note = shown_file(name).decode()
    known = {key.key_id.hex() for key in keys.known()}
    lines = [line.split(" ") for line in note.splitlines() if line.startswith("— ")]
    ids = [b64decode(blob)[:4].hex() for _, name, blob in lines if name == instance.LOG_ORIGIN]
    assert set(ids) <= known
    return ids


def _id(vkey: str) -> str:
    return parse_vkey(vkey).key_id.hex()


def _verify_log(*words: str, folder: Path | None = None) -> int:
    return main(["verify-log", str(folder or instance.LOG_DIR), "--json", *words])


def _no_faults(clock: Now) -> None:
    check_files(now=clock.now, found=lambda where, what: pytest.fail(f"{where}: {what}"))


def test_the_key_changes_and_the_whole_log_verifies_before_during_and_after(
    clock: Now, capsys: pytest.CaptureFixture[str]
) -> None:
    old = log_key().vkey
    record(2)
    publish(now=clock.now)
    assert _verify_log("--vkey", old) == 0
    fact = _rotate(clock)
    assert (fact.old_vkey, fact.new_vkey) == (old, _key().verifier.vkey)
    assert keys.vkey() == old, "pages name the key that readers know until it is dropped"
    record(1, now=clock.now)
    publish(now=clock.now)
    assert _signed_by() == [_id(old), _id(fact.new_vkey)], "both sign"
    for known in (old, fact.new_vkey):
        assert _verify_log("--vkey", known) == 0
    _no_faults(clock)
    drop(key_id=_id(old))
    record(1, now=clock.now)
    publish(now=clock.now)
    assert _signed_by() == [_id(fact.new_vkey)]
    capsys.readouterr()
    for known, changes in ((old, 1), (fact.new_vkey, 0)):
        assert _verify_log("--vkey", known) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["holds"], told["size"], told["key_changes"]) == (True, 5, changes)
    assert compare(web=WEB) == ()
    _no_faults(clock)


def test_a_second_change_follows_the_first(clock: Now) -> None:
    first = log_key().vkey
    record(1)
    publish(now=clock.now)
    second = _rotate(clock).new_vkey
    drop(key_id=_id(first))
    third = _rotate(clock, _key(9)).new_vkey
    drop(key_id=_id(second))
    record(1, now=clock.now)
    publish(now=clock.now)
    assert _signed_by() == [_id(third)]
    assert _verify_log("--vkey", first) == 0
    _no_faults(clock)


def test_the_record_says_who_handed_over_what(clock: Now) -> None:
    record(3)
    publish(now=clock.now)
    fact = _rotate(clock)
    [(recorded, public)] = queries.key_changes()
    assert recorded.project == "register"
    assert public.by is None, "who decided it is withheld"
    assert public.agreed_by == "The Commissioner"
    statement = open_rotation(fact.statement.encode(), old=parse_vkey(fact.old_vkey))
    assert statement.head.size == 3, "what the old key signed alone"
    assert shown_file("hand-over/1") == fact.statement.encode()


def test_a_forged_change_of_key_is_refused_by_a_reader(
    clock: Now, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record(2)
    publish(now=clock.now)
    old = log_key().vkey
    _rotate(clock)
    drop(key_id=_id(old))
    copy = tmp_path / "copy"
    shutil.copytree(instance.LOG_DIR, copy)
    statement = (copy / "hand-over" / "1").read_bytes()
    text, _, lines = statement.partition(b"\n\n")
    thief = NoteSigner(instance.LOG_ORIGIN, b"\x0c" * 32).sign(text + b"\n")
    by_new = lines.splitlines(keepends=True)[1]
    (copy / "hand-over" / "1").write_bytes(text + b"\n\n" + thief.line().encode() + by_new)
    assert _verify_log("--vkey", old, folder=copy) == 1
    (copy / "hand-over" / "1").write_bytes(b"nonsense")
    assert _verify_log("--vkey", old, folder=copy) == 1
    (copy / "hand-over" / "1").unlink()
    assert _verify_log("--vkey", old, folder=copy) == 1
    assert "not signed by any key we know" in capsys.readouterr().err
    assert _verify_log("--vkey", keys.vkey(), folder=copy) == 1, "a change that is recorded is shown"
    assert "1 entries of a change of its key, and 0 statements" in capsys.readouterr().out


def test_a_failure_after_the_fact_goes_on_where_it_stopped(clock: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    record(1)
    publish(now=clock.now)
    old = keys.vkey()

    def fail(*, keys: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(keys, "replace", fail)
        with pytest.raises(OSError, match="full"):
            _rotate(clock)
    assert keys.vkey() == old
    publish(now=clock.now)
    assert _signed_by() == [_id(old)]
    size = Entry.objects.count()
    fact = _rotate(clock)
    assert Entry.objects.count() == size, "it is recorded once"
    assert [key.vkey for key in keys.current()] == [old, fact.new_vkey]
    _rotate(clock)
    assert [key.vkey for key in keys.current()] == [old, fact.new_vkey], "nothing changes a second time"
    with pytest.raises(Refused, match="The last change of key is not finished"):
        _rotate(clock, _key(9))
    _no_faults(clock)


def test_a_key_that_served_before_does_not_come_back(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    first = keys.held()[0]
    _rotate(clock)
    drop(key_id=first.verifier.key_id.hex())
    with pytest.raises(Refused, match="has signed with that key before"):
        _rotate(clock, first)


@pytest.mark.parametrize(
    "new",
    [
        lambda: [_key(kind=ML_DSA)],
        lambda: [_key(8), _key(9)],
        lambda: [_key(name="other.example/log")],
        lambda: [_key(8), _key(9, kind=WITNESS, name="witness.example")],
    ],
    ids=["no Ed25519 key", "two", "another log's", "a witness's beside it"],
)
def test_what_is_no_key_file_of_this_log_is_refused(clock: Now, new: object) -> None:
    record(1)
    publish(now=clock.now)
    with pytest.raises(Refused, match="one Ed25519 key of the log"):
        _rotate(clock, *new())  # type: ignore[operator]
    assert queries.key_changes() == []


def test_a_log_that_signed_nothing_has_nothing_to_hand_over(clock: Now) -> None:
    with pytest.raises(Refused, match="has not signed anything"):
        _rotate(clock)


def test_only_a_key_that_handed_over_is_dropped(clock: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    record(1)
    publish(now=clock.now)
    old = keys.vkey()
    with pytest.raises(Refused, match="does not sign with a key '01234567'"):
        drop(key_id="01234567")
    with pytest.raises(Refused, match="has not handed over"):
        drop(key_id=_id(old))
    monkeypatch.setattr(rotation, "publish", _published_before)
    _rotate(clock)
    with pytest.raises(Refused, match="has not handed over"):
        drop(key_id=_id(old))
    with pytest.raises(Refused, match="has not handed over"):
        drop(key_id=_key().verifier.key_id.hex())
    publish(now=clock.now)
    drop(key_id=_id(old))
    assert [key.vkey for key in keys.current()] == [_key().verifier.vkey]


def _published_before(*, now: dt.datetime) -> object:
    return queries.published()


def test_a_second_kind_of_key_signs_too_and_can_be_dropped(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    old, also = keys.vkey(), _key(9, kind=ML_DSA)
    _rotate(clock, _key(), also)
    record(1, now=clock.now)
    publish(now=clock.now)
    assert _signed_by() == [_id(old), _key().verifier.key_id.hex(), also.verifier.key_id.hex()]
    assert _verify_log("--vkey", old, "--vkey", also.verifier.vkey) == 0
    drop(key_id=also.verifier.key_id.hex())
    assert len(keys.current()) == 2


def test_a_key_file_without_an_ed25519_key_or_of_another_log_is_refused() -> None:
    path = instance.KEY_DIR / "log.key"
    path.write_bytes(encode_key_file([_key(9, kind=ML_DSA)]))
    with pytest.raises(Invalid, match="no Ed25519 key"):
        keys.vkey()
    path.write_bytes(encode_key_file([_key(name="other.example/log")]))
    with pytest.raises(Invalid, match="not one of the log"):
        keys.vkey()
    path.write_bytes(b"nonsense")
    with pytest.raises(Invalid):
        keys.vkey()
    path.unlink()
    with pytest.raises(Unavailable, match="cannot be read"):
        keys.vkey()


def test_the_key_file_stays_for_its_owner_alone(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    _rotate(clock)
    assert (instance.KEY_DIR / "log.key").stat().st_mode & 0o777 == 0o600


def test_an_instance_with_a_newer_key_file_than_its_record_does_not_start(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    keys.replace(keys=[_key()])
    record(1)
    with pytest.raises(Refused, match="The pin is that of another key"):
        publish(now=clock.now)
    with pytest.raises(Unavailable, match="read-only"):
        publish(now=clock.now)


def test_fsck_finds_a_statement_that_is_gone_or_changed(clock: Now) -> None:
    record(1)
    publish(now=clock.now)
    _rotate(clock)
    path = instance.LOG_DIR / "hand-over" / "1"
    for damage in (lambda: path.write_bytes(path.read_bytes()[:-1]), path.unlink):
        damage()
        faults: list[str] = []
        check_files(now=clock.now, found=lambda where, _what, faults=faults: faults.append(where))  # type: ignore[misc]
        assert faults == ["log/hand-over/1"]


def test_a_statement_that_no_checkpoint_covers_yet_may_be_missing(clock: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    record(1)
    publish(now=clock.now)
    with monkeypatch.context() as patched:
        patched.setattr(rotation, "publish", _published_before)
        _rotate(clock)
    _no_faults(clock)
    publish(now=clock.now)
    assert shown_file("hand-over/1")
    _no_faults(clock)


# With witnesses.


def test_witnesses_and_their_policy_go_along(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    old = log_key()
    with pytest.raises(Refused, match="The policy does not list the new key"):
        _rotate(clock)
    assert queries.key_changes() == []
    set_policy(f"log {_key().verifier.vkey}\n" + policy(old, three, quorum=2))
    _rotate(clock)
    with pytest.raises(Refused, match="has not handed over"):
        drop(key_id=old.key_id.hex())
    assert ask_round(clock) == 2, "a witness that knows the old key alone goes on"
    assert _signed_by() == [old.key_id.hex(), _key().verifier.key_id.hex()]
    assert len(signers(shown_file())) == 2 + 3
    drop(key_id=old.key_id.hex())
    record(1, now=clock.now)
    assert ask_round(clock) == 2, "no witness was told of the new key"
    assert compare(web=WEB) == (), "their copies by the old key are still known as ours"
    assert not (instance.LOG_DIR.parent / "READ-ONLY").exists()


def test_the_policy_must_list_every_key_that_signs(clock: Now, three: tuple[Witness, ...]) -> None:
    record(1)
    ask_round(clock)
    old = log_key()
    set_policy(f"log {_key().verifier.vkey}\n" + policy(old, three, quorum=2))
    _rotate(clock)
    set_policy(policy(old, three, quorum=2))
    with pytest.raises(Invalid, match="does not list this log with its key"):
        witness(now=clock.pass_by(minutes=2), web=WEB)


# The command.


def test_the_command_shows_changes_and_drops(clock: Now, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record(1)
    publish(now=clock.now)
    old = keys.vkey()
    (tmp_path / "new.key").write_bytes(encode_key_file([_key()]))
    assert _run("rotate", "--new", str(tmp_path / "new.key"), "--agreed-by", "Bea") == 0
    told = capsys.readouterr().out
    assert _key().verifier.vkey in told
    assert f"check-hand-over FILE --vkey '{old}'" in told
    assert main(["keys", "check-hand-over", str(instance.LOG_DIR / "hand-over" / "1"), "--vkey", old]) == 0
    assert _run("show") == 0
    assert [line for line in capsys.readouterr().out.splitlines() if "+" in line][-2:] == [
        old,
        _key().verifier.vkey,
    ]
    assert _run("drop", _id(old)) == 0
    assert old not in capsys.readouterr().out
    with pytest.raises(Refused, match="does not sign with a key"):
        _run("drop", _id(old))


def _run(*words: str) -> int:
    arguments = command_parser("log-key").parse_args(["log-key", *words])
    return int(arguments.func(arguments))


def test_signing_over_a_pin_that_is_not_there_makes_none() -> None:
    pin.sign_over(vkey=keys.vkey())
    assert pin.read() is None


def test_a_key_is_dropped_also_where_that_failed_half_way(clock: Now, monkeypatch: pytest.MonkeyPatch) -> None:
    record(1)
    publish(now=clock.now)
    old = keys.vkey()
    _rotate(clock)

    def fail(*, keys: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr(keys, "replace", fail)
        with pytest.raises(OSError, match="full"):
            drop(key_id=_id(old))
    record(1, now=clock.now)
    publish(now=clock.now)
    drop(key_id=_id(old))
    assert keys.vkey() == _key().verifier.vkey
    record(1, now=clock.now)
    assert publish(now=clock.now) is not None

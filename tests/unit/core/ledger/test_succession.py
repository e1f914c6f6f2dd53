# SPDX-License-Identifier: Apache-2.0
"""A reader who knew one key of a log believes the next where the one before handed over to it, and nowhere else."""

import pytest

from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.ledger import merkle
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.keys import ROTATION, named_keys, sign_rotation
from tallystick.core.ledger.note import NoteSigner, sign_note
from tallystick.core.ledger.replay import Fault
from tallystick.core.ledger.succession import (
    MAX_CHANGES,
    MAX_STATEMENT_SIZE,
    Succession,
    check_changes,
    follow,
    hand_over_path,
    read_statements,
)
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, grow, root_of
from tests.unit.core.ledger.small_log import NOW, ORIGIN, fetcher

FIRST, SECOND, THIRD, THIEF = (NoteSigner(ORIGIN, bytes([number]) * 32) for number in (1, 2, 3, 4))
ENTRIES = [b"entry %d" % number for number in range(5)]


def head(size: int) -> Checkpoint:
    return Checkpoint(ORIGIN, size, merkle.root([merkle.leaf_hash(entry) for entry in ENTRIES[:size]]))


def handed_over(*, old: NoteSigner, new: NoteSigner, size: int = 3) -> bytes:
    return sign_rotation(old=old, new=new, head=head(size), time=NOW)


def forged(*, old: NoteSigner, new: NoteSigner, signers: list[NoteSigner]) -> bytes:
    """Return a statement that names two keys and is signed by others."""
    stamp = NOW.replace(tzinfo=None).isoformat() + "Z"
    text = "\n".join((ROTATION, stamp, old.verifier.vkey, new.verifier.vkey, head(3).text()))
    return sign_note(text=text, signers=signers)


TWO_CHANGES = [handed_over(old=FIRST, new=SECOND), handed_over(old=SECOND, new=THIRD, size=4)]


def test_each_key_leads_to_the_next():
    succession = follow(known=[FIRST.verifier], statements=TWO_CHANGES)
    assert succession.keys == (FIRST.verifier, SECOND.verifier, THIRD.verifier)
    assert [change.new for change in succession.changes] == [SECOND.verifier, THIRD.verifier]
    assert succession.shown() == {"hand-over/1", "hand-over/2"}


def test_who_knows_a_later_key_needs_only_what_came_after_it():
    succession = follow(known=[SECOND.verifier], statements=TWO_CHANGES)
    assert succession.keys == (SECOND.verifier, THIRD.verifier)
    assert succession.statements == 2


def test_who_knows_both_keys_believes_each_once():
    assert follow(known=[FIRST.verifier, SECOND.verifier], statements=TWO_CHANGES[:1]).keys == (
        FIRST.verifier,
        SECOND.verifier,
    )


@pytest.mark.parametrize("signers", [[THIEF], [SECOND], [THIEF, SECOND]], ids=["a thief", "the new", "both of them"])
def test_a_statement_that_the_old_key_did_not_sign_does_not_hold(signers: list[NoteSigner]):
    statement = forged(old=FIRST, new=SECOND, signers=signers)
    with pytest.raises(Unverified):
        follow(known=[FIRST.verifier], statements=[statement])


def test_a_statement_that_the_new_key_did_not_sign_does_not_hold():
    with pytest.raises(Unverified):
        follow(known=[FIRST.verifier], statements=[forged(old=FIRST, new=SECOND, signers=[FIRST])])


def test_a_key_that_nobody_believes_hands_over_to_nobody():
    statement = handed_over(old=THIEF, new=SECOND)
    assert follow(known=[FIRST.verifier], statements=[statement]).keys == (FIRST.verifier,)


def test_what_is_no_statement_is_invalid():
    with pytest.raises(Invalid):
        follow(known=[FIRST.verifier], statements=[sign_note(text=head(3).text(), signers=[FIRST])])


def test_the_keys_that_a_statement_names_are_read():
    assert named_keys(TWO_CHANGES[0]) == (FIRST.verifier.vkey, SECOND.verifier.vkey)


def test_statements_are_read_until_there_are_no_more():
    files = {hand_over_path(number): b"%d" % number for number in (1, 2, 4)}
    assert read_statements(fetcher(files)) == [b"1", b"2"]


@pytest.mark.parametrize(
    "files",
    [
        {hand_over_path(number): b"x" for number in range(1, MAX_CHANGES + 2)},
        {hand_over_path(1): bytes(MAX_STATEMENT_SIZE + 1)},
    ],
    ids=["too many", "too long"],
)
def test_no_log_has_such_statements(files: dict[str, bytes]):
    with pytest.raises(Unverified, match="no change of key that a reader follows"):
        read_statements(fetcher(files))


# Against the log.


def reader(entries: list[bytes], *, lost: str = "") -> TileReader:
    growth = grow(edge=EMPTY_EDGE, entries=entries)
    files = {path: data for path, data in growth.files.items() if path != lost}
    return TileReader(size=len(entries), root=root_of(growth.edge), fetch=fetcher(files))


def faults(changes: list[bytes], *, recorded: int, log: TileReader) -> list[str]:
    found: list[Fault] = []
    succession = follow(known=[FIRST.verifier], statements=changes)
    check_changes(succession, recorded=recorded, reader=log, on_fault=found.append)
    return [fault.what for fault in found]


def test_a_log_that_continues_what_the_old_keys_left_holds():
    assert faults(TWO_CHANGES, recorded=2, log=reader(ENTRIES)) == []
    assert faults([handed_over(old=FIRST, new=SECOND, size=0)], recorded=1, log=reader(ENTRIES)) == []


def test_another_or_a_shorter_log_than_was_handed_over_does_not_hold():
    others = [b"something else", *ENTRIES[1:]]
    assert "does not continue it" in faults(TWO_CHANGES[:1], recorded=1, log=reader(others))[0]
    assert "does not continue it" in faults(TWO_CHANGES[:1], recorded=1, log=reader(ENTRIES[:2]))[0]


def test_a_log_whose_files_are_gone_does_not_hold():
    [fault] = faults(TWO_CHANGES[:1], recorded=1, log=reader(ENTRIES, lost="tile/0/000.p/5"))
    assert "there is no tile/0/000" in fault


@pytest.mark.parametrize("recorded", [0, 2])
def test_a_change_that_is_shown_and_not_recorded_or_the_other_way_does_not_hold(recorded: int):
    [fault] = faults(TWO_CHANGES[:1], recorded=recorded, log=reader(ENTRIES))
    assert fault == f"the log has {recorded} entries of a change of its key, and 1 statements of one are shown"


def test_nobody_is_asked_where_nothing_changed():
    def fetch(path: str) -> bytes:
        raise Unavailable(path)

    check_changes(Succession(()), recorded=0, reader=TileReader(size=1, root=bytes(32), fetch=fetch), on_fault=_fail)


def _fail(fault: Fault) -> None:
    pytest.fail(str(fault))

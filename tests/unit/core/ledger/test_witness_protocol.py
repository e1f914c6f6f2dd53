# SPDX-License-Identifier: Apache-2.0
"""The witness's side: what it reads, what it refuses with which status, what it cosigns."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.note import parse_note
from tallystick.core.ledger.pin import NOTHING, Head
from tallystick.core.ledger.witness import (
    MAX_PROOF_LINES,
    MAX_REQUEST_SIZE,
    PLAIN,
    SIZE_TYPE,
    AddCheckpoint,
    NotCosigned,
    cosign,
    decide,
    examine,
    origin_hash,
    parse_request,
    request,
    shows_fork,
)
from tests.unit.core.ledger.witness_log import NOON, ORIGIN, OTHER_ORIGIN, WITNESS_KEYS, WitnessedLog

LOG = WitnessedLog()
REVISED = WitnessedLog(forked_at=4)
HASH = b64.encode(bytes(32))


def refusal(data: bytes, *, latest: Head = NOTHING, log: WitnessedLog = LOG) -> NotCosigned:
    """Return why a request is refused."""
    with pytest.raises(NotCosigned) as caught:
        decide(examine(data, logs=log.logs), latest=latest)
    return caught.value


def head(size: int, *, log: WitnessedLog = LOG) -> Head:
    return Head(size, log.head(size).root)


# Requests.


@given(
    old=st.integers(0, 2**63 - 1),
    proof=st.lists(st.binary(min_size=32, max_size=32), max_size=MAX_PROOF_LINES),
)
def test_a_request_is_read_as_it_was_written(old: int, proof: list[bytes]):
    checkpoint = LOG.checkpoint(3)
    data = request(old_size=old, proof=proof, checkpoint=checkpoint)
    assert parse_request(data) == AddCheckpoint(old, tuple(proof), checkpoint)


def test_the_request_of_the_specification_is_written_to_the_byte():
    data = request(old_size=20852014, proof=[bytes(32)], checkpoint=b"note")
    assert data == b"old 20852014\n" + HASH.encode() + b"\n\nnote"


def test_a_request_that_no_witness_can_read_is_not_made():
    with pytest.raises(Invalid):
        request(old_size=-1, proof=[], checkpoint=LOG.checkpoint(1))
    with pytest.raises(Invalid):
        request(old_size=1, proof=[bytes(31)], checkpoint=LOG.checkpoint(1))


UNREADABLE = {
    "empty": b"",
    "no empty line": b"old 0\n",
    "no old line": b"\n\nnote\n",
    "old without size": b"old \n\nnote\n",
    "old in capitals": b"Old 0\n\nnote\n",
    "two spaces": b"old  0\n\nnote\n",
    "leading zero": b"old 01\n\nnote\n",
    "plus sign": b"old +1\n\nnote\n",
    "size of 2^63": b"old 9223372036854775808\n\nnote\n",
    "digits of another script": "old ١\n\nnote\n".encode(),
    "bytes that are no text": b"old 0\xff\n\nnote\n",
    "hash of 31 bytes": b"old 1\n" + b64.encode(bytes(31)).encode() + b"\n\nnote\n",
    "hash with pad bits": b"old 1\n" + HASH.encode().replace(b"A=", b"B=") + b"\n\nnote\n",
    "hash that is no base64": b"old 1\n!\n\nnote\n",
    "carriage return": b"old 0\r\n\r\n\n\nnote\n",
    "64 hashes": b"old 1\n" + (HASH.encode() + b"\n") * 64 + b"\nnote\n",
    "too long": b"old 0\n\n" + bytes(MAX_REQUEST_SIZE),
}


@pytest.mark.parametrize("data", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_request_is_invalid_and_answered_with_400(data: bytes):
    with pytest.raises(Invalid):
        parse_request(data)
    assert refusal(data).status == 400


@given(st.binary(max_size=300))
def test_no_bytes_do_more_than_be_refused(data: bytes):
    assert refusal(data).status == 400


@given(st.data())
def test_a_request_with_one_byte_changed_is_refused_or_means_the_same(data: st.DataObject):
    # What may change unseen: pad bits of a signature, which carry nothing (the lenient decoding of signature blobs).
    good = LOG.request(3, 7)
    place = data.draw(st.integers(0, len(good) - 1))
    changed = bytearray(good)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        submission = examine(bytes(changed), logs=LOG.logs)
        decide(submission, latest=head(3))
    except NotCosigned:
        return
    assert submission.checkpoint == LOG.head(7)
    assert submission.old_size == 3


# What is refused, and how.


def test_a_note_without_signature_is_400():
    data = b"old 0\n\n" + LOG.head(1).text().encode()
    error = refusal(data)
    assert error.status == 400
    assert error.body().startswith(b"invalid input: ")
    assert error.content_type == PLAIN


def test_a_note_that_is_no_checkpoint_is_400():
    note = LOG.checkpoint(1).replace(b"\n1\n", b"\none\n")
    error = refusal(b"old 0\n\n" + note)
    assert error.status == 400
    assert error.body().startswith(b"invalid checkpoint: ")


def test_an_unknown_log_is_404():
    assert refusal(WitnessedLog(OTHER_ORIGIN).request(0, 1)).status == 404


def test_a_log_under_another_key_is_403():
    error = refusal(WitnessedLog(seed=9).request(0, 1))
    assert error.status == 403
    assert error.body().startswith(b"invalid signature: ")


def test_a_signature_over_another_text_is_403():
    note = LOG.checkpoint(2).replace(b"\n2\n", b"\n3\n")
    assert refusal(b"old 0\n\n" + note).status == 403


def test_extension_lines_are_400():
    extended = replace(LOG.head(3), extensions=("anything",))
    error = refusal(request(old_size=0, proof=[], checkpoint=LOG.sign(extended)))
    assert error.status == 400
    assert b"extension" in error.body()


def test_an_old_size_above_the_checkpoint_is_400():
    error = refusal(request(old_size=4, proof=[], checkpoint=LOG.checkpoint(3)), latest=head(4))
    assert error.status == 400


@pytest.mark.parametrize(("old", "latest"), [(0, 3), (1, 3), (4, 3), (3, 0)])
def test_another_old_size_than_the_last_is_409_with_the_last(old: int, latest: int):
    error = refusal(LOG.request(old, 5), latest=head(latest))
    assert error.status == 409
    assert error.content_type == SIZE_TYPE
    assert error.body() == b"%d\n" % latest


PROOFS: dict[str, Callable[[], bytes]] = {
    "missing proof": lambda: request(old_size=3, proof=[], checkpoint=LOG.checkpoint(7)),
    "proof cut short": lambda: request(old_size=3, proof=LOG.proof(3, 7)[:-1], checkpoint=LOG.checkpoint(7)),
    "proof too long": lambda: request(old_size=3, proof=[*LOG.proof(3, 7), bytes(32)], checkpoint=LOG.checkpoint(7)),
    "proof of another size": lambda: request(old_size=3, proof=LOG.proof(3, 6), checkpoint=LOG.checkpoint(7)),
    "proof of another log": lambda: request(old_size=3, proof=REVISED.proof(3, 7), checkpoint=LOG.checkpoint(7)),
    "proof for the same size": lambda: request(old_size=3, proof=[bytes(32)], checkpoint=LOG.checkpoint(3)),
}


@pytest.mark.parametrize("data", PROOFS.values(), ids=PROOFS)
def test_a_proof_that_does_not_hold_is_422(data: Callable[[], bytes]):
    error = refusal(data(), latest=head(3))
    assert error.status == 422
    assert b"consistency proof" in error.body()


def test_another_root_at_the_same_size_is_422_and_shows_a_fork():
    data = REVISED.request(7, 7)
    assert refusal(data, latest=head(7)).status == 422
    assert shows_fork(examine(data, logs=LOG.logs), latest=head(7))


def test_a_fork_shows_also_where_the_old_size_is_wrong():
    data = REVISED.request(3, 7)
    assert refusal(data, latest=head(7)).status == 409
    assert shows_fork(examine(data, logs=LOG.logs), latest=head(7))


@pytest.mark.parametrize(("old", "new"), [(3, 7), (7, 7), (0, 5)])
def test_an_honest_submission_shows_no_fork(old: int, new: int):
    assert not shows_fork(examine(LOG.request(old, new), logs=LOG.logs), latest=head(7))


def test_a_proof_from_nothing_is_422():
    assert refusal(request(old_size=0, proof=[bytes(32)], checkpoint=LOG.checkpoint(5))).status == 422


def test_an_empty_tree_with_another_root_is_422():
    odd = LOG.sign(Checkpoint(ORIGIN, 0, bytes(32)))
    assert refusal(request(old_size=0, proof=[], checkpoint=odd)).status == 422


# What is cosigned.


@pytest.mark.parametrize(("old", "new"), [(0, 0), (0, 1), (0, 5), (1, 3), (3, 5), (4, 8), (5, 256), (256, 257), (7, 7)])
def test_what_continues_the_last_is_cosigned_with_every_key(old: int, new: int):
    latest = head(old) if old else NOTHING
    submission = examine(LOG.request(old, new), logs=LOG.logs)
    decide(submission, latest=latest)
    cosigned = cosign(submission, keys=WITNESS_KEYS, timestamp=NOON)
    verifiers = [key.verifier for key in WITNESS_KEYS]
    answered = open_checkpoint(LOG.checkpoint(new) + cosigned.lines, origin=ORIGIN, verifiers=verifiers)
    assert [key.signature_type for key in answered.note.signed_by] == [0x04, 0x06]
    assert {timestamp_of(line.signature) for line in answered.note.signatures} == {NOON}
    shown = open_checkpoint(cosigned.note, origin=ORIGIN, verifiers=[LOG.signer.verifier, *verifiers])
    assert shown.checkpoint == submission.checkpoint
    assert len(shown.note.signed_by) == 3


def test_the_answer_holds_the_witness_own_lines_only():
    submission = examine(LOG.request(0, 3), logs=LOG.logs)
    lines = cosign(submission, keys=WITNESS_KEYS, timestamp=NOON).lines.decode().splitlines()
    assert len(lines) == 2
    assert all(line.startswith(f"— {key.name} ") for line, key in zip(lines, WITNESS_KEYS, strict=True))


def test_a_forged_line_in_the_witness_own_name_is_ignored_and_not_passed_on():
    true = WITNESS_KEYS[0].signer(timestamp=NOON).sign(LOG.head(3).text().encode())
    forged = replace(true, signature=bytes(len(true.signature))).line().encode()
    submission = examine(b"old 0\n\n" + LOG.checkpoint(3) + forged, logs=LOG.logs)
    decide(submission, latest=NOTHING)
    cosigned = cosign(submission, keys=WITNESS_KEYS, timestamp=NOON)
    assert forged not in cosigned.note
    assert [line.name for line in parse_note(cosigned.note).signatures] == [ORIGIN, *(key.name for key in WITNESS_KEYS)]
    assert forged not in submission.signed_note()
    assert open_checkpoint(submission.signed_note(), origin=ORIGIN, verifiers=[LOG.signer.verifier])


def test_no_cosignature_is_made_without_a_time():
    submission = examine(LOG.request(0, 3), logs=LOG.logs)
    with pytest.raises(Invalid, match="after 0"):
        cosign(submission, keys=WITNESS_KEYS, timestamp=0)


def test_two_keys_of_one_log_may_sign_together_while_one_replaces_the_other():
    later = WitnessedLog(seed=2)
    keys = {ORIGIN: (LOG.signer.verifier, later.signer.verifier)}
    both = LOG.checkpoint(3) + later.checkpoint(3).rpartition(b"\n\n")[2]
    for note in (LOG.checkpoint(3), later.checkpoint(3), both):
        assert examine(b"old 0\n\n" + note, logs=keys).checkpoint == LOG.head(3)


def test_the_address_of_a_checkpoint_is_the_hash_of_its_origin():
    # FIPS 180-4's own example.
    assert origin_hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

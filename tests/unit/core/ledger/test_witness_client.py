# SPDX-License-Identifier: Apache-2.0
"""The log's side: what it makes of a witness's answer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Refused, TallystickError, Unavailable, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.keys import WITNESS, PrivateKey
from tallystick.core.ledger.note import SIGNATURE_PREFIX, NoteSignature
from tallystick.core.ledger.witness import MAX_RESPONSE_SIZE, SIZE_TYPE, Conflict, cosign, examine, read_response
from tests.unit.core.ledger.witness_log import ED25519_KEY, ML_DSA_KEY, NOON, WITNESS_KEYS, WITNESS_NAME, WitnessedLog

LOG = WitnessedLog()
CHECKPOINT = LOG.checkpoint(5)
COSIGNED = cosign(examine(LOG.request(0, 5), logs=LOG.logs), keys=WITNESS_KEYS, timestamp=NOON)
STRANGER = PrivateKey(WITNESS_NAME, WITNESS, bytes(32))


def read(
    body: bytes = COSIGNED.lines, *, status: int = 200, content_type: str = "", old_size: int = 3
) -> tuple[NoteSignature, ...] | Conflict:
    return read_response(
        status=status,
        content_type=content_type,
        body=body,
        checkpoint=CHECKPOINT,
        old_size=old_size,
        witness=[key.verifier for key in WITNESS_KEYS],
    )


def lines(*keys: PrivateKey, timestamp: int = NOON, text: bytes | None = None) -> bytes:
    text = LOG.head(5).text().encode() if text is None else text
    return b"".join(key.signer(timestamp=timestamp).sign(text).line().encode() for key in keys)


def test_the_cosignatures_of_the_witness_are_returned():
    found = read()
    assert isinstance(found, tuple)
    assert "".join(line.line() for line in found).encode() == COSIGNED.lines


def test_lines_of_unknown_keys_are_ignored():
    found = read(lines(STRANGER) + lines(ED25519_KEY))
    assert isinstance(found, tuple)
    assert [line.key_id for line in found] == [ED25519_KEY.verifier.key_id]


def test_unknown_keys_alone_are_no_answer():
    with pytest.raises(Unverified, match="no cosignature"):
        read(lines(STRANGER))


@pytest.mark.parametrize("key", WITNESS_KEYS, ids=["Ed25519", "ML-DSA-44"])
def test_a_cosignature_of_another_checkpoint_fails(key: PrivateKey):
    with pytest.raises(Unverified):
        read(lines(key, text=LOG.head(6).text().encode()))


def test_one_good_line_does_not_excuse_a_bad_one():
    with pytest.raises(Unverified):
        read(lines(ED25519_KEY) + lines(ML_DSA_KEY, text=LOG.head(6).text().encode()))


@pytest.mark.parametrize("key", WITNESS_KEYS, ids=["Ed25519", "ML-DSA-44"])
def test_a_cosignature_without_a_time_fails(key: PrivateKey):
    timeless = key._signer(timestamp=0).sign(LOG.head(5).text().encode())
    with pytest.raises(Unverified, match="no time"):
        read(timeless.line().encode())


def test_a_cosignature_without_anything_after_the_key_id_fails():
    with pytest.raises(Invalid):
        read(f"{SIGNATURE_PREFIX}{WITNESS_NAME} {b64.encode(ED25519_KEY.verifier.key_id)}\n".encode())


UNREADABLE = {
    "empty": b"",
    "no line feed at the end": COSIGNED.lines[:-1],
    "empty line in between": COSIGNED.lines.replace(b"\n", b"\n\n", 1),
    "not UTF-8": b"\xff\n",
    "no signature line": b"thank you\n",
    "a whole note": COSIGNED.note,
    "101 lines": lines(ED25519_KEY) * 101,
    "too long": bytes(MAX_RESPONSE_SIZE + 1),
}


@pytest.mark.parametrize("body", UNREADABLE.values(), ids=UNREADABLE)
def test_an_unreadable_answer_is_invalid(body: bytes):
    with pytest.raises(Invalid):
        read(body)


@pytest.mark.parametrize("content_type", [SIZE_TYPE, "TEXT/X.TLOG.SIZE ; charset=utf-8"])
@pytest.mark.parametrize("size", [0, 4, 2**63 - 1])
def test_a_conflict_names_the_size_from_which_to_ask_again(content_type: str, size: int):
    assert read(b"%d\n" % size, status=409, content_type=content_type) == Conflict(size)


@pytest.mark.parametrize(
    "body", [b"4", b"04\n", b"-4\n", b"four\n", b"4\n\n", b"", b"\xd9\xa4\n", b"9223372036854775808\n"]
)
def test_a_conflict_with_another_body_is_invalid(body: bytes):
    with pytest.raises(Invalid):
        read(body, status=409, content_type=SIZE_TYPE)


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [(422, "text/plain", b"no\n"), (409, "text/plain", b"no\n"), (409, "", b"3\n"), (409, SIZE_TYPE, b"3\n")],
)
def test_another_tree_of_the_same_size_is_a_refusal_however_it_is_answered(status: int, content_type: str, body: bytes):
    with pytest.raises(Refused, match="continues"):
        read(body, status=status, content_type=content_type, old_size=3)


@pytest.mark.parametrize("status", [400, 403, 404, 413])
def test_a_witness_that_will_never_cosign_this_refuses(status: int):
    with pytest.raises(Refused):
        read(b"no\n", status=status)


@pytest.mark.parametrize("status", [204, 301, 408, 418, 429, 500, 502, 503])
def test_a_witness_that_may_cosign_later_is_unavailable(status: int):
    with pytest.raises(Unavailable, match=str(status)):
        read(b"later\n", status=status)


@given(status=st.sampled_from([200, 409]), content_type=st.sampled_from(["", SIZE_TYPE]), body=st.binary(max_size=200))
def test_no_bytes_make_anything_but_our_errors_or_a_size(status: int, content_type: str, body: bytes):
    try:
        found = read(body, status=status, content_type=content_type)
    except TallystickError:
        return
    assert isinstance(found, Conflict)


@given(st.data())
def test_an_answer_with_one_byte_changed_is_not_taken_for_another(data: st.DataObject):
    good = lines(ED25519_KEY)
    place = data.draw(st.integers(0, len(good) - 1))
    changed = bytearray(good)
    changed[place] ^= data.draw(st.integers(1, 255))
    try:
        found = read(bytes(changed))
    except TallystickError:
        return
    # Pad bits of the base64 carry nothing.
    assert found == read(good)

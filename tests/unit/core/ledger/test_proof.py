# SPDX-License-Identifier: Apache-2.0
"""Portable proofs: the text form, and what each part of it is good for."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, TallystickError, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.proof import MAX_PROOF_SIZE, parse_proof, verify_proof
from tests.unit.core.ledger.small_log import ORIGIN, OTHER_SIGNER, SIGNER, SmallLog, chain

LOG = SmallLog.of(chain())
PROOF = LOG.proof(1)
LEAF = leaf_hash(LOG.records[1].data)
TEXT = PROOF.text()
HASH = b64.encode(bytes(32))


def test_a_proof_reads_as_the_specification_prints_it() -> None:
    hashes = "".join(f"{b64.encode(value)}\n" for value in PROOF.hashes)
    assert len(PROOF.hashes) == 3
    assert f"c2sp.org/tlog-proof@v1\nindex 1\n{hashes}\n{LOG.checkpoint.decode()}" == TEXT
    assert parse_proof(TEXT.encode()) == PROOF


def test_extra_data_is_kept() -> None:
    proof = replace(PROOF, extra=b"from elsewhere")
    assert proof.text().splitlines()[1] == "extra ZnJvbSBlbHNld2hlcmU="
    assert parse_proof(proof.text().encode()) == proof
    assert parse_proof(replace(PROOF, extra=b"").text().encode()).extra == b""


def test_a_log_of_one_entry_needs_no_hashes() -> None:
    log = SmallLog.of(chain()[:1])
    proof = parse_proof(log.proof(0).text().encode())
    assert proof.hashes == ()
    opened = verify_proof(proof, leaf=leaf_hash(log.records[0].data), origin=ORIGIN, verifiers=[SIGNER.verifier])
    assert opened.checkpoint.size == 1


def test_a_proof_holds_for_its_leaf_its_log_and_its_key_only() -> None:
    right = {"leaf": LEAF, "origin": ORIGIN, "verifiers": [SIGNER.verifier]}
    assert verify_proof(PROOF, **right).checkpoint.size == 5
    for wrong in ({"leaf": bytes(32)}, {"origin": "other.example"}, {"verifiers": [OTHER_SIGNER.verifier]}):
        with pytest.raises(Unverified):
            verify_proof(PROOF, **right | wrong)
    for altered in (replace(PROOF, index=2), replace(PROOF, hashes=PROOF.hashes[:-1])):
        with pytest.raises(Unverified):
            verify_proof(altered, **right)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT.replace("@v1", "@v2"),
        "\n" + TEXT,
        TEXT.replace("index 1\n", ""),
        TEXT.replace("index 1\n", "index 01\n"),
        TEXT.replace("index 1\n", "index -1\n"),
        TEXT.replace("index 1\n", "index  1\n"),
        TEXT.replace("index 1\n", "index\n"),
        TEXT.replace("index 1\n", "extra AAAA\n"),
        TEXT.replace("index 1\n", "index 1\nextra AAAA\n"),
        TEXT.replace("index 1\n", "extra *\nindex 1\n"),
        TEXT.replace("index 1\n", f"index 1\n{HASH[:-4]}\n"),
        TEXT.replace("index 1\n", f"index 1\n{HASH[:-2]}B=\n"),
        TEXT.replace("index 1\n", f"index 1\n{HASH} \n"),
        TEXT.replace("index 1\n", "index 1\n" + f"{HASH}\n" * 64),
        TEXT.replace("\n\n", "\n"),
        TEXT.replace("\n", "\r\n"),
        TEXT.partition("\n\n")[0] + "\n\n",
        TEXT.partition("\n\n")[0] + "\n\nnot a note",
        TEXT + "x" * MAX_PROOF_SIZE,
        "c2sp.org/tlog-proof@v1\n\n" + LOG.checkpoint.decode(),
        "c2sp.org/tlog-proof@v1\nextra AAAA\n\n" + LOG.checkpoint.decode(),
    ],
    ids=[
        "nothing",
        "another version",
        "empty first line",
        "no index",
        "leading zero",
        "negative",
        "two spaces",
        "index without number",
        "extra without index",
        "extra after index",
        "extra not base64",
        "short hash",
        "hash not canonical",
        "space after a hash",
        "too many hashes",
        "no empty line",
        "carriage returns",
        "no checkpoint",
        "checkpoint without signature",
        "too long",
        "header only",
        "header and extra only",
    ],
)
def test_a_malformed_proof_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_proof(text.encode())


def test_a_proof_that_is_not_utf8_is_refused() -> None:
    with pytest.raises(Invalid, match="UTF-8"):
        parse_proof(b"\xff\n\n" + LOG.checkpoint)


@given(st.integers(0, len(TEXT.encode()) - 1), st.integers(0, 255))
def test_an_altered_byte_never_proves_the_leaf(at: int, byte: int) -> None:
    data = TEXT.encode()
    altered = data[:at] + bytes([byte]) + data[at + 1 :]
    try:
        proof = parse_proof(altered)
        verify_proof(proof, leaf=LEAF, origin=ORIGIN, verifiers=[SIGNER.verifier])
    except TallystickError:
        return
    # What passes says the same: only the pad bits of the signature line may differ.
    assert replace(proof, checkpoint=b"") == replace(PROOF, checkpoint=b"")

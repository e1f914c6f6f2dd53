# SPDX-License-Identifier: Apache-2.0
"""Cosignatures of both types: what they sign, byte for byte, and what they do not let through."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.cosignature import (
    LOG_TYPES,
    WITNESS_TYPES,
    CosignatureSigner,
    MlDsaSigner,
    MlDsaVerifier,
    timestamp_of,
)
from tallystick.core.ledger.note import Note, NoteSignature, NoteVerifier, open_note, parse_vkey, sign_note
from tests.unit.core.ledger.small_log import ORIGIN, SIGNER

TIME = 1_772_357_400
ROOT = bytes(range(32))
TEXT = Checkpoint(ORIGIN, 5, ROOT).text()
BEA = CosignatureSigner("witness.bea.example", b"\x05" * 32, timestamp=TIME)
ADA = MlDsaSigner("witness.ada.example", b"\x06" * 32, timestamp=TIME)
BOTH = pytest.mark.parametrize("signer", [BEA, ADA], ids=["Ed25519", "ML-DSA-44"])


@BOTH
def test_a_cosigned_checkpoint_opens_and_tells_the_time(signer: CosignatureSigner) -> None:
    data = sign_note(text=TEXT, signers=[SIGNER, signer])
    opened = open_note(data, verifiers=[SIGNER.verifier, signer.verifier])
    assert opened.signed_by == (SIGNER.verifier, signer.verifier)
    assert timestamp_of(opened.signatures[1].signature) == TIME


@BOTH
def test_the_vkey_round_trips(signer: CosignatureSigner) -> None:
    assert parse_vkey(signer.verifier.vkey, types=WITNESS_TYPES) == signer.verifier
    with pytest.raises(Invalid):
        parse_vkey(signer.verifier.vkey)


def test_the_types_are_those_of_the_specification() -> None:
    assert [kind.signature_type for kind in WITNESS_TYPES] == [0x04, 0x06]
    assert [kind.signature_type for kind in LOG_TYPES] == [0x01, 0x06]
    assert len(ADA.verifier.public_key) == 1312


def test_the_ed25519_message_is_header_time_and_text() -> None:
    blob = BEA.sign(TEXT.encode()).signature
    assert blob[:8] == TIME.to_bytes(8)
    key = Ed25519PrivateKey.from_private_bytes(BEA.seed).public_key()
    key.verify(
        blob[8:], f"cosignature/v1\ntime {TIME}\n{ORIGIN}\n5\nAAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n".encode()
    )


def test_the_ml_dsa_message_is_the_structure_of_the_specification() -> None:
    blob = ADA.sign(TEXT.encode()).signature
    assert (blob[:8], len(blob)) == (TIME.to_bytes(8), 8 + 2420)
    message = b"subtree/v1\n\0" + bytes([len(ADA.name)]) + ADA.name.encode() + TIME.to_bytes(8)
    message += bytes([len(ORIGIN)]) + ORIGIN.encode() + (0).to_bytes(8) + (5).to_bytes(8) + ROOT
    MLDSA44PrivateKey.from_seed_bytes(ADA.seed).public_key().verify(blob[8:], message)


@BOTH
def test_a_cosignature_holds_for_its_text_and_time_only(signer: CosignatureSigner) -> None:
    line = signer.sign(TEXT.encode())
    other_text = Checkpoint(ORIGIN, 6, ROOT).text()
    other_time = replace(line, signature=(TIME + 1).to_bytes(8) + line.signature[8:])
    for text, wrong in ((other_text, line), (TEXT, other_time)):
        with pytest.raises(Unverified):
            open_note(Note(text, (wrong,)).encode(), verifiers=[signer.verifier])


def test_only_the_ml_dsa_message_commits_to_the_name() -> None:
    renamed = {kind: type(kind)("other.example", kind.seed, timestamp=TIME).verifier for kind in (BEA, ADA)}
    renamed[BEA].verify(text=TEXT.encode(), signature=BEA.sign(TEXT.encode()).signature)
    with pytest.raises(Unverified):
        renamed[ADA].verify(text=TEXT.encode(), signature=ADA.sign(TEXT.encode()).signature)


@BOTH
@pytest.mark.parametrize(
    "cut",
    [
        lambda blob: blob[:4],
        lambda blob: blob[:8],
        lambda blob: blob[:-1],
        lambda blob: blob + b"\x00",
        lambda blob: (2**63).to_bytes(8) + blob[8:],
    ],
    ids=["half a time", "only a time", "cut short", "too long", "time 2^63"],
)
def test_a_malformed_blob_is_refused(signer: CosignatureSigner, cut: Callable[[bytes], bytes]) -> None:
    line = NoteSignature(signer.name, signer.verifier.key_id, cut(signer.sign(TEXT.encode()).signature))
    with pytest.raises(Unverified):
        open_note(Note(TEXT, (line,)).encode(), verifiers=[signer.verifier])


@BOTH
@pytest.mark.parametrize("time", [-1, 2**63])
def test_an_impossible_time_is_not_signed(signer: CosignatureSigner, time: int) -> None:
    with pytest.raises(Invalid):
        replace(signer, timestamp=time).sign(TEXT.encode())


@pytest.mark.parametrize("size", [0, 1311, 1313])
def test_an_ml_dsa_key_has_1312_bytes(size: int) -> None:
    with pytest.raises(Invalid):
        MlDsaVerifier("witness.example", bytes(size))


def test_an_ml_dsa_cosigner_and_origin_fit_one_length_byte() -> None:
    with pytest.raises(Invalid, match="256 bytes"):
        MlDsaVerifier("w" * 256, ADA.verifier.public_key)
    with pytest.raises(Invalid, match="256 bytes"):
        ADA.sign(Checkpoint("o" * 256, 5, ROOT).text().encode())


def test_an_ml_dsa_cosigner_signs_checkpoints_only() -> None:
    with pytest.raises(Invalid):
        ADA.sign(b"some text\n")


def test_a_weak_witness_key_is_refused() -> None:
    weak = NoteVerifier("w.example", SIGNER.verifier.public_key).vkey
    assert parse_vkey(weak)
    with pytest.raises(Invalid):
        WITNESS_TYPES[0]("w.example", bytes(32))

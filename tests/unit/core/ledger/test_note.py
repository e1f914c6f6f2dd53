# SPDX-License-Identifier: Apache-2.0
"""Signed notes: the format's rules one by one, and which signatures count."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid, Refused, TallystickError, Unverified
from tallystick.core.ledger import b64, note
from tallystick.core.ledger.note import (
    Note,
    NoteSignature,
    NoteSigner,
    NoteVerifier,
    open_note,
    parse_note,
    parse_vkey,
    sign_note,
)

ADA = NoteSigner("ada.example/notes", bytes(range(32)))
BEA = NoteSigner("bea.example", b"\x07" * 32)
TEXT = "The first line\n\nand one after an empty line\n"


def signed(text: str = TEXT, *signers: NoteSigner) -> bytes:
    return sign_note(text=text, signers=signers or [ADA])


def test_a_note_opens_with_the_key_that_signed_it() -> None:
    opened = open_note(signed(TEXT, ADA, BEA), verifiers=[BEA.verifier, ADA.verifier])
    assert opened.text == TEXT
    assert opened.signed_by == (BEA.verifier, ADA.verifier)
    assert [line.name for line in opened.signatures] == [ADA.name, BEA.name]
    assert opened.unknown == ()


def test_a_note_reads_as_the_specification_prints_it() -> None:
    data = signed("Text\n")
    line = ADA.sign(b"Text\n").line()
    assert data.decode() == f"Text\n\n{line}"
    assert line == f"— ada.example/notes {b64.encode(ADA.verifier.key_id + ADA.sign_message(b'Text' + bytes([10])))}\n"
    assert parse_note(data).encode() == data


def test_the_vkey_round_trips_and_names_its_type() -> None:
    vkey = ADA.verifier.vkey
    name, key_id, key = vkey.split("+", 2)
    assert (name, bytes.fromhex(key_id)) == (ADA.name, ADA.verifier.key_id)
    assert b64.decode(key, what="key") == b"\x01" + ADA.verifier.public_key
    assert parse_vkey(vkey) == ADA.verifier


def test_another_signature_type_can_be_plugged_in() -> None:
    class Reversed(NoteVerifier):
        signature_type = 0xFE

        def verify(self, *, text: bytes, signature: bytes) -> None:
            self.verify_message(message=text[::-1], signature=signature)

    verifier = Reversed(ADA.name, ADA.verifier.public_key)
    assert parse_vkey(verifier.vkey, types=[NoteVerifier, Reversed]) == verifier
    with pytest.raises(Invalid, match="0xfe"):
        parse_vkey(verifier.vkey)
    line = NoteSignature(ADA.name, verifier.key_id, ADA.sign_message(TEXT.encode()[::-1]))
    assert open_note(Note(TEXT, (line,)).encode(), verifiers=[verifier]).text == TEXT


def test_the_seed_is_not_printed() -> None:
    assert repr(ADA) == "NoteSigner(name='ada.example/notes')"


@pytest.mark.parametrize(
    "change",
    [
        lambda name, key_id, key: f"{name}+{key_id}",
        lambda name, key_id, key: f"{name}+{key_id}+",
        lambda name, key_id, key: f"{name}+{key_id.upper()}+{key}",
        lambda name, key_id, key: f"{name}+{key_id[:-1]}+{key}",
        lambda name, key_id, key: f"{name}+00000000+{key}",
        lambda name, key_id, key: f"+{key_id}+{key}",
        lambda name, key_id, key: f"{name}x+{key_id}+{key}",
        lambda name, key_id, key: f"{name} x+{key_id}+{key}",
        lambda name, key_id, key: f"{name}+{key_id}+{key[:-4]}",
        lambda name, key_id, key: f"{name}+{key_id}+{key}\n",
        lambda name, key_id, key: f"{name}+{key_id}+{b64.encode(bytes([2]) + bytes(32))}",
        lambda name, key_id, key: f"{name}+{key_id}+{b64.encode(bytes([1]) + bytes(32))}",
        lambda name, key_id, key: "",
        lambda name, key_id, key: f"\ud800+{key_id}+{key}",
    ],
    ids=[
        "no key",
        "empty key",
        "upper-case id",
        "short id",
        "another id",
        "no name",
        "another name",
        "space in the name",
        "short key",
        "line feed",
        "unknown type",
        "weak key",
        "nothing",
        "surrogate",
    ],
)
def test_a_malformed_vkey_is_refused(change: Callable[[str, str, str], str]) -> None:
    with pytest.raises(Invalid):
        parse_vkey(change(*ADA.verifier.vkey.split("+", 2)))


@pytest.mark.parametrize(
    "name", ["", "a b", "a+b", "a\u00a0b", "a\u2003b", "a\tb", "a\x01b", "a\nb", "\ud800"], ids=repr
)
def test_a_key_name_has_no_spaces_pluses_or_controls(name: str) -> None:
    with pytest.raises(Invalid):
        NoteSigner(name, bytes(32))
    with pytest.raises(Invalid):
        NoteVerifier(name, ADA.verifier.public_key)


@pytest.mark.parametrize("size", [0, 31, 33])
def test_a_seed_has_32_bytes(size: int) -> None:
    with pytest.raises(Invalid):
        NoteSigner("x", bytes(size))


@pytest.mark.parametrize("text", ["", "no line feed", "tab\there\n", "cr\r\n", "nul\x00\n", "\ud800\n"], ids=repr)
def test_a_text_that_breaks_the_rules_is_not_signed(text: str) -> None:
    with pytest.raises(Invalid):
        sign_note(text=text, signers=[ADA])


def test_a_note_takes_between_1_and_100_signatures() -> None:
    with pytest.raises(Refused):
        sign_note(text=TEXT, signers=[])
    with pytest.raises(Refused):
        sign_note(text=TEXT, signers=[ADA] * 101)
    full = sign_note(text=TEXT, signers=[ADA] * 100)
    assert open_note(full, verifiers=[ADA.verifier]).signed_by == (ADA.verifier,)
    with pytest.raises(Invalid, match="101"):
        parse_note(full + ADA.sign(TEXT.encode()).line().encode())


LINE = ADA.sign(TEXT.encode()).line()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\n",
        b"\n\n",
        TEXT.encode(),
        f"{TEXT}\n".encode(),
        f"{TEXT}{LINE}".encode(),
        f"{TEXT}\n{LINE}".encode()[:-1],
        f"{TEXT}\n{LINE}\n".encode(),
        f"{TEXT}\n{LINE}rest\n".encode(),
        f"{TEXT}\r\n{LINE}".encode(),
        f"{TEXT}\x1f\n\n{LINE}".encode(),
        f"{TEXT}\n".encode() + b"\xe2\x80\x94 x AAAAAAA=\xff\n",
        f"{TEXT}\n{LINE.replace('—', '-')}".encode(),
        f"{TEXT}\n{LINE.replace('— ', '—')}".encode(),
        f"{TEXT}\n—  {LINE[2:]}".encode(),
        f"{TEXT}\n— ada.example/notes\n".encode(),
        f"{TEXT}\n— ada.example/notes AAAAAA==\n".encode(),
        f"{TEXT}\n— ada.example/notes AAAA*AAA\n".encode(),
        f"{TEXT}\n— ada.example/notes  AAAAAAA=\n".encode(),
        f"{TEXT}\n— ada+example AAAAAAA=\n".encode(),
        b"x" * note.MAX_NOTE_SIZE + f"\n\n{LINE}".encode(),
    ],
    ids=[
        "nothing",
        "a line feed",
        "two line feeds",
        "no signature",
        "no signature after the empty line",
        "no empty line",
        "no last line feed",
        "empty line at the end",
        "a line that is no signature",
        "carriage return",
        "control character",
        "not UTF-8",
        "hyphen for a dash",
        "no space after the dash",
        "empty name",
        "no blob",
        "only a key id",
        "not base64",
        "two spaces",
        "plus in the name",
        "too long",
    ],
)
def test_a_malformed_note_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        open_note(data, verifiers=[ADA.verifier])


def test_unknown_keys_are_ignored_also_those_that_share_a_name_or_an_id() -> None:
    same_name = NoteSigner(ADA.name, b"\x09" * 32)
    same_id = NoteSignature("other.example", ADA.verifier.key_id, bytes(64))
    lines = (same_name.sign(b"other text\n"), same_id, ADA.sign(TEXT.encode()), BEA.sign(b"other text\n"))
    opened = open_note(Note(TEXT, lines).encode(), verifiers=[ADA.verifier])
    assert opened.signed_by == (ADA.verifier,)
    assert opened.unknown == (lines[0], lines[1], lines[3])


def test_a_known_key_that_fails_rejects_the_note_wherever_it_stands() -> None:
    good, bad = ADA.sign(TEXT.encode()), BEA.sign(b"other text\n")
    for lines in ((good, bad), (bad, good), (good, ADA.sign(b"other text\n"))):
        with pytest.raises(Unverified):
            open_note(Note(TEXT, lines).encode(), verifiers=[ADA.verifier, BEA.verifier])


def test_a_note_signed_by_nobody_we_know_is_refused() -> None:
    with pytest.raises(Unverified, match="any key we know"):
        open_note(signed(), verifiers=[BEA.verifier])
    with pytest.raises(Unverified):
        open_note(signed(), verifiers=[])


def test_two_configured_keys_with_one_identity_are_refused() -> None:
    with pytest.raises(Invalid, match="share"):
        open_note(signed(), verifiers=[ADA.verifier, ADA.verifier])


def test_a_signature_of_another_length_does_not_verify() -> None:
    for size in (1, 63, 65):
        line = NoteSignature(ADA.name, ADA.verifier.key_id, bytes(size))
        with pytest.raises(Unverified):
            open_note(Note(TEXT, (line,)).encode(), verifiers=[ADA.verifier])


def test_every_altered_byte_of_a_note_is_found() -> None:
    data = signed()
    for at in range(len(data)):
        for byte in {data[at] ^ 1, data[at] ^ 0x80, 0x0A, 0x20} - {data[at]}:
            altered = data[:at] + bytes([byte]) + data[at + 1 :]
            # The very last base64 digit carries pad bits, which notes tolerate (see b64.decode_lenient).
            if _same_signature(altered, data):
                continue
            with pytest.raises(TallystickError):
                open_note(altered, verifiers=[ADA.verifier])


def _same_signature(altered: bytes, data: bytes) -> bool:
    try:
        return parse_note(altered) == parse_note(data)
    except Invalid:
        return False


@given(st.binary(max_size=80) | st.text("— \nA+=a", max_size=40).map(str.encode))
def test_no_bytes_raise_anything_but_our_errors(data: bytes) -> None:
    try:
        parsed = parse_note(data)
    except Invalid:
        return
    assert parse_note(parsed.encode()) == parsed

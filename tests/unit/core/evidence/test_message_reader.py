# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence import message as reader
from tallystick.core.evidence.message import Message, read_fields, read_message

MAIL = b"From: ada@harbourtrust.example\r\nSubject: one\r\n two\r\nX-Note:\r\n\tthree \r\n\r\nbody\r\n"


def test_fields_and_body_are_exact() -> None:
    message = read_message(MAIL)
    assert b"".join(field.raw for field in message.fields) + b"\r\n" + message.body == MAIL
    assert [(field.name, field.spelling) for field in message.fields] == [
        (b"from", "From"),
        (b"subject", "Subject"),
        (b"x-note", "X-Note"),
    ]
    assert message.fields[1].value == b" one\r\n two"
    assert message.fields[1].flat == b"one two"
    assert message.fields[2].text == "three"
    assert message.body == b"body\r\n"


def test_a_value_that_is_not_utf8_is_shown_escaped() -> None:
    assert read_message(b"X: caf\xe9 \xc3\xa9\r\n\r\n").fields[0].text == "caf\\xe9 \u00e9"


def test_fields_are_found_by_name() -> None:
    message = read_message(b"A: 1\r\na: 2\r\nB: 3\r\n\r\n")
    assert [field.text for field in message.all(b"a")] == ["1", "2"]
    assert message.all(b"c") == []
    assert message.only(b"a") is None
    assert message.only(b"c") is None
    found = message.only(b"b")
    assert found is not None
    assert found.text == "3"


def test_duplicates_of_singletons_are_named() -> None:
    message = read_message(b"To: a\r\nReceived: x\r\nTO: b\r\nReceived: y\r\nfrom: c\r\nFrom: d\r\n\r\n")
    assert message.duplicates() == ["from", "to"]
    assert read_message(MAIL).duplicates() == []


def test_fourteen_fields_may_stand_once() -> None:
    assert len(reader.SINGLETONS) == 14


def test_an_empty_body_is_a_body() -> None:
    assert read_message(b"A: 1\r\n\r\n").body == b""


MALFORMED = {
    "empty": b"",
    "no header": b"\r\nbody\r\n",
    "header of nothing": b"\r\n\r\nbody\r\n",
    "no empty line": b"A: 1\r\nB: 2\r\n",
    "bare line feed in the header": b"A: 1\nB: 2\r\n\r\n",
    "bare line feed in the body": b"A: 1\r\n\r\nbody\n",
    "bare carriage return in the header": b"A: 1\rB: 2\r\n\r\n",
    "bare carriage return in the body": b"A: 1\r\n\r\nbody\r",
    "line feed before carriage return": b"A: 1\r\n\r\nbody\n\r",
    "as many of both, apart": b"A: 1\r\n\r\na\rb\nc\r\n",
    "only line feeds": b"A: 1\n\nbody\n",
    "NUL in the header": b"A: \x001\r\n\r\n",
    "NUL in the body": b"A: 1\r\n\r\nbo\x00dy\r\n",
    "begins with a fold": b" A: 1\r\n\r\n",
    "begins with a tab": b"\tA: 1\r\n\r\n",
    "no colon": b"A: 1\r\nB\r\n\r\n",
    "no name": b"A: 1\r\n: 2\r\n\r\n",
    "space before the colon": b"A : 1\r\n\r\n",
    "space in the name": b"A B: 1\r\n\r\n",
    "name not ASCII": b"\xc3\xa9: 1\r\n\r\n",
    "mailbox line": b"From ada@harbourtrust.example Mon Nov  2\r\nA: 1\r\n\r\n",
    "fold of white space": b"A: 1\r\n \t\r\n 2\r\n\r\n",
    "last fold of white space": b"A: 1\r\n \r\n\r\n",
    "control character": b"A: \x0b1\r\n\r\n",
    "escape character": b"A: \x1b[2J\r\n\r\n",
    "delete character": b"A: \x7f\r\n\r\n",
    "header line too long": b"A: " + b"x" * 996 + b"\r\n\r\n",
    "body line too long": b"A: 1\r\n\r\n" + b"x" * 999 + b"\r\n",
    "last line too long": b"A: 1\r\n\r\n" + b"x" * 999,
    "only one long line": b"x" * 5000,
}


@pytest.mark.parametrize("raw", MALFORMED.values(), ids=MALFORMED)
def test_malformed_mail_is_refused(raw: bytes) -> None:
    with pytest.raises(Invalid) as fault:
        read_message(raw)
    assert fault.value.rule
    assert fault.value.next_step


@pytest.mark.parametrize("tail", [b"\r\n", b"", b"\r\n" + b"y" * 998 + b"\r\nz"])
def test_lines_of_998_bytes_are_read(tail: bytes) -> None:
    raw = b"A: " + b"x" * 995 + b"\r\n\r\n" + b"x" * 998 + tail
    assert read_message(raw).body.startswith(b"x" * 998)


def test_the_faults_name_their_place() -> None:
    with pytest.raises(Invalid, match="white space"):
        read_message(MALFORMED["fold of white space"])
    with pytest.raises(Invalid, match="no proper field name: b'A B: 1'"):
        read_message(MALFORMED["space in the name"])


def test_too_large() -> None:
    with pytest.raises(Invalid, match="has 9 bytes; at most 8"):
        read_message(b"A: 1\r\n\r\nx", max_bytes=8)
    assert reader.MAX_MESSAGE_BYTES == 10 * 1024 * 1024


def test_header_too_large() -> None:
    line = b"X: " + b"x" * 900 + b"\r\n"
    with pytest.raises(Invalid, match="The header has more than"):
        read_message(line * 300 + b"\r\n")


def test_too_many_fields() -> None:
    assert len(read_message(b"X: 1\r\n" * 1000 + b"\r\n").fields) == 1000
    with pytest.raises(Invalid, match="more than 1000 fields"):
        read_message(b"X: 1\r\n" * 1001 + b"\r\n")


def test_fields_alone() -> None:
    assert [field.text for field in read_fields(b"A: 1\r\nB: 2\r\n")] == ["1", "2"]
    with pytest.raises(Invalid):
        read_fields(b"")


@given(st.binary(max_size=200).map(lambda raw: raw.replace(b"!", b"\r\n").replace(b"#", b"A: 1\r\n")))
def test_any_bytes_are_a_mail_or_refused(raw: bytes) -> None:
    try:
        message = read_message(raw)
    except Invalid:
        return
    assert b"".join(field.raw for field in message.fields) + b"\r\n" + message.body == raw


def test_a_message_can_be_built_from_fields() -> None:
    fields = read_fields(b"A: 1\r\na: 2\r\n")
    assert Message.of(fields, b"x").all(b"a") == list(fields)

# SPDX-License-Identifier: Apache-2.0
"""Base 64 has one spelling per value."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.ledger import b64


@given(st.binary(max_size=80))
def test_round_trips(data: bytes) -> None:
    assert b64.decode(b64.encode(data), what="x") == data
    assert b64.decode_lenient(b64.encode(data), what="x") == data
    assert b64.decode_url(b64.encode_url(data), what="x") == data


@given(st.text(max_size=12) | st.text("AB+/-_=\n ", max_size=12))
def test_a_text_is_the_only_spelling_of_its_bytes_or_refused(text: str) -> None:
    for decode, encode in ((b64.decode, b64.encode), (b64.decode_url, b64.encode_url)):
        try:
            data = decode(text, what="x")
        except Invalid:
            continue
        assert encode(data) == text


@pytest.mark.parametrize("text", ["QQ", "QR==", "QQ=", "QQ==\n", "Q Q==", "Q-8=", "QQ==QQ==", "é", "=", "A"])
def test_standard_base64_is_strict(text: str) -> None:
    with pytest.raises(Invalid):
        b64.decode(text, what="x")


@pytest.mark.parametrize("text", ["QQ==", "QR", "QQ\n", "Q+8", "Q/8", "é", "=", "A"])
def test_url_base64_is_strict(text: str) -> None:
    with pytest.raises(Invalid):
        b64.decode_url(text, what="x")


def test_the_lenient_decoder_tolerates_pad_bits_only() -> None:
    assert b64.decode_lenient("QR==", what="x") == b"A"
    for text in ("QQ", "QQ==\n", "Q-8=", "é"):
        with pytest.raises(Invalid):
            b64.decode_lenient(text, what="x")


def test_hashes_have_32_bytes() -> None:
    assert b64.decode_hash(b64.encode(bytes(32)), what="x") == bytes(32)
    assert b64.decode_url_hash(b64.encode_url(bytes(32)), what="x") == bytes(32)
    for size in (0, 31, 33):
        with pytest.raises(Invalid, match="32"):
            b64.decode_hash(b64.encode(bytes(size)), what="x")
        with pytest.raises(Invalid, match="32"):
            b64.decode_url_hash(b64.encode_url(bytes(size)), what="x")

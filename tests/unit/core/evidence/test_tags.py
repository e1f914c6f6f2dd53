# SPDX-License-Identifier: Apache-2.0
import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence.tags import read_base64, read_tags

LISTS = {
    "one": ("v=1", {"v": "1"}),
    "order is kept": ("b=2; a=1", {"b": "2", "a": "1"}),
    "last semicolon": ("v=1;", {"v": "1"}),
    "space after the last semicolon": ("v=1; \t", {"v": "1"}),
    "space everywhere": (" v = 1 ;\ta\t=\tx y ", {"v": "1", "a": "x y"}),
    "empty value": ("v=1; p=", {"v": "1", "p": ""}),
    "equals in the value": ("b=ab==", {"b": "ab=="}),
    "nothing": ("", {}),
}


@pytest.mark.parametrize(("text", "tags"), LISTS.values(), ids=LISTS)
def test_tag_lists(text: str, tags: dict[str, str]) -> None:
    assert read_tags(text) == tags
    assert list(read_tags(text)) == list(tags)


MALFORMED = {
    "no equals": "v",
    "no equals later": "v=1; x",
    "no name": "=1",
    "no name later": "v=1; =2",
    "two semicolons": "v=1;; a=2",
    "two semicolons at the end": "v=1;;",
    "semicolon first": ";v=1",
    "only a semicolon": ";",
    "name begins with a digit": "1v=1",
    "name begins with an underscore": "_v=1",
    "name with a hyphen": "a-b=1",
    "name with a space": "a b=1",
    "repeated": "v=1; v=1",
    "not ASCII": "n=caf\u00e9",
    "control character": "n=\x0b",
    "line end": "n=a\r\n b",
}


@pytest.mark.parametrize("text", MALFORMED.values(), ids=MALFORMED)
def test_malformed_tag_lists(text: str) -> None:
    with pytest.raises(Invalid):
        read_tags(text)


@given(st.binary(max_size=100))
def test_base64_is_read_back(raw: bytes) -> None:
    packed = base64.b64encode(raw).decode()
    assert read_base64(packed) == raw
    assert read_base64(" \t".join(packed)) == raw


@pytest.mark.parametrize(
    "text", ["A", "AB", "ABC", "AAA=A", "AB==", "AAB=", "AA==AA==", "AAAA====", "A*AA", "AA\u00e9=", "-_AA"]
)
def test_other_spellings_of_base64_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_base64(text)

# SPDX-License-Identifier: Apache-2.0
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence.address import domain_name, from_address, is_within, same_address

ONE = ("ada@harbourtrust.example", "harbourtrust.example")

ACCEPTED = {
    "bare": "ada@harbourtrust.example",
    "in brackets": "<ada@harbourtrust.example>",
    "named": "Ada Lovett <ada@harbourtrust.example>",
    "quoted name": '"Lovett, Ada (Harbour Trust)" <ada@harbourtrust.example>',
    "quoted name with an escape": '"Ada \\"the DPO\\" Lovett" <ada@harbourtrust.example>',
    "address as name, as Outlook does": '"ada@harbourtrust.example" <ada@harbourtrust.example>',
    "encoded name": "=?utf-8?Q?Ad=C3=A0?= <ada@harbourtrust.example>",
    "apostrophe": "Ada O'Lovett <ada@harbourtrust.example>",
    "no space": "Ada<ada@harbourtrust.example>",
    "domain in capitals": "ada@HarbourTrust.EXAMPLE",
}


@pytest.mark.parametrize("value", ACCEPTED.values(), ids=ACCEPTED)
def test_one_plain_address(value: str) -> None:
    assert from_address(value) == ONE


REFUSED = {
    "empty": "",
    "no address": "Ada",
    "two addresses": "ada@harbourtrust.example, bea@oversight.example",
    "two in brackets": "<ada@harbourtrust.example> <bea@oversight.example>",
    "two, one as a name": "ada@harbourtrust.example <bea@oversight.example>",
    "comment": "ada@harbourtrust.example (Ada)",
    "comment in the name": "Ada (DPO) <ada@harbourtrust.example>",
    "comment in the address": "ada(x)@harbourtrust.example",
    "group": "Trust: ada@harbourtrust.example;",
    "route": "<@relay.example:ada@harbourtrust.example>",
    "quoted local part": '"ada"@harbourtrust.example',
    "domain literal": "ada@[192.0.2.1]",
    "one label": "ada@localhost",
    "final dot": "ada@harbourtrust.example.",
    "empty label": "ada@harbourtrust..example",
    "dot first": ".ada@harbourtrust.example",
    "two dots": "a..da@harbourtrust.example",
    "text after": "Ada <ada@harbourtrust.example> x",
    "unfinished quote": '"Ada <ada@harbourtrust.example>',
    "quote ends in an escape": '"Ada\\" <ada@harbourtrust.example>',
    "bracket in the name": "Ada < <ada@harbourtrust.example>",
    "not ASCII": "ad\u00e0@harbourtrust.example",
    "name not ASCII": "Ad\u00e0 <ada@harbourtrust.example>",
    "quoted name not ASCII": '"Ad\u00e0" <ada@harbourtrust.example>',
    "underscore in the domain": "ada@harbour_trust.example",
    "hyphen first in the domain": "ada@-harbourtrust.example",
    "local part too long": "a" * 65 + "@harbourtrust.example",
    "domain too long": "ada@" + "a." * 130 + "example",
    "label too long": "ada@" + "a" * 64 + ".example",
    "line feed": "ada@harbourtrust.example\n",
}


@pytest.mark.parametrize("value", REFUSED.values(), ids=REFUSED)
def test_anything_else_is_refused(value: str) -> None:
    with pytest.raises(Invalid, match="one plain address"):
        from_address(value)


@given(st.text(alphabet='ad@.<>"\\ (),:;-', max_size=40))
def test_any_text_holds_one_address_or_none(text: str) -> None:
    try:
        address, domain = from_address(text)
    except Invalid:
        return
    assert address in text
    assert address.endswith("@" + domain)


@pytest.mark.parametrize("text", ["harbourtrust.example", "HARBOURTRUST.example.", "_x.harbour-trust.example"])
def test_domain_names(text: str) -> None:
    assert domain_name(text) == text.lower().removesuffix(".")


@pytest.mark.parametrize(
    "text",
    [
        *("", ".", "example", "example.", ".example", "a..b", "a.b..", "-a.example", "a-.example", "a b.example"),
        *("a.example\n", "a/b.example", "caf\u00e9.example", "\u212a.example", "a" * 64 + ".example", "a." * 127 + "b"),
    ],
)
def test_no_domain_names(text: str) -> None:
    with pytest.raises(Invalid, match="not a domain name"):
        domain_name(text)


def test_within() -> None:
    assert is_within("harbourtrust.example", "harbourtrust.example")
    assert is_within("mail.harbourtrust.example", "harbourtrust.example")
    assert not is_within("notharbourtrust.example", "harbourtrust.example")
    assert not is_within("harbourtrust.example", "mail.harbourtrust.example")


def test_the_case_of_an_address_does_not_matter() -> None:
    assert same_address("Ada@HarbourTrust.example ", "ada@harbourtrust.EXAMPLE")
    assert not same_address("ada@harbourtrust.example", "bea@harbourtrust.example")


def test_only_ascii_letters_lose_their_case() -> None:
    assert not same_address("\u212a@harbourtrust.example", "k@harbourtrust.example")
    assert same_address("\ud800@harbourtrust.example", "\ud800@harbourtrust.example")

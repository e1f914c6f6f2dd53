# SPDX-License-Identifier: Apache-2.0
"""Nobody but us can make an address or a Message-ID that we take for our own."""

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail import addresses


@pytest.fixture(autouse=True)
def _domain(settings: Settings) -> None:
    settings.MAIL_DOMAIN = "record.example"
    settings.MAIL_FROM = "answers@record.example"


@pytest.mark.parametrize("receipt", [False, True])
def test_a_bounce_address_names_its_statement_in_any_case(receipt: bool) -> None:
    address = addresses.bounce_address(reference="TS-1001", receipt=receipt)
    for written in (address, address.upper(), address.lower()):
        tag = addresses.bounce_tag(written)
        assert tag is not None
        assert (addresses.reference_of_tag(tag), addresses.is_receipt_tag(tag)) == ("TS-1001", receipt)


@pytest.mark.parametrize(
    "address",
    [
        "bounces+ts-1001.00000000000000000000@record.example",
        "bounces+ts-1001@record.example",
        "bounces@record.example",
        "answers@record.example",
        "",
        "bounces+ts-1001.",
    ],
)
def test_an_address_without_our_digest_is_not_ours(address: str) -> None:
    assert addresses.bounce_tag(address) is None


def test_the_digest_of_one_statement_does_not_open_another() -> None:
    address = addresses.bounce_address(reference="TS-1001")
    assert addresses.bounce_tag(address.replace("ts-1001", "ts-1002")) is None
    assert addresses.bounce_tag(address.replace("ts-1001", "ts-1001-receipt")) is None
    assert addresses.bounce_tag(address.replace("record.example", "record.example.org")) is None


def test_the_local_part_fits_in_what_mail_servers_take() -> None:
    local = addresses.bounce_address(reference="TS-999999999999", receipt=True).partition("@")[0]
    assert len(local) <= 64


def test_a_message_id_is_the_same_for_every_try_and_is_found_again() -> None:
    made = addresses.message_id(reference="TS-1001", purpose="reminder-1")
    assert made == addresses.message_id(reference="TS-1001", purpose="reminder-1")
    assert made != addresses.message_id(reference="TS-1001", purpose="request")
    assert addresses.references_in([f"<other@x.example> {made}"]) == ["TS-1001"]
    assert addresses.references_in([made.replace("TS-1001", "TS-1002")]) == []
    assert addresses.references_in([made.replace("record.example", "elsewhere.example")]) == []
    assert addresses.references_in(["no id at all"]) == []


def test_the_answer_address_is_known_in_any_case() -> None:
    assert addresses.is_answer_address("Answers@Record.Example")
    assert not addresses.is_answer_address("answers+1@record.example")

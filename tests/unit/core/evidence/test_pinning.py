# SPDX-License-Identifier: Apache-2.0
"""A domain that the body could answer from never stands for an organisation."""

import pytest

from tallystick.core.errors import Invalid, Refused
from tallystick.core.evidence.pinning import check_pin, identifiers, read_domain

BODY = ("northshire.example", "northshire-police.example")


def _check(domain: str, *, hosting: tuple[str, ...] = (), body_hosting: tuple[str, ...] = ()) -> None:
    check_pin(domain=domain, hosting=hosting, body_domains=BODY, body_hosting=body_hosting)


def test_an_unrelated_domain_may_be_pinned() -> None:
    _check("harbourtrust.example", hosting=("mx.harbourtrust.example",), body_hosting=("mx.northshire.example",))


@pytest.mark.parametrize("domain", ["northshire.example", "youth.northshire.example", "example"])
def test_the_bodys_own_domain_is_refused_above_and_below(domain: str) -> None:
    with pytest.raises(Refused, match="belongs to the body itself"):
        _check(domain)


def test_a_name_that_merely_ends_alike_is_another_domain() -> None:
    _check("notnorthshire.example")


def test_a_free_mail_domain_stands_for_nobody() -> None:
    with pytest.raises(Refused, match="addresses to anybody"):
        _check("gmail.com")


@pytest.mark.parametrize("domain", ["org.uk", "nhs.uk"])
def test_a_registry_stands_for_nobody(domain: str) -> None:
    with pytest.raises(Refused, match="is a registry"):
        _check(domain)


def test_shared_mail_server_is_refused() -> None:
    with pytest.raises(Refused, match="shares mail hosting"):
        _check("friends.example", hosting=("MX1.northshire.example.",), body_hosting=("mx1.northshire.example",))


def test_shared_dkim_tenant_is_refused_whatever_the_selector() -> None:
    with pytest.raises(Refused, match=r"northshirepolice\.onmicrosoft\.com"):
        _check(
            "friends.example",
            hosting=("selector1-friends-example._domainkey.northshirepolice.onmicrosoft.com",),
            body_hosting=("selector1-northshire-example._domainkey.northshirepolice.onmicrosoft.com",),
        )


def test_two_customers_of_one_large_provider_share_nothing() -> None:
    _check("friends.example", hosting=("aspmx.l.google.com",), body_hosting=("aspmx.l.google.com",))
    assert identifiers(["aspmx.l.google.com", "google.com", ""]) == set()


def test_a_refusal_says_what_to_do() -> None:
    with pytest.raises(Refused) as caught:
        _check("northshire.example")
    assert "answer in the organisation's name" in caught.value.explain()
    assert "Next step:" in caught.value.explain()


@pytest.mark.parametrize(
    ("text", "domain"),
    [(" HarbourTrust.Example. ", "harbourtrust.example"), ("xn--bcher-kva.example", "xn--bcher-kva.example")],
)
def test_a_domain_is_read_in_lower_case_without_its_final_dot(text: str, domain: str) -> None:
    assert read_domain(text) == domain


@pytest.mark.parametrize(
    "text",
    ["", "example", "ada@harbourtrust.example", "https://harbour.example", "bücher.example", "a..example", "x" * 260],
)
def test_what_is_no_domain_is_said_plainly(text: str) -> None:
    with pytest.raises(Invalid, match="is not a mail domain"):
        read_domain(text)

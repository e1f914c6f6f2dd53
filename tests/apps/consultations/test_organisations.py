# SPDX-License-Identifier: Apache-2.0
"""Entering organisations: whom a mail domain may stand for, and who may say so."""

import datetime as dt

import pytest

from tallystick.apps.accounts.models import Role
from tallystick.apps.consultations.models import Organisation
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.core.errors import Invalid, Refused
from tallystick.core.facts.consultation import OrganisationPinned
from tests.apps import cast

pytestmark = pytest.mark.django_db


def _pin(*, role: Role = Role.DPO, name: str = "Friends", contact: str = "hi@friends.example", domain: str = "",
         hosting: tuple[str, ...] = ()) -> Organisation:  # fmt: skip
    body_id = cast.northshire()
    return pin_organisation(
        by=cast.person("Ada", body_id=body_id, role=role),
        body_id=body_id,
        name=name,
        contact=contact,
        domain=domain,
        source_url="https://register.example/friends",
        source_seen_on=dt.date(2026, 3, 1),
        mail_hosting=hosting,
        now=cast.NOW,
    )


def test_a_pinned_domain_reaches_the_level_of_a_domain() -> None:
    made = _pin(domain="Friends.Example")
    fact = journal.recorded(entry=made.entry).fact
    assert isinstance(fact, OrganisationPinned)
    assert (fact.domain, fact.assurance, fact.contact) == ("friends.example", "domain", None)
    assert (made.domain, made.contact) == ("friends.example", "hi@friends.example")


def test_without_a_domain_mails_reach_no_more_than_a_mailbox() -> None:
    assert _pin(contact="friends@gmail.com").assurance == "mailbox"


@pytest.mark.parametrize(
    ("domain", "hosting"),
    [("northshire.example", ()), ("gmail.com", ()), ("friends.example", ("mx.northshire.example",))],
)
def test_a_domain_that_does_not_stand_for_it_is_refused_and_nothing_recorded(
    domain: str, hosting: tuple[str, ...]
) -> None:
    with pytest.raises(Refused):
        _pin(domain=domain, hosting=hosting)
    assert not Organisation.objects.exists()
    assert not Entry.objects.filter(kind="organisation.pinned").exists()


def test_an_address_of_the_body_itself_is_refused() -> None:
    with pytest.raises(Refused, match="address of the body itself"):
        _pin(contact="friends@youth.northshire.example")


def test_a_domain_that_is_none_is_invalid() -> None:
    with pytest.raises(Invalid, match="is not a mail domain"):
        _pin(domain="friends")


def test_a_viewer_may_not_enter_organisations() -> None:
    with pytest.raises(Refused, match="may not"):
        _pin(role=Role.VIEWER)


def test_an_organisation_is_entered_once() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    cast.harbour_trust(by=by, body_id=body_id)
    with pytest.raises(Refused, match="already entered"):
        cast.harbour_trust(by=by, body_id=body_id)


def test_a_body_that_does_not_exist_gives_no_role() -> None:
    body_id = cast.northshire()
    with pytest.raises(Refused):
        pin_organisation(
            by=cast.ada(body_id), body_id="b-none", name="Friends", contact="hi@friends.example", domain="",
            source_url="https://register.example", source_seen_on=dt.date(2026, 3, 1), mail_hosting=(), now=cast.NOW,
        )  # fmt: skip

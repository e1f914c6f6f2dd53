# SPDX-License-Identifier: Apache-2.0
"""Entering organisations: whom a mail domain may stand for, and who may say so."""

import datetime as dt

import pytest

from tallystick.apps.accounts.models import Role
from tallystick.apps.consultations.models import Organisation
from tallystick.apps.consultations.operations import erasing
from tallystick.apps.consultations.operations.organisations import correct_address, pin_organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.rebuild import rebuild_index
from tallystick.core.errors import Invalid, Refused
from tallystick.core.facts.consultation import OrganisationAddressCorrected, OrganisationPinned
from tallystick.web.indexers import INDEX_MODELS
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


def _correct(
    *, contact: str, role: Role = Role.DPO, seen: dt.date = dt.date(2026, 3, 2), domain: str | None = None
) -> Organisation:
    body_id = cast.northshire()
    ada = cast.ada(body_id)
    trust = cast.harbour_trust(by=ada, body_id=body_id, **({} if domain is None else {"domain": domain}))
    project = cast.youth_signals(by=ada, body_id=body_id)
    correct_address(
        by=cast.person("Cy", body_id=body_id, role=role) if role is not Role.DPO else ada,
        project=project,
        engagement=cast.engagement(by=ada, project=project, organisation=trust),
        contact=contact,
        reason="The first request never arrived.",
        source_url="https://register.example/harbour-trust",
        source_seen_on=seen,
        now=cast.NOW,
    )
    trust.refresh_from_db()
    return trust


def test_a_corrected_address_is_written_to_and_stays_private() -> None:
    trust = _correct(contact="Hello@harbourtrust.example")
    assert (trust.contact, trust.domain) == ("hello@harbourtrust.example", "harbourtrust.example")
    (recorded,) = journal.facts_of_kinds(kinds=["organisation.address_corrected"])
    fact = recorded.fact
    assert isinstance(fact, OrganisationAddressCorrected)
    assert (fact.contact, fact.by, fact.reason) == (None, None, "The first request never arrived.")
    rebuild_index(models=INDEX_MODELS)
    assert Organisation.objects.get(pk=trust.pk).contact == "hello@harbourtrust.example"


def test_an_organisation_without_a_domain_may_move_to_another_mailbox() -> None:
    assert _correct(contact="harbour@mail.example", domain="").contact == "harbour@mail.example"


@pytest.mark.parametrize(
    ("contact", "role", "seen", "why"),
    [
        ("office@elsewhere.example", Role.DPO, dt.date(2026, 3, 2), "not an address at harbourtrust.example"),
        ("ada@northshire.example", Role.DPO, dt.date(2026, 3, 2), "address of the body itself"),
        ("hello@harbourtrust.example", Role.VIEWER, dt.date(2026, 3, 2), "may not"),
        ("hello@harbourtrust.example", Role.DPO, dt.date(2999, 1, 1), "has not come yet"),
    ],
)
def test_an_address_that_may_not_stand_for_it_is_refused_and_nothing_recorded(
    contact: str, role: Role, seen: dt.date, why: str
) -> None:
    with pytest.raises(Refused, match=why):
        _correct(contact=contact, role=role, seen=seen)
    assert Organisation.objects.get().contact == "office@harbourtrust.example"
    assert not Entry.objects.filter(kind="organisation.address_corrected").exists()


def test_erasing_an_older_address_leaves_the_newer_one() -> None:
    trust = _correct(contact="hello@harbourtrust.example")
    newer = journal.facts_of_kinds(kinds=["organisation.address_corrected"])[0]
    erasing.delete_contact(recorded=journal.recorded(entry=trust.entry, private=True), field="contact")
    assert Organisation.objects.get().contact == "hello@harbourtrust.example"
    erasing.delete_contact(recorded=journal.recorded(entry=newer.entry, private=True), field="contact")
    assert Organisation.objects.get().contact == ""

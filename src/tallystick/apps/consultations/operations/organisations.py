# SPDX-License-Identifier: Apache-2.0
"""Enter organisations and pin their mail domains."""

import datetime as dt
import secrets

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.models import Engagement, Organisation
from tallystick.apps.consultations.operations.days import check_past
from tallystick.apps.journal.append import append
from tallystick.apps.journal.names import free_slug
from tallystick.apps.projects.queries import ProjectView
from tallystick.core.errors import Refused
from tallystick.core.evidence import pinning
from tallystick.core.evidence.address import is_within
from tallystick.core.facts.base import REGISTER, Recorded, expect
from tallystick.core.facts.consultation import OrganisationAddressCorrected, OrganisationPinned


def pin_organisation(
    *,
    by: User,
    body_id: str,
    name: str,
    contact: str,
    domain: str,
    source_url: str,
    source_seen_on: dt.date,
    mail_hosting: tuple[str, ...],
    now: dt.datetime,
) -> Organisation:
    """Enter an organisation; an empty ``domain`` caps its mails at "signed-in mailbox".

    ``mail_hosting`` holds the MX names and DKIM alias targets that were found for the domain.

    Raises:
        Refused: the user may not write, the day lies in the future, the name is taken, or the domain may not stand for
            the organisation.
        Invalid: the domain is no domain name.
    """
    may.check_write(user=by, body_id=body_id)
    check_past(source_seen_on, now=now, rule="The public page is looked at before the organisation is entered.")
    pinned = _checked_domain(body_id=body_id, domain=domain, contact=contact, mail_hosting=mail_hosting)
    if Organisation.objects.filter(name=name).exists():
        raise Refused(
            f"{name} is already entered.",
            rule="An organisation is entered once, so that everything said about it stands on one page.",
            next_step="Choose it from the list.",
        )
    fact = OrganisationPinned(
        organisation="o" + secrets.token_hex(10),
        name=name,
        domain=pinned or None,
        assurance="domain" if pinned else "mailbox",
        source_url=source_url,
        source_seen_on=source_seen_on.isoformat(),
        mail_hosting=mail_hosting,
        pinned_by_body=body_id,
        contact=contact.lower(),
    )
    append(fact=fact, project=REGISTER, now=now)
    return Organisation.objects.get(pk=fact.organisation)


def correct_address(
    *,
    by: User,
    project: ProjectView,
    engagement: Engagement,
    contact: str,
    reason: str,
    source_url: str,
    source_seen_on: dt.date,
    now: dt.datetime,
) -> None:
    """Write to an organisation at another address from now on. Its name and pinned domain stay as they are.

    Raises:
        Refused: the user may not write for a body that says that it engaged with it, the day lies in the future, or
            the address may not stand for the organisation.
    """
    role = may.acting_role(user=by, body_id=project.body_id, among=may.WRITERS)
    check_past(source_seen_on, now=now, rule="The public page is looked at before the address is corrected.")
    organisation = Organisation.objects.get(pk=engagement.organisation_id)
    _check_address(body_id=project.body_id, contact=contact)
    _check_within(organisation=organisation, contact=contact)
    fact = OrganisationAddressCorrected(
        organisation=organisation.id,
        source_url=source_url,
        source_seen_on=source_seen_on.isoformat(),
        reason=reason,
        corrected_by_body=project.body_id,
        by_role=role.value,
        by=by.email,
        contact=contact.lower(),
    )
    append(fact=fact, project=REGISTER, now=now)


def index_address(recorded: Recorded) -> None:
    """Take over the address of an ``organisation.address_corrected`` fact."""
    fact = expect(recorded.fact, OrganisationAddressCorrected)
    Organisation.objects.filter(pk=fact.organisation).update(contact=fact.contact or "")


def index_organisation(recorded: Recorded) -> None:
    """Write the index row of an ``organisation.pinned`` fact."""
    fact = expect(recorded.fact, OrganisationPinned)
    Organisation.objects.create(
        id=fact.organisation,
        slug=free_slug(fact.name, taken=lambda slug: Organisation.objects.filter(slug=slug).exists()),
        name=fact.name,
        domain=fact.domain or "",
        assurance=fact.assurance,
        source_url=fact.source_url,
        source_seen_on=dt.date.fromisoformat(fact.source_seen_on),
        mail_hosting=list(fact.mail_hosting),
        contact=fact.contact or "",
        entry=recorded.entry,
    )


def _check_within(*, organisation: Organisation, contact: str) -> None:
    if organisation.domain and not is_within(contact.rsplit("@", 1)[-1].lower(), organisation.domain):
        raise Refused(
            f"{contact} is not an address at {organisation.domain}.",
            rule="An organisation with a pinned domain is written to at that domain, so that no body can turn its mail "
            "elsewhere.",
            next_step="Enter an address of the organisation's own domain, as it publishes it.",
        )


def _check_address(*, body_id: str, contact: str) -> None:
    body = accounts.body(body_id=body_id)
    own_domains = body.domains if body else ()
    contact_domain = contact.rsplit("@", 1)[-1].lower()
    if any(is_within(contact_domain, own) for own in own_domains):
        raise Refused(
            f"{contact} is an address of the body itself.",
            rule="The body must not be able to answer in the organisation's name.",
            next_step="Enter the address that the organisation publishes.",
        )


def _checked_domain(*, body_id: str, domain: str, contact: str, mail_hosting: tuple[str, ...]) -> str:
    _check_address(body_id=body_id, contact=contact)
    if not domain.strip():
        return ""
    body = accounts.body(body_id=body_id)
    pinned = pinning.read_domain(domain)
    pinning.check_pin(
        domain=pinned,
        hosting=mail_hosting,
        body_domains=body.domains if body else (),
        body_hosting=body.mail_hosting if body else (),
    )
    return pinned

# SPDX-License-Identifier: Apache-2.0
"""Enter organisations and pin their mail domains."""

import datetime as dt
import secrets

from tallystick.apps.accounts import may
from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import User
from tallystick.apps.consultations.models import Organisation
from tallystick.apps.consultations.operations.days import check_past
from tallystick.apps.journal.append import append
from tallystick.apps.journal.names import free_slug
from tallystick.core.errors import Refused
from tallystick.core.evidence import pinning
from tallystick.core.evidence.address import is_within
from tallystick.core.facts.base import REGISTER, Recorded, expect
from tallystick.core.facts.consultation import OrganisationPinned


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


def _checked_domain(*, body_id: str, domain: str, contact: str, mail_hosting: tuple[str, ...]) -> str:
    body = accounts.body(body_id=body_id)
    own_domains = body.domains if body else ()
    contact_domain = contact.rsplit("@", 1)[-1].lower()
    if any(is_within(contact_domain, own) for own in own_domains):
        raise Refused(
            f"{contact} is an address of the body itself.",
            rule="The body must not be able to answer in the organisation's name.",
            next_step="Enter the address that the organisation publishes.",
        )
    if not domain.strip():
        return ""
    pinned = pinning.read_domain(domain)
    pinning.check_pin(
        domain=pinned,
        hosting=mail_hosting,
        body_domains=own_domains,
        body_hosting=body.mail_hosting if body else (),
    )
    return pinned

# SPDX-License-Identifier: Apache-2.0
"""Which mail domain may stand for an organisation.

A body that could answer in an organisation's name would answer itself. So a domain is refused that is the body's own,
lies under it, or shares an identifier of mail or DKIM hosting with it; a free-mail domain stands for nobody.
"""

from collections.abc import Collection

from tallystick.core.errors import Invalid, Refused
from tallystick.core.evidence.address import domain_name, is_within
from tallystick.core.evidence.freemail import is_freemail

# Hosts that serve very many customers: two domains that both use them share a provider, not an administrator.
_SHARED_PROVIDERS = (
    "google.com",
    "googlemail.com",
    "mimecast.com",
    "messagelabs.com",
    "protonmail.ch",
    "zoho.eu",
    "zoho.com",
    "fastmail.com",
    "messagingengine.com",
)
# Suffixes under which strangers register names. Not the whole list: those that a hasty pin would most likely hit.
_REGISTRIES = frozenset(
    {"ac.uk", "co.uk", "gov.uk", "ltd.uk", "me.uk", "mod.uk", "net.uk", "nhs.net", "nhs.uk", "org.uk", "parliament.uk"}
    | {"plc.uk", "police.uk", "sch.uk", "com.au", "org.au", "co.nz", "org.nz", "gov.ie", "gov.scot", "gov.wales"}
)


def read_domain(text: str) -> str:
    """Return a domain name in lower case without a final dot.

    Raises:
        Invalid: the text is no domain name (internationalised names are given in their ASCII form).
    """
    try:
        return domain_name(text.strip())
    except Invalid as error:
        raise Invalid(
            f"{text!r} is not a mail domain",
            rule="A mail domain looks like harbourtrust.example; names with accents are given in their xn-- form.",
            next_step="Copy what stands behind the @ in the organisation's published address.",
        ) from error


def check_pin(
    *, domain: str, hosting: Collection[str], body_domains: Collection[str], body_hosting: Collection[str]
) -> None:
    """Raise ``Refused`` unless ``domain`` may be pinned as an organisation's own.

    ``hosting`` and ``body_hosting`` are names of mail servers (MX) and DKIM alias targets (CNAME).
    """
    if is_freemail(domain):
        raise Refused(
            f"{domain} gives addresses to anybody, so it cannot stand for one organisation.",
            rule="A free-mail domain is not pinned; answers from it reach at most “signed-in mailbox”.",
            next_step="Leave the mail domain empty and enter only the contact address.",
        )
    if domain in _REGISTRIES:
        raise Refused(
            f"{domain} is a registry: very many organisations have names under it.",
            rule="A pinned domain belongs to one organisation.",
            next_step="Enter the organisation's own name under it, for example harbourtrust.org.uk.",
        )
    for own in body_domains:
        if is_within(domain, own) or is_within(own, domain):
            raise Refused(
                f"{domain} belongs to the body itself ({own}).",
                rule="The body must not be able to answer in the organisation's name.",
                next_step="Enter the domain that the organisation publishes in a register or on its own website.",
            )
    shared = sorted(identifiers(hosting) & identifiers(body_hosting))
    if shared:
        raise Refused(
            f"{domain} shares mail hosting with the body: {', '.join(shared)}.",
            rule="Whoever administers that hosting could answer in the organisation's name.",
            next_step="Leave the mail domain empty; the organisation can still answer, and dispute, at a lower level.",
        )


def identifiers(hosting: Collection[str]) -> set[str]:
    """Return what identifies an administrator among host names: shared providers drop out, tenants stay."""
    names = {host.strip().lower().rstrip(".") for host in hosting}
    tenants = {name.removesuffix(".onmicrosoft.com").rsplit(".", 1)[-1] for name in names if _is_tenant(name)}
    own = {name for name in names if name and not _is_tenant(name) and not _is_shared(name)}
    return own | {f"{tenant}.onmicrosoft.com" for tenant in tenants}


def _is_tenant(name: str) -> bool:
    return name.endswith(".onmicrosoft.com")


def _is_shared(name: str) -> bool:
    return any(is_within(name, provider) for provider in _SHARED_PROVIDERS)

# SPDX-License-Identifier: Apache-2.0
"""Which mail domain may stand for an organisation.

A body that could answer in an organisation's name would answer itself. So a domain is refused that is the body's own,
lies under it, or shares an identifier of mail or DKIM hosting with it; a free-mail domain stands for nobody.
"""

import re
from collections.abc import Collection

from tallystick.core.errors import Invalid, Refused
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
_DOMAIN = re.compile(r"(?=.{4,253}\Z)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def read_domain(text: str) -> str:
    """Return a domain name in lower case without a final dot.

    Raises:
        Invalid: the text is no domain name (internationalised names are given in their ASCII form).
    """
    domain = text.strip().lower().removesuffix(".")
    if not _DOMAIN.fullmatch(domain):
        raise Invalid(
            f"{text!r} is not a mail domain",
            rule="A mail domain looks like harbourtrust.example; names with accents are given in their xn-- form.",
            next_step="Copy what stands behind the @ in the organisation's published address.",
        )
    return domain


def is_or_is_under(domain: str, parent: str) -> bool:
    """Tell whether a domain is another one or lies below it."""
    return domain == parent or domain.endswith("." + parent)


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
    for own in body_domains:
        if is_or_is_under(domain, own) or is_or_is_under(own, domain):
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
    return any(is_or_is_under(name, provider) for provider in _SHARED_PROVIDERS)

# SPDX-License-Identifier: Apache-2.0
"""Domains under which anybody may open a mailbox: they identify a mail provider, never an organisation.

The list is short on purpose. It is a courtesy at enrolment and a cap on the level, not a boundary: a provider missing
from it must still be refused by the person who pins a domain from a public source.
"""

# Providers' domains that sign for their customers' own domains until the customer configures a signature:
# d= is then a tenant of the provider (reference: Microsoft 365 and Google Workspace defaults).
TENANT_SUFFIXES = frozenset({"onmicrosoft.com", "gappssmtp.com"})

_LINES = (
    "gmail.com googlemail.com outlook.com hotmail.com live.com msn.com passport.com",
    "outlook.co.uk hotmail.co.uk live.co.uk outlook.ie hotmail.ie live.ie outlook.fr hotmail.fr live.fr",
    "outlook.de hotmail.de live.de outlook.es hotmail.es outlook.it hotmail.it live.it live.nl live.ca",
    "outlook.com.au hotmail.com.au live.com.au",
    "yahoo.com ymail.com rocketmail.com myyahoo.com yahoo.co.uk yahoo.ie yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.ca",
    "yahoo.com.au yahoo.co.in yahoo.co.jp icloud.com me.com mac.com privaterelay.appleid.com aol.com aol.co.uk aim.com",
    "proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io tuta.com tutamail.com keemail.me",
    "gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.co.uk web.de t-online.de freenet.de mail.com email.com",
    "fastmail.com fastmail.fm hey.com zoho.com zohomail.com zohomail.eu hushmail.com mailfence.com",
    "posteo.de posteo.net mailbox.org runbox.com disroot.org riseup.net startmail.com duck.com mozmail.com",
    "btinternet.com btopenworld.com sky.com talktalk.net tiscali.co.uk virginmedia.com ntlworld.com virgin.net",
    "blueyonder.co.uk plus.com plusnet.com ee.co.uk orange.net zen.co.uk eircom.net",
    "orange.fr wanadoo.fr free.fr sfr.fr laposte.net libero.it comcast.net verizon.net att.net sbcglobal.net",
    "yandex.com yandex.ru mail.ru bk.ru list.ru inbox.ru qq.com 163.com 126.com sina.com naver.com daum.net",
    "rediffmail.com",
)
FREEMAIL_DOMAINS = TENANT_SUFFIXES.union(*(line.split() for line in _LINES))


def _listed(domain: str, listed: frozenset[str]) -> bool:
    name = domain.lower().removesuffix(".")
    while name:
        if name in listed:
            return True
        name = name.partition(".")[2]
    return False


def is_tenant(domain: str) -> bool:
    """Return whether ``domain`` is a provider's shared signing domain for customers (``*.onmicrosoft.com``)."""
    return _listed(domain, TENANT_SUFFIXES)


def is_freemail(domain: str) -> bool:
    """Return whether ``domain`` is, or is below, one where anybody may open a mailbox. None of them is pinned."""
    return _listed(domain, FREEMAIL_DOMAINS)

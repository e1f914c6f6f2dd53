# SPDX-License-Identifier: Apache-2.0
"""Our own mail addresses and Message-IDs, made so that nobody else can make one.

A bounce address names what bounced and carries a keyed digest (variable envelope return path), so a delivery report
that reaches it answers a mail of ours. Message-IDs are made the same way: a retry of the same mail has the same one.
"""

import re
from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_MAC_LENGTH = 20
_BOUNCE = re.compile(r"bounces\+([a-z0-9-]{1,40})\.([0-9a-f]{20})")
_OWN_ID = re.compile(r"<([A-Za-z0-9-]{1,20})\.([a-z0-9-]{1,20})\.([0-9a-f]{20})@([A-Za-z0-9.-]+)>")
_RECEIPT = "-receipt"


def bounce_address(*, reference: str, receipt: bool = False) -> str:
    """Return the envelope sender of a mail about a statement; receipts and notices have one of their own."""
    tag = reference.lower() + (_RECEIPT if receipt else "")
    return f"bounces+{tag}.{_mac('bounce', tag)}@{settings.MAIL_DOMAIN}"


def bounce_tag(address: str) -> str | None:
    """Return what a bounce address of ours names, in lower case, or ``None`` for any other address."""
    local, _, domain = address.strip().lower().rpartition("@")
    found = _BOUNCE.fullmatch(local)
    if found is None or domain != settings.MAIL_DOMAIN.lower():
        return None
    return found[1] if constant_time_compare(found[2], _mac("bounce", found[1])) else None


def is_receipt_tag(tag: str) -> bool:
    """Return whether the tag of a bounce address is that of a receipt or a notice, which asks nothing."""
    return tag.endswith(_RECEIPT)


def reference_of_tag(tag: str) -> str:
    """Return the reference that a tag names."""
    return tag.removesuffix(_RECEIPT).upper()


def is_answer_address(address: str) -> bool:
    """Return whether an address is the one that answers are sent to."""
    return address.strip().lower() == settings.MAIL_FROM.lower()


def message_id(*, reference: str, purpose: str) -> str:
    """Return the Message-ID of a mail of ours: the same for every try to send it."""
    return f"<{reference}.{purpose}.{_mac('message-id', reference + '.' + purpose)}@{settings.MAIL_DOMAIN}>"


def references_in(values: Iterable[str]) -> list[str]:
    """Return the references that the Message-IDs of ours in In-Reply-To or References fields name."""
    found = [match for value in values for match in _OWN_ID.finditer(value[:10_000])]
    return [
        match[1]
        for match in found
        if match[4].lower() == settings.MAIL_DOMAIN.lower()
        and constant_time_compare(match[3], _mac("message-id", f"{match[1]}.{match[2]}"))
    ]


def _mac(use: str, text: str) -> str:
    return salted_hmac(f"tallystick.mail.{use}", text, algorithm="sha256").hexdigest()[:_MAC_LENGTH]

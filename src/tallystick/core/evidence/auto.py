# SPDX-License-Identifier: Apache-2.0
"""Tells mail that no person wrote as an answer: absence notes, list and bulk mail, delivery reports.

Sources: RFC 3834 section 5 (https://www.rfc-editor.org/rfc/rfc3834#section-5) for Auto-Submitted, RFC 2919 and RFC 2369
for List fields, RFC 3464 for delivery reports. These fields are seldom signed, so their presence can only take
standing away, never give it. X-Auto-Response-Suppress asks others not to answer automatically and says nothing here.
"""

from collections.abc import Iterable

from tallystick.core.evidence.message import Field

OUT_OF_OFFICE = "out-of-office"
LIST = "list"
BULK = "bulk"
BOUNCE = "bounce"

_PRECEDENCE = {b"bulk": BULK, b"junk": BULK, b"list": LIST, b"auto_reply": OUT_OF_OFFICE}
_AUTOREPLY_FIELDS = frozenset({b"x-autoreply", b"x-autorespond", b"x-autoresponder"})
_TELLING = _AUTOREPLY_FIELDS | {b"auto-submitted", b"precedence", b"content-type", b"return-path"}
_REPORT_TYPES = (b"multipart/report", b"message/delivery-status", b"message/disposition-notification")


def classify(fields: Iterable[Field], *, envelope_sender: str | None = None) -> str | None:
    """Return ``OUT_OF_OFFICE``, ``LIST``, ``BULK`` or ``BOUNCE`` for automatic mail, None for a person's.

    ``envelope_sender`` is the address given in MAIL FROM: empty for the null sender, None when it is not known (then a
    Return-Path field of ``<>`` says the same). Where several kinds apply, bounce wins over list, list over absence
    note, absence note over bulk.
    """
    kinds = {_kind(field) for field in fields if field.name in _TELLING or field.name[:5] == b"list-"}
    if envelope_sender is not None and envelope_sender.strip() in ("", "<>"):
        kinds.add(BOUNCE)
    return next((kind for kind in (BOUNCE, LIST, OUT_OF_OFFICE, BULK) if kind in kinds), None)


def _kind(field: Field) -> str | None:
    name, value = field.name, field.flat.lower()
    if name == b"auto-submitted":
        word = value.replace(b"(", b";").partition(b";")[0].strip()
        return None if word == b"no" else OUT_OF_OFFICE
    if name == b"precedence":
        return _PRECEDENCE.get(value)
    if name == b"content-type":
        return BOUNCE if value.startswith(_REPORT_TYPES) else None
    if name == b"return-path":
        return BOUNCE if value.replace(b" ", b"") == b"<>" else None
    return OUT_OF_OFFICE if name in _AUTOREPLY_FIELDS else LIST

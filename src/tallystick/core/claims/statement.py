# SPDX-License-Identifier: Apache-2.0
"""The words that are put to an organisation about one engagement."""

import datetime as dt

_HOW = {
    "letter": "by letter",
    "email": "by email",
    "call": "in a telephone call",
    "meeting": "in a meeting",
    "event": "at an event",
}
_AMOUNTS_TO = {
    "contacted": "it contacted",
    "invited": "it invited the views of",
    "responded": "it received a response from",
    "consulted": "it consulted",
}


def statement_text(
    *,
    body: str,
    organisation: str,
    project: str,
    on: dt.date,
    channel: str,
    claimed_as: str,
    asked: str,
    document_sha256: str | None,
) -> str:
    """Return the statement: what the body says, in words that the organisation can confirm, correct or dispute.

    ``channel`` and ``claimed_as`` are values of ``facts.consultation.CHANNELS`` and ``RUNGS``.
    """
    parts = [
        f"{body} says that on {on.day} {on:%B %Y} {_AMOUNTS_TO[claimed_as]} {organisation} "
        f"{_HOW[channel]} about its project “{project}”.",
        f"It says that it asked: “{asked.strip()}”" if asked.strip() else "It does not say what it asked.",
    ]
    if document_sha256:
        parts.append(f"It says that it showed a document with the SHA-256 fingerprint {document_sha256}.")
    else:
        parts.append("It does not say that it showed a document.")
    return "\n\n".join(parts)

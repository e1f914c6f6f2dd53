# SPDX-License-Identifier: Apache-2.0
"""Asks for the verdict on a mail with the cast's defaults: Harbour Trust, pinned to harbourtrust.example."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.verdict import MailEvidence
from tests.signer import RECEIVED, key_records

DOMAIN = "harbourtrust.example"


def judge(
    raw: bytes,
    *,
    keys: Mapping[str, Sequence[str]] | None = None,
    received: datetime = RECEIVED,
    pinned_domain: str | None = DOMAIN,
    contact: str | None = None,
    envelope_sender: str | None = None,
) -> MailEvidence:
    """Return the verdict on ``raw``; without ``keys``, the RSA-2048 key of Harbour Trust was recorded."""
    return verify(
        raw,
        keys=key_records() if keys is None else keys,
        received=received,
        pinned_domain=pinned_domain,
        contact=contact,
        envelope_sender=envelope_sender,
    )


def ids(evidence: MailEvidence) -> list[str]:
    """Return the ids of the problems, in order."""
    return [problem.id for problem in evidence.problems]

# SPDX-License-Identifier: Apache-2.0
"""What the evidence profile found out about one mail: frozen values that say why they are not more."""

from dataclasses import dataclass
from datetime import datetime

from tallystick.core.errors import Unverified
from tallystick.core.evidence.levels import Level


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why evidence is not worth more: a short stable id for programs, one plain sentence for people."""

    id: str
    text: str


class Rejected(Unverified):
    """A signature, a key or a mail fails one numbered step; carries the ``Problem`` to show."""

    def __init__(self, problem_id: str, text: str) -> None:
        super().__init__(text, rule=f"Evidence profile: {problem_id}.")
        self.problem = Problem(problem_id, text)


@dataclass(frozen=True, slots=True)
class MailEvidence:
    """The verdict on one mail.

    ``level`` says what the mail proves about its sender: ``DOMAIN``, ``MAILBOX``, or ``LINK`` when it proves none.
    ``worth`` says what it is worth as an answer. Where ``signed`` is empty, the address, date, Subject and Message-ID
    are only what the mail claims; otherwise they come from the instances that were signed, and from nowhere else.
    """

    level: Level
    received: datetime  # UTC: when the mail server took the mail; the only time this verdict trusts
    problems: tuple[Problem, ...]  # why it is not higher, in the order found
    verb: str | None = None  # None: no clear answer, or not written by a person (``auto``)
    reference: str | None = None
    code: str | None = None  # upper case
    signed: tuple[tuple[str, str], ...] = ()  # (name as written, unfolded value) in signing order
    unsigned: tuple[str, ...] = ()  # names as written, top first
    from_address: str | None = None  # domain in lower case
    message_id: str | None = None
    claimed_date: datetime | None = None  # UTC, from Date: what the sender's clock said
    auto: str | None = None  # None, "out-of-office", "list", "bulk" or "bounce"
    domain: str | None = None  # d=
    selector: str | None = None  # s=
    key_owner_name: str | None = None  # DNS name of the key record
    key_record: str | None = None  # the TXT record as given
    key_bits: int | None = None
    algorithm: str | None = None  # "rsa-sha256" or "ed25519-sha256"
    signed_at: datetime | None = None  # UTC, from t=
    body_hash_ok: bool | None = None  # None: the body was not shown
    content_type_signed: bool = False
    signed_raw: tuple[bytes, ...] = ()  # exact signed fields in signing order, final CR LF included
    signature_raw: bytes = b""  # exact DKIM-Signature field, final CR LF included

    @property
    def worth(self) -> Level:
        """Return the rung this mail lifts its request to: ``level`` for a clear answer, else "Sent, no answer"."""
        return self.level if self.verb else Level.SENT

# SPDX-License-Identifier: Apache-2.0
"""Which room writes which index rows when a fact of some kind is recorded, and what goes when a field is erased."""

from collections.abc import Mapping

from django.db.models import Model

from tallystick.apps.accounts.models import Body
from tallystick.apps.accounts.operations import index_body
from tallystick.apps.consultations.models import (
    Claim,
    ClaimedIn,
    Engagement,
    EvidenceFile,
    InboundMail,
    Organisation,
    OutboundMail,
    Statement,
)
from tallystick.apps.consultations.operations import erasing
from tallystick.apps.consultations.operations.asking import index_statement
from tallystick.apps.consultations.operations.engagements import index_claim, index_engagement
from tallystick.apps.consultations.operations.organisations import index_address, index_organisation
from tallystick.apps.journal.append import Indexer
from tallystick.apps.journal.erase import Eraser
from tallystick.apps.journal.models import IndexedFact, Outbox, VaultKey, VaultRecord
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import index_published, index_registered

#: The index rows of the rooms, in the order in which they may be emptied.
INDEX_MODELS: tuple[type[Model], ...] = (ClaimedIn, Claim, Statement, Engagement, Organisation, Project, Body)

INDEXERS: Mapping[str, tuple[Indexer, ...]] = {
    "body.registered": (index_body,),
    "project.registered": (index_registered,),
    "project.published": (index_published,),
    "organisation.pinned": (index_organisation,),
    "organisation.address_corrected": (index_address,),
    "engagement.claimed": (index_engagement,),
    "statement.fixed": (index_statement,),
    "claim.made": (index_claim,),
}


def _mail_in(kind: str, what: str) -> Eraser:
    return Eraser(fields=erasing.IN_MAIL[kind], what=what, delete=erasing.delete_mail_in)


_RECIPIENT = Eraser(fields=frozenset({"recipient"}), what="our copy of that mail", delete=erasing.delete_mail_out)

_ADDRESS = Eraser(
    fields=frozenset({"contact"}),
    what="the address in the list of organisations, and our copies of the mails to it",
    delete=erasing.delete_contact,
)

#: What is deleted with a field, beside its value and salt in the vault and its value in the index.
ERASERS: Mapping[str, tuple[Eraser, ...]] = {
    "organisation.pinned": (_ADDRESS,),
    "organisation.address_corrected": (_ADDRESS,),
    "engagement.evidence_attached": (
        Eraser(
            fields=frozenset({"sha256"}),
            what="the file itself, unless it is attached in another entry too",
            delete=erasing.delete_file,
        ),
        Eraser(
            fields=frozenset({"file_name"}), what="the name under which the file is kept", delete=erasing.delete_file
        ),
    ),
    "request.sent": (_RECIPIENT,),
    "receipt.sent": (_RECIPIENT,),
    "request.bounced": (_mail_in("request.bounced", "the report of the mail server as it came in"),),
    "answer.unclear": (_mail_in("answer.unclear", "the mail as it came in, and its envelope sender"),),
    "answer.received": (
        _mail_in("answer.received", "the mail as it came in, with its envelope sender"),
        Eraser(
            fields=erasing.IN_MAIL["answer.received"],
            what="our copies of the receipts, which quote the answer and carry its proof",
            delete=erasing.delete_receipts,
        ),
    ),
    "dispute.raised": (
        Eraser(
            fields=frozenset({"words"}),
            what="our copy of the mail that told the organisation of the dispute",
            delete=erasing.delete_notice,
        ),
    ),
}

#: The tables that erasing deletes from.
ERASED_FROM: tuple[type[Model], ...] = (
    *(VaultKey, VaultRecord, IndexedFact, Outbox),
    *(Organisation, InboundMail, OutboundMail, EvidenceFile),
)

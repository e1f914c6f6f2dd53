# SPDX-License-Identifier: Apache-2.0
"""A real log of real facts with a really signed mail, and bundles of it, honest or not, for the tests of verification.

Northshire Police claim to have consulted Harbour Trust, which disputes it by a mail signed by its domain, and Quay
Youth, which confirmed by link.
"""

import base64
import dataclasses
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

from tallystick.core.claims.consultation import claim_standing
from tallystick.core.claims.statement import statement_text
from tallystick.core.claims.verify_claim import claim_object
from tallystick.core.evidence.code import statement_code
from tallystick.core.evidence.dkim import verify as judge
from tallystick.core.evidence.header_view import HeaderView, header_view
from tallystick.core.facts.base import KINDS, REGISTER, Fact, Recorded, encode, public_names
from tallystick.core.facts.consultation import (
    AnswerReceived,
    ClaimMade,
    EngagementClaimed,
    KeyObserved,
    OrganisationPinned,
    StatementFixed,
)
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.ledger import b64
from tallystick.core.ledger.bundle import BundleEntry, build_bundle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.commitments import FieldDisclosure, commit
from tallystick.core.ledger.jcs import JsonValue, canonical
from tallystick.core.ledger.leaf import Leaf, encode_leaf
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.proof import TlogProof
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, grow, root_of
from tests import signer

ORIGIN = "log.northshire.example"
SIGNER = NoteSigner(ORIGIN, bytes(range(32)))
PROJECT = "p1"
NOW = signer.RECEIVED + dt.timedelta(days=1)
SALT = b64.encode_url(bytes(range(32)))
KEY = "ed25519"
CLAIM = "c1"
WORDS = statement_text(
    body="Northshire Police",
    organisation="Harbour Trust",
    project="Lantern",
    on=dt.date(2019, 3, 5),
    channel="meeting",
    claimed_as="consulted",
    asked="",
    document_sha256=None,
)

#: The places of the facts in ``story()``.
REGISTERED, PIN, ENGAGEMENT, STATEMENT, KEY_SEEN, ANSWER, CLAIMED, PIN_2, ENGAGEMENT_2, STATEMENT_2, ANSWER_2 = range(
    11
)


def code(*, verb: str, reference: str = "TS-1001", statement: str = WORDS, salt: bytes = bytes(range(32))) -> str:
    """Return the code of an answer to a statement of the story."""
    return statement_code(verb=verb, reference=reference, statement=statement, salt=salt)


def signed_view(*, verb: str = "DISPUTE", key: str = KEY, domain: str = "harbourtrust.example", **mail: object) -> str:
    """Return the header view of a mail that answers the first statement."""
    composed = {"subject": f"{verb} TS-1001 {code(verb=verb)}", "sender": f"Ada <ada@{domain}>"} | mail
    raw = signer.sign_mail(signer.compose_mail(**composed), key=key, domain=domain)  # type: ignore[arg-type]
    keys = signer.key_records(key=key, domain=domain)
    evidence = judge(raw, keys=keys, received=signer.RECEIVED, pinned_domain=domain)
    return header_view(evidence).to_json()


def altered_view(view: str, **values: object) -> str:
    """Return a header view with members replaced and its own digest made right again; bytes are given as bytes."""
    members = json.loads(view)
    members["signed"] = tuple(base64.b64decode(raw) for raw in members["signed"])
    members["signature"] = base64.b64decode(members["signature"])
    members |= values
    members.pop("form")
    members.pop("digest")
    return HeaderView(**members).to_json()


def answer(*, verb: str = "DISPUTE", **values: object) -> AnswerReceived:
    """Return an answer of Harbour Trust by signed mail."""
    usual: dict[str, object] = {
        "statement": "TS-1001",
        "engagement": "e1",
        "organisation": "o1",
        "verb": verb,
        "level": "domain",
        "channel": "mail",
        "code_salt": SALT,
        "received_at": rfc3339(signer.RECEIVED),
        "claimed_at": rfc3339(signer.WHEN),
        "words": "We were never asked.",
        "key_entry": KEY_SEEN,
        "header_view": None,
        "signed": ("From", "Subject"),
        "unsigned": (),
        "problems": (),
        "mail_sha256": "ab" * 32,
        "message_id": "<one.2026@mail.harbourtrust.example>",
        "sender": "ada@harbourtrust.example",
    }
    if "code" not in values:
        usual["code"] = code(verb=verb)
    if "header_view" not in values:
        usual["header_view"] = signed_view(verb=verb)
    return AnswerReceived(**usual | values)  # type: ignore[arg-type]


def by_link(*, verb: str = "CONFIRM", **values: object) -> AnswerReceived:
    """Return an answer of Quay Youth by link."""
    usual: dict[str, object] = {
        "statement": "TS-1002",
        "engagement": "e2",
        "organisation": "o2",
        "level": "link",
        "channel": "link",
        "code": code(verb=verb, reference="TS-1002"),
        "claimed_at": None,
        "key_entry": None,
        "header_view": None,
        "mail_sha256": None,
    }
    return answer(verb=verb, **usual | values)


def key_seen(*, key: str = KEY, **values: object) -> KeyObserved:
    """Return the observation of the key that signs for Harbour Trust."""
    usual: dict[str, object] = {
        "owner_name": "s1._domainkey.harbourtrust.example",
        "records": (signer.key_record(key),),
        "aliases": (),
        "resolvers": ("192.0.2.1", "192.0.2.2"),
        "authenticated": False,
        "observed_at": rfc3339(signer.RECEIVED),
    }
    return KeyObserved(**usual | values)  # type: ignore[arg-type]


def pin(*, organisation: str = "o1", **values: object) -> OrganisationPinned:
    """Return the pinning of Harbour Trust."""
    usual: dict[str, object] = {
        "organisation": organisation,
        "name": "Harbour Trust",
        "domain": "harbourtrust.example",
        "assurance": "domain",
        "source_url": "https://register.example/1",
        "source_seen_on": "2026-10-01",
        "mail_hosting": ("mx.harbourtrust.example",),
        "pinned_by_body": "b1",
        "contact": "ada@harbourtrust.example",
    }
    return OrganisationPinned(**usual | values)  # type: ignore[arg-type]


def engagement(*, number: int = 1, **values: object) -> EngagementClaimed:
    """Return the body's claim of an engagement."""
    usual: dict[str, object] = {
        "engagement": f"e{number}",
        "organisation": f"o{number}",
        "organisation_name": "Harbour Trust" if number == 1 else "Quay Youth",
        "on": "2019-03-05",
        "channel": "meeting",
        "claimed_as": "consulted",
        "asked": "",
        "document_sha256": None,
        "by_role": "editor",
        "by": "Bea",
    }
    return EngagementClaimed(**usual | values)  # type: ignore[arg-type]


def statement(*, number: int = 1, **values: object) -> StatementFixed:
    """Return the fixed words."""
    usual: dict[str, object] = {
        "statement": f"TS-100{number}",
        "engagement": f"e{number}",
        "organisation": f"o{number}",
        "text": WORDS,
        "witness": None,
        "by_role": "editor",
        "by": "Bea",
        "code_salt": SALT,
    }
    return StatementFixed(**usual | values)  # type: ignore[arg-type]


def claim(**values: object) -> ClaimMade:
    """Return the public claim about both engagements."""
    usual: dict[str, object] = {
        "claim": CLAIM,
        "text": "We consulted two charities before launch.",
        "made_by": "Northshire Police",
        "made_on": "2022-05-01",
        "source_title": "Answer to a request",
        "source_url": "https://northshire.example/foi/1",
        "asserts": "consulted",
        "before_start": True,
        "engagements": ("e1", "e2"),
        "by_role": "editor",
        "by": "Bea",
    }
    return ClaimMade(**usual | values)  # type: ignore[arg-type]


def registered(**values: object) -> ProjectRegistered:
    """Return the project."""
    usual: dict[str, object] = {
        "project": PROJECT,
        "body": "b1",
        "body_name": "Northshire Police",
        "name": "Lantern",
        "purpose": "Spot trouble early.",
        "starts_on": "2019-06-01",
        "plain_words": "It reads what children post.",
        "by_role": "editor",
        "by": "Bea",
    }
    return ProjectRegistered(**usual | values)  # type: ignore[arg-type]


def story() -> list[tuple[str, Fact]]:
    """Return the whole story, each fact with its stream."""
    return [
        (PROJECT, registered()),
        (REGISTER, pin()),
        (PROJECT, engagement()),
        (PROJECT, statement()),
        (REGISTER, key_seen()),
        (PROJECT, answer()),
        (PROJECT, claim()),
        (
            REGISTER,
            pin(organisation="o2", name="Quay Youth", domain=None, assurance="mailbox", contact="quay@mail.example"),
        ),
        (PROJECT, engagement(number=2)),
        (PROJECT, statement(number=2)),
        (PROJECT, by_link()),
    ]


def short_story() -> list[tuple[str, Fact]]:
    """Return the story of Harbour Trust alone."""
    facts = story()[: CLAIMED + 1]
    return [*facts[:CLAIMED], (PROJECT, claim(engagements=("e1",)))]


def rfc3339(time: dt.datetime) -> str:
    """Return a time as facts hold it."""
    return time.strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclasses.dataclass(frozen=True)
class Raw:
    """What an operator may log although it is no fact."""

    kind: str
    values: Mapping[str, JsonValue]


@dataclasses.dataclass(frozen=True)
class Logged:
    """One entry: what was logged, its leaf, and what opens its fields."""

    index: int
    said: Fact | Raw
    leaf: Leaf
    data: bytes
    disclosures: Mapping[str, FieldDisclosure]


class ClaimLog:
    """A log of facts, a minute apart, the answer at the minute in which it was received."""

    def __init__(self, facts: Sequence[tuple[str, Fact | Raw]]) -> None:
        self.logged: list[Logged] = []
        start = signer.RECEIVED - dt.timedelta(minutes=KEY_SEEN)
        for number, (project, fact) in enumerate(facts):
            self._append(project, fact, start + dt.timedelta(minutes=number))
        growth = grow(edge=EMPTY_EDGE, entries=[item.data for item in self.logged])
        head = Checkpoint(ORIGIN, len(self.logged), root_of(growth.edge))
        self.checkpoint = sign_checkpoint(checkpoint=head, signers=[SIGNER])
        self.reader = TileReader(size=head.size, root=head.root, fetch=dict(growth.files).__getitem__)

    def _append(self, project: str, said: Fact | Raw, time: dt.datetime) -> None:
        index = len(self.logged)
        salts = iter(bytes([index]) * 30 + number.to_bytes(2, "big") for number in range(10_000))
        values = said.values if isinstance(said, Raw) else encode(said)
        committed = commit(fields=list(values.items()), salt=salts.__next__)
        before = next((item for item in reversed(self.logged) if item.leaf.project == project), None)
        prev = (before.index, b64.encode_url(leaf_hash(before.data))) if before else None
        pseq = before.leaf.pseq + 1 if before else 1
        leaf = Leaf(kind=said.kind, time=time, project=project, pseq=pseq, prev=prev, sd=committed.sd)
        self.logged.append(Logged(index, said, leaf, encode_leaf(leaf), committed.disclosures))

    @property
    def facts(self) -> list[Recorded]:
        """Return all facts with their places."""
        return [
            Recorded(entry=item.index, time=item.leaf.time, project=item.leaf.project, fact=item.said)
            for item in self.logged
            if isinstance(item.said, Fact)
        ]

    def entry(self, index: int, *, withhold: Sequence[str] = ()) -> BundleEntry:
        """Return an entry with its public fields opened, but for those to withhold."""
        item = self.logged[index]
        public = public_names(item.leaf.kind) if item.leaf.kind in KINDS else frozenset(item.disclosures)
        shown = [name for name in item.disclosures if name in public and name not in withhold]
        return BundleEntry(
            index=index,
            leaf=item.data,
            names=tuple(item.disclosures),
            disclosures=tuple(text for name in shown for text in item.disclosures[name].strings()),
            proof=TlogProof(index=index, hashes=self.reader.inclusion_proof(index), checkpoint=self.checkpoint).text(),
        )

    def bundle(
        self,
        *,
        entries: Sequence[int] | None = None,
        changed: Mapping[int, BundleEntry] | None = None,
        claim: Mapping[str, object] | None = None,
        without_claim: bool = False,
        evidence: Sequence[Mapping[str, object]] = (),
        title: str = "What is claimed about two charities",
    ) -> bytes:
        """Return a bundle of some or all entries, with the claim that follows from all facts unless told otherwise."""
        indexes = range(len(self.logged)) if entries is None else entries
        chosen = [(changed or {}).get(index) or self.entry(index) for index in indexes]
        said = None if without_claim else self.claim() if claim is None else claim
        return build_bundle(
            origin=ORIGIN,
            vkey=SIGNER.verifier.vkey,
            title=title,
            entries=chosen,
            evidence=evidence,  # type: ignore[arg-type]
            claim=said,  # type: ignore[arg-type]
        )

    def claim(self, **values: object) -> dict[str, object]:
        """Return the claim object that follows from all facts, with some values replaced."""
        starts_on = dt.date.fromisoformat("2019-06-01")
        standing = claim_standing(claim=CLAIM, facts=self.facts, starts_on=starts_on)
        return dict(claim_object(standing)) | values


def redigested(data: bytes, **members: object) -> bytes:
    """Return a bundle with members replaced and the final digest made right again, whatever the members are."""
    raw = json.loads(data)
    raw.update(members)
    raw.pop("digest")
    digest = b64.encode_url(sha256(canonical(raw)).digest())
    return canonical(raw | {"digest": digest}) + b"\n"

# SPDX-License-Identifier: Apache-2.0
"""Header-only disclosure: enough of a mail to check its signature, with the body and all other fields withheld.

The signed fields, the DKIM-Signature field and the key record prove sender, date, Subject and Message-ID. ``bh=``
stays as a commitment to the body: who later gets the body can check it, but a short body can be guessed from it, so the
withheld body is not secret against guessing. The fields of the mail that were not signed are not in the view either;
a mark such as Auto-Submitted can therefore only be seen by whoever holds the whole mail.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tallystick.core.errors import Invalid, Refused
from tallystick.core.evidence.auto import classify
from tallystick.core.evidence.dkim import Question, prove_header, proved, read_sender
from tallystick.core.evidence.message import Field, Message, read_fields
from tallystick.core.evidence.signature import Signature, check_selection, read_signature
from tallystick.core.evidence.tags import read_base64
from tallystick.core.evidence.verdict import MailEvidence, Problem, Rejected

MAX_VIEW_BYTES = 512 * 1024
_FORM = "tallystick-header-view-1"
_RULE = "A header view is one JSON object in its canonical form, exactly as Tallystick writes it."
_MEMBERS = {"digest", "domain", "form", "key_record", "selector", "signature", "signed"}


@dataclass(frozen=True, slots=True)
class HeaderView:
    """What is disclosed: exact field bytes in signing order, the signature field, and the key record of s= and d=."""

    signed: tuple[bytes, ...]
    signature: bytes
    key_record: str
    domain: str
    selector: str

    def to_json(self) -> str:
        """Return the one JSON form of this view: ASCII, sorted keys, no white space, bytes as base64.

        ``digest`` is the SHA-256 of the rest. It makes any altered byte visible, also where DKIM itself ignores
        white space and the case of names; it proves nothing by itself.
        """
        members: dict[str, Any] = {
            "form": _FORM,
            "domain": self.domain,
            "selector": self.selector,
            "key_record": self.key_record,
            "signature": base64.b64encode(self.signature).decode("ascii"),
            "signed": [base64.b64encode(raw).decode("ascii") for raw in self.signed],
        }
        digest = hashlib.sha256(_dump(members).encode("ascii")).hexdigest()
        return _dump(members | {"digest": digest})

    @classmethod
    def from_json(cls, text: str) -> "HeaderView":
        """Read the JSON form; raise ``Invalid`` for anything that ``to_json`` would not write, to the byte."""
        if len(text) > MAX_VIEW_BYTES:
            raise Invalid(f"The header view has more than {MAX_VIEW_BYTES} characters.", rule=_RULE)
        try:
            members = json.loads(text)
        except (ValueError, RecursionError):
            raise Invalid("The header view is not JSON.", rule=_RULE) from None
        view = cls._of(members)
        if view.to_json() != text:
            raise Invalid("The header view has been altered.", rule=_RULE)
        return view

    @classmethod
    def _of(cls, members: object) -> "HeaderView":
        if not isinstance(members, dict) or members.keys() != _MEMBERS:
            raise Invalid("The header view does not have exactly its members.", rule=_RULE)
        signed = members.pop("signed")
        if not isinstance(signed, list) or not all(isinstance(item, str) for item in (*members.values(), *signed)):
            raise Invalid("A member of the header view is of the wrong type.", rule=_RULE)
        return cls(
            signed=tuple(read_base64(raw) for raw in signed),
            signature=read_base64(members["signature"]),
            key_record=members["key_record"],
            domain=members["domain"],
            selector=members["selector"],
        )


def _dump(members: dict[str, Any]) -> str:
    return json.dumps(members, sort_keys=True, separators=(",", ":"), ensure_ascii=True)


def header_view(evidence: MailEvidence) -> HeaderView:
    """Return the header-only disclosure of a mail; raise ``Refused`` when no signature of it holds."""
    if evidence.key_record is None or evidence.domain is None or evidence.selector is None:
        raise Refused("No signature of this mail holds.", rule="Only what was signed can be checked without the mail.")
    return HeaderView(
        signed=evidence.signed_raw,
        signature=evidence.signature_raw,
        key_record=evidence.key_record,
        domain=evidence.domain,
        selector=evidence.selector,
    )


def verify_header_view(
    view: HeaderView, *, received: datetime, pinned_domain: str | None, contact: str | None = None
) -> MailEvidence:
    """Judge a header-only disclosure by the evidence profile; ``body_hash_ok`` stays None and ``unsigned`` empty.

    Raises ``Unverified`` when the signature does not hold over exactly these fields, ``Invalid`` when a field cannot be
    read or the question is malformed.
    """
    signature = read_signature(_one_field(view.signature))
    if signature.field.name != b"dkim-signature":
        raise Rejected("signature-malformed", "The signature of the view is not a DKIM-Signature field.")
    if (view.domain, view.selector) != (signature.domain, signature.selector):
        raise Rejected("view-inconsistent", "The view names another domain or selector than its signature.")
    keys = {signature.owner: (view.key_record,)}
    question = Question.of(keys=keys, received=received, pinned_domain=pinned_domain, contact=contact)
    chosen = tuple(_one_field(raw) for raw in view.signed)
    _check_order(signature, chosen)
    check_selection(chosen)
    sender = read_sender(next(field for field in chosen if field.name == b"from"))
    proof = prove_header(signature, chosen, sender, question)
    problems = [*proof.problems, Problem("body-withheld", "The body is not shown: the signature only commits to it.")]
    return proved(proof, question, auto=classify(chosen), problems=problems, unsigned=(), body_hash_ok=None)


def _one_field(raw: bytes) -> Field:
    if not raw.endswith(b"\r\n") or b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        raise Invalid("A field of the view does not end in CR LF.", rule=_RULE)
    fields = read_fields(raw)
    if len(fields) != 1:
        raise Invalid("A part of the view is not exactly one field.", rule=_RULE)
    return fields[0]


def _check_order(signature: Signature, chosen: tuple[Field, ...]) -> None:
    """Raise ``Rejected`` unless the fields follow h=, each name of which may also sign an absence."""
    waiting = list(reversed(chosen))
    for name in signature.names:
        if waiting and waiting[-1].name == name:
            waiting.pop()
    if waiting or Message.of(chosen, b"").duplicates():
        raise Rejected("view-inconsistent", "The fields of the view are not those that the signature lists.")

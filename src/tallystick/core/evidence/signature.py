# SPDX-License-Identifier: Apache-2.0
"""One DKIM-Signature field, read strictly, and the bytes it signs (RFC 6376 sections 3.4, 3.5 and 3.7).

https://www.rfc-editor.org/rfc/rfc6376#section-3.5 · https://www.rfc-editor.org/rfc/rfc8301 ·
https://www.rfc-editor.org/rfc/rfc8463. The step numbers are those of ``tallystick.core.evidence.dkim``.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from tallystick.core.errors import Invalid
from tallystick.core.evidence.address import domain_name, is_within
from tallystick.core.evidence.message import Field
from tallystick.core.evidence.tags import read_base64, read_tags
from tallystick.core.evidence.verdict import Rejected

ALGORITHMS = {"rsa-sha256": "rsa", "ed25519-sha256": "ed25519"}
MUST_BE_SIGNED = (b"from", b"subject", b"date", b"message-id")
CLOCK_SKEW = 300  # seconds by which the sender's clock may be ahead of the mail server's
MAX_SIGNED_NAMES = 200

_CANONICALIZATIONS = ("simple", "relaxed")
_SELECTOR = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*")
_NAMES = re.compile(r"[ \t]*+[!-9<-~]++[ \t]*+(?::[ \t]*+[!-9<-~]++[ \t]*+)*+")
_FIRST_B = re.compile(rb"[^:]*+:\s++b\s*+=([^;]*+)")
_LATER_B = re.compile(rb";\s*+b\s*+=([^;]*+)")
_SECONDS = re.compile(r"[0-9]{1,11}")


@dataclass(frozen=True, slots=True)
class Signature:
    """What one DKIM-Signature field says, after steps 5 to 9."""

    field: Field
    algorithm: str
    header_canon: str  # "simple" or "relaxed"
    body_canon: str
    domain: str  # d=, lower case
    selector: str  # s=, lower case
    identity_domain: str  # the domain of i=, d= when absent
    names: tuple[bytes, ...]  # h=, lower case, in signing order
    value: bytes  # b=
    body_hash: bytes  # bh=
    signed_at: int | None  # t=, seconds since 1970
    expires_at: int | None  # x=, seconds since 1970

    @property
    def owner(self) -> str:
        """Return the DNS name of the key record (RFC 6376 section 3.6.2.1)."""
        return f"{self.selector}._domainkey.{self.domain}"


def read_signature(field: Field) -> Signature:
    """Read a DKIM-Signature field; raise ``Rejected`` unless it may serve as evidence (steps 5 to 9)."""
    # Step 5: a well-formed tag list of version 1 for DNS keys, over the whole body.
    tags = _tags(field)
    # Step 6: an algorithm that still proves something.
    algorithm = tags["a"]
    if algorithm not in ALGORITHMS:
        raise Rejected(
            "algorithm", f"The algorithm {algorithm[:20]!r} is not evidence; rsa-sha256 and ed25519-sha256 are."
        )
    # Step 7: known canonical forms.
    header_canon, _, body_canon = tags.get("c", "simple/simple").partition("/")
    body_canon = body_canon or "simple"
    if (
        header_canon not in _CANONICALIZATIONS
        or body_canon not in _CANONICALIZATIONS
        or tags.get("c", "-").endswith("/")
    ):
        raise Rejected("signature-malformed", "The canonical form (c=) is not known.")
    # Step 8: a signing domain and selector that are plain names, and an identity within that domain.
    domain, selector, identity = _names_of_signer(tags)
    return Signature(
        field=field,
        algorithm=algorithm,
        header_canon=header_canon,
        body_canon=body_canon,
        domain=domain,
        selector=selector,
        identity_domain=identity,
        names=_signed_names(tags["h"]),  # Step 9
        value=_binary(tags["b"], "b="),
        body_hash=_binary(tags["bh"], "bh=", size=32),
        signed_at=_seconds(tags, "t"),
        expires_at=_seconds(tags, "x"),
    )


def _tags(field: Field) -> dict[str, str]:
    try:
        tags = read_tags(field.value.replace(b"\r\n", b"").decode("ascii"))
    except (Invalid, UnicodeDecodeError):
        raise Rejected("signature-malformed", "The DKIM-Signature field is not a proper list of tags.") from None
    missing = [name for name in ("v", "a", "b", "bh", "d", "h", "s") if name not in tags]
    if missing or tags["v"] != "1" or tags.get("q", "dns/txt") != "dns/txt":
        raise Rejected("signature-malformed", "The DKIM-Signature field lacks a tag or is of another version or kind.")
    if "l" in tags:
        raise Rejected("body-length", "The signature covers only part of the body (l=), so text could be added to it.")
    return tags


def _names_of_signer(tags: dict[str, str]) -> tuple[str, str, str]:
    selector = tags["s"].lower()
    domain = _domain(tags["d"])
    local, at, identity = tags["i"].rpartition("@") if "i" in tags else ("", "@", domain)
    identity = identity if identity == domain else _domain(identity)
    if not _SELECTOR.fullmatch(selector) or len(selector) + len(domain) > 240:
        raise Rejected("signature-malformed", "The selector (s=) is not a name.")
    if not at or " " in local or not is_within(identity, domain):
        raise Rejected("signature-malformed", "The identity (i=) is not within the signing domain (d=).")
    return domain, selector, identity


def _domain(text: str) -> str:
    try:
        if not text.endswith("."):
            return domain_name(text)
    except Invalid:
        pass
    raise Rejected("signature-malformed", "The signing domain (d=) or identity (i=) is not a domain name.")


def _signed_names(text: str) -> tuple[bytes, ...]:
    if not _NAMES.fullmatch(text) or text.count(":") >= MAX_SIGNED_NAMES:
        raise Rejected("signature-malformed", "The list of signed fields (h=) is malformed.")
    signed = tuple("".join(text.split()).lower().encode("ascii").split(b":"))
    if b"dkim-signature" in signed:
        raise Rejected("signature-malformed", "The list of signed fields (h=) names a signature.")
    for name in MUST_BE_SIGNED:
        if name not in signed:
            what = f"The {_shown(name)} field is not signed, so anybody could change it."
            raise Rejected(f"{name.decode('ascii')}-unsigned", what)
    return signed


def _shown(name: bytes) -> str:
    return name.decode("ascii").title().replace("-Id", "-ID")


def _binary(text: str, tag: str, size: int | None = None) -> bytes:
    try:
        raw = read_base64(text)
    except Invalid:
        raise Rejected("signature-malformed", f"The value of {tag} is not base64.") from None
    if size is not None and len(raw) != size:
        raise Rejected("signature-malformed", f"The value of {tag} is not a SHA-256 digest.")
    return raw


def _seconds(tags: dict[str, str], name: str) -> int | None:
    if name not in tags:
        return None
    if not _SECONDS.fullmatch(tags[name]):
        raise Rejected("signature-malformed", f"The time in {name}= is not a number of seconds.")
    return int(tags[name])


def check_times(signature: Signature, *, received: datetime) -> None:
    """Step 10: raise ``Rejected`` unless the signature was in force when the mail was received (RFC 6376, 3.5)."""
    arrival = received.timestamp()
    signed, expires = signature.signed_at, signature.expires_at
    if signed is not None and signed > arrival + CLOCK_SKEW:
        raise Rejected("signed-in-future", "The signature says it was made after the mail was received (t=).")
    if expires is not None and (expires < arrival or (signed is not None and expires < signed)):
        raise Rejected("signature-expired", "The signature had expired when the mail was received (x=).")


def signing_time(signature: Signature) -> datetime | None:
    """Return t= as UTC, or None. ``check_times`` has bounded it."""
    return None if signature.signed_at is None else datetime.fromtimestamp(signature.signed_at, UTC)


def select(signature: Signature, by_name: dict[bytes, list[Field]]) -> list[Field]:
    """Return the instances that h= signs, in signing order: bottom-most first (RFC 6376 section 5.4.2).

    ``by_name`` maps lower-case names to fields, top first. A name listed more often than present signs its absence.
    """
    used: dict[bytes, int] = {}
    chosen: list[Field] = []
    for name in signature.names:
        instances = by_name.get(name, ())
        count = used.get(name, 0)
        if count < len(instances):
            chosen.append(instances[-1 - count])
            used[name] = count + 1
    return chosen


def check_selection(chosen: Iterable[Field]) -> None:
    """Step 13: raise ``Rejected`` unless each field that must be signed is in the mail."""
    names = {field.name for field in chosen}
    for name in MUST_BE_SIGNED:
        if name not in names:
            raise Rejected("field-missing", f"The mail has no {_shown(name)} field.")


def signed_bytes(signature: Signature, chosen: Iterable[Field], flats: Iterable[bytes]) -> bytes:
    """Return what was signed: the chosen fields and the DKIM-Signature field without its b= (RFC 6376 section 3.7).

    ``flats`` are the ``Field.flat`` of the chosen fields: the relaxed form of their values (section 3.4.2).
    """
    own = _without_value(signature.field)
    if signature.header_canon == "simple":
        return b"".join([*(field.raw for field in chosen), own])
    name, _, value = own.partition(b":")
    lines = [field.name + b":" + flat for field, flat in zip(chosen, flats, strict=True)]
    return b"\r\n".join([*lines, name.lower() + b":" + b" ".join(value.split())])


def _without_value(field: Field) -> bytes:
    raw = field.raw[:-2]
    found = _FIRST_B.match(raw) or _LATER_B.search(raw)
    # The tag is there. But others overlook it directly after the colon, or keep white space before a semicolon, against
    # section 3.5; what they would judge otherwise is not evidence.
    if found is None or (found[1] != found[1].rstrip() and raw[found.end() : found.end() + 1] == b";"):
        raise Rejected("signature-malformed", "The value of b= does not stand as other verifiers expect it.")
    return raw[: found.start(1)] + raw[found.end(1) :]


def body_digest(body: bytes, canon: str) -> bytes:
    """Return the SHA-256 of the body in its canonical form (RFC 6376 sections 3.4.3 and 3.4.4), in linear time."""
    if canon == "relaxed":
        body = body.replace(b"\t", b" ")
        while b"  " in body:
            body = body.replace(b"  ", b" ")
        body = body.replace(b" \r\n", b"\r\n")
    # Only whole CR LF pairs are left in a message that was read strictly, so this strips empty lines.
    lines = body.rstrip(b"\r\n")
    if lines or canon == "simple":
        lines += b"\r\n"
    return hashlib.sha256(lines).digest()

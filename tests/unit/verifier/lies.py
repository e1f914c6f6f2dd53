# SPDX-License-Identifier: Apache-2.0
"""Files in which the operator itself logged or shows what its evidence does not support, and honest ones of all sorts.

Each lie is named after what is wrong, with the step that must find it.
"""

import base64
import dataclasses
import hashlib
import json
from collections.abc import Callable, Iterator

from tallystick.core.facts.base import REGISTER, encode
from tallystick.core.ledger import b64
from tests import signer
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.claim_log import ClaimLog
from tests.unit.verifier.altered import HONEST, WEAK_KEY, Case

ANSWER = claim_log.ANSWER
DOMAIN = "harbourtrust.example"
CODE = claim_log.code(verb="DISPUTE")


def log_with(**facts: object) -> ClaimLog:
    """Return the story's log with some facts replaced, by the names of their places."""
    story = claim_log.story()
    for place, fact in facts.items():
        index = getattr(claim_log, place)
        story[index] = (story[index][0], fact)  # type: ignore[assignment]
    return ClaimLog(story)


def answered(**values: object) -> bytes:
    """Return a file with another answer of Harbour Trust."""
    return log_with(ANSWER=claim_log.answer(**values)).bundle()


def mailed(
    *,
    key: str = "ed25519",
    record: str | None = None,
    level: str = "domain",
    respelt: Callable[[bytes], bytes] = bytes,
    **mail: object,
) -> bytes:
    """Return a file whose answer is a mail signed so; the words of ``signer.sign_mail`` and ``compose_mail``.

    ``respelt`` changes the signature field after the signing.
    """
    signing = {name: mail.pop(name) for name in ("h", "c", "t", "tags", "first", "selector") if name in mail}
    domain = str(mail.pop("domain", DOMAIN))
    values = {"subject": f"DISPUTE TS-1001 {CODE}", "sender": f"Ada <ada@{domain}>"} | mail
    raw = signer.sign_mail(signer.compose_mail(**values), key=key, domain=domain, **signing)  # type: ignore[arg-type]
    shown = record or signer.key_record(key)
    selector = str(signing.get("selector", "s1"))
    fields, own = _split(raw)
    view = claim_log.HeaderView(fields, respelt(own), key_record=shown, domain=domain, selector=selector)
    seen = claim_log.key_seen(owner_name=f"{selector}._domainkey.{domain}", records=(shown,))
    answer = claim_log.answer(header_view=view.to_json(), level=level)
    return log_with(KEY_SEEN=seen, ANSWER=answer).bundle(without_claim=True)


def _split(raw: bytes) -> tuple[tuple[bytes, ...], bytes]:
    """Return the fields that h= names, bottom-most first for each name, and the signature field."""
    head = raw.partition(b"\r\n\r\n")[0] + b"\r\n"
    fields = [line + b"\r\n" for line in head.replace(b"\r\n ", b"\0").replace(b"\r\n\t", b"\1").split(b"\r\n") if line]
    fields = [field.replace(b"\0", b"\r\n ").replace(b"\1", b"\r\n\t") for field in fields]
    own, left, chosen = fields[0], fields[1:], []
    names = own.partition(b"h=")[2].partition(b";")[0].split(b":")
    for name in names:
        found = next((one for one in left[::-1] if one.lower().startswith(name.strip().lower() + b":")), None)
        if found is not None:
            left.remove(found)
            chosen.append(found)
    return tuple(chosen), own


def honest() -> Iterator[tuple[str, bytes]]:
    """Yield files that hold, whoever makes them."""
    yield "the story", HONEST.bundle(evidence=[{"entry": ANSWER, "type": "answer"}])
    yield "without a claim", HONEST.bundle(without_claim=True)
    yield "one entry", HONEST.bundle(entries=[claim_log.REGISTERED], without_claim=True)
    yield (
        "an entry left out",
        HONEST.bundle(entries=[n for n in range(11) if n != claim_log.ENGAGEMENT], without_claim=True),
    )
    yield "words erased", HONEST.bundle(changed={ANSWER: HONEST.entry(ANSWER, withhold=["words"])})
    yield "header erased", HONEST.bundle(changed={ANSWER: HONEST.entry(ANSWER, withhold=["header_view"])})
    yield (
        "a title of other scripts",
        HONEST.bundle(title="Llŷn, 慈善, צדקה, 😀 <img src=x onerror=alert(1)> \u202egnihton"),
    )
    yield (
        "a time of receipt that cannot be read, by link",
        log_with(ANSWER_2=claim_log.by_link(received_at="soon")).bundle(without_claim=True),
    )
    yield "RSA of 2048 bits", mailed(key="rsa-2048")
    yield "RSA of 1024 bits", mailed(key="rsa-1024")
    yield "simple canonical form", mailed(c="simple/simple")
    yield "simple header, relaxed body", mailed(c="simple/relaxed", key="rsa-2048")
    yield "no t=", mailed(t=None, h=signer.M365)
    yield "oversigned, with x=", mailed(h=signer.GMAIL, tags={"x": str(int(signer.WHEN.timestamp()) + 604800)})
    yield "the tag b first", mailed(first="b")
    yield "folded and spaced", mailed(subject=f"DISPUTE\r\n  TS-1001\t {CODE}", c="relaxed/relaxed")
    yield "Re: and lower case", mailed(subject=f"Re: RE:DISPUTE TS-1001 {CODE.lower()}")
    yield "an address without a name", mailed(sender=f"ada@{DOMAIN}")
    yield "a name with quotation marks in it", mailed(sender=f'"Ada \\"the officer\\"" <ada@{DOMAIN}>')
    yield (
        "a program that asks for no automatic answers",
        mailed(extra=[("X-Auto-Response-Suppress", "All")], h=(*signer.PLAIN, "X-Auto-Response-Suppress")),
    )
    yield "a quoted name", mailed(sender=f'"Trust, Harbour (office)" <ada@{DOMAIN}>')
    yield "a subdomain", mailed(sender=f"Ada <ada@office.{DOMAIN}>")
    yield "an identity", mailed(tags={"i": f"@office.{DOMAIN}"})
    yield "another domain, at its own level", mailed(domain="elsewhere.example", level="mailbox")
    yield (
        "a provider's domain for its customers",
        mailed(domain="harbour.onmicrosoft.com", sender=f"Ada <ada@{DOMAIN}>", level="mailbox"),
    )
    yield "a key for mail and SHA-256", mailed(record=signer.key_record("ed25519", flags="h=sha256; s=email; t=s; "))


def cases() -> Iterator[Case]:
    """Yield all lies."""
    yield from _facts()
    yield from _words()
    yield from _levels()
    yield from _keys()
    yield from _mails()
    yield from _views()
    yield Case("a claim that no entry makes", HONEST.bundle(claim=HONEST.claim(claim="c2")), 11)


def _facts() -> Iterator[Case]:
    entry = HONEST.entry(claim_log.STATEMENT)
    renamed = dataclasses.replace(entry, names=(*entry.names[:-1], "witness_name"))
    yield Case("a withheld field renamed", HONEST.bundle(changed={claim_log.STATEMENT: renamed}), 9)
    for name in ("verb", "level", "statement", "code", "key_entry", "signed"):
        yield Case(f"{name} withheld", HONEST.bundle(changed={ANSWER: HONEST.entry(ANSWER, withhold=[name])}), 9)
    claimed = HONEST.entry(claim_log.CLAIMED)
    element = HONEST.logged[claim_log.CLAIMED].disclosures["engagements"].elements[1]
    kept = dataclasses.replace(claimed, disclosures=tuple(text for text in claimed.disclosures if text != element))
    yield Case("an element withheld", HONEST.bundle(changed={claim_log.CLAIMED: kept}), 9)
    wrong: list[tuple[str, dict[str, object]]] = [
        ("ENGAGEMENT", {"organisation_name": 5}),
        ("ENGAGEMENT", {"on": None}),
        ("ENGAGEMENT", {"claimed_as": ("consulted",)}),
        ("CLAIMED", {"engagements": "e1"}),
        ("CLAIMED", {"engagements": ("e1", 2)}),
        ("CLAIMED", {"engagements": (None,)}),
        ("CLAIMED", {"before_start": 1}),
        ("ANSWER", {"key_entry": True}),
        ("ANSWER", {"key_entry": "4"}),
        ("ANSWER", {"header_view": 7}),
        ("REGISTERED", {"starts_on": 20190601}),
    ]
    for place, values in wrong:
        fact = claim_log.story()[getattr(claim_log, place)][1]
        log = log_with(**{place: dataclasses.replace(fact, **values)})
        yield Case(f"{place.lower()}: {values}", log.bundle(without_claim=True), 9)
    for name, value in (("an object", {"en": "We did."}), ("a text beyond measure", "x" * 40_001)):
        raw = claim_log.Raw("claim.made", encode(claim_log.claim()) | {"text": value})
        yield Case(f"{name} as a text", log_with(CLAIMED=raw).bundle(without_claim=True), 9)


def _words() -> Iterator[Case]:
    changed = claim_log.WORDS.replace("consulted", "met")
    yield Case("statement text changed", log_with(STATEMENT=claim_log.statement(text=changed)).bundle(), 10)
    yield Case("the code of other words", answered(code=claim_log.code(verb="DISPUTE", statement="We met you.")), 10)
    other = claim_log.by_link(code=claim_log.code(verb="DISPUTE", reference="TS-1002"))
    yield Case("the code of another verb", log_with(ANSWER_2=other).bundle(), 10)
    for salt in ("", "c2FsdA", "not base64url", "AAAA="):
        yield Case(f"the salt {salt!r}", answered(code_salt=salt), 10)
    for salt_bytes in (b"short", bytes(31), bytes(33)):
        short = _code(salt=salt_bytes)
        salted = answered(code_salt=b64.encode_url(salt_bytes), code=short, header_view=None, level="link")
        yield Case(f"a salt of {len(salt_bytes)} bytes, and the code for it", salted, 10)
    odd = b"\xfb" * 32
    standard = base64.b64encode(odd).decode().rstrip("=")
    respelt = answered(code_salt=standard, code=_code(salt=odd), header_view=None, level="link")
    yield Case("a salt in the other alphabet, and the code for it", respelt, 10)
    agreed = answered(verb="AGREE", code=_code(verb="AGREE"), header_view=None, level="link")
    yield Case("a verb that is none, and the code for it", agreed, 10)
    unnamed = log_with(
        STATEMENT=claim_log.statement(statement="TS-x"),
        ANSWER=claim_log.answer(statement="TS-x", code=_code(reference="TS-x"), header_view=None, level="link"),
    )
    yield Case("a reference that is none, and the code for it", unnamed.bundle(without_claim=True), 10)
    yield Case("a verb that is none", answered(verb="AGREE", code="A" * 26, header_view=None), 10)
    yield Case("another engagement", answered(engagement="e2"), 10)
    yield Case("another organisation", answered(organisation="o2"), 10)
    story = claim_log.story()
    story[claim_log.STATEMENT] = ("p2", claim_log.statement())
    yield Case("a statement of another project", ClaimLog(story).bundle(), 10)
    story = claim_log.story()
    story[claim_log.STATEMENT], story[claim_log.CLAIMED] = story[claim_log.CLAIMED], story[claim_log.STATEMENT]
    yield Case("a statement fixed after its answer", ClaimLog(story).bundle(), 10)
    for place in (claim_log.STATEMENT, claim_log.STATEMENT_2, claim_log.KEY_SEEN, claim_log.PIN):
        yield Case(f"entry {place} left out", HONEST.bundle(entries=[n for n in range(11) if n != place]), 10)
    for item in ({"entry": 3, "type": "answer"}, {"entry": 5, "type": "minutes"}):
        yield Case(f"evidence listed as {item}", HONEST.bundle(evidence=[item]), 10)
    more = {"entry": 5, "type": "answer", "level": "own-key"}
    yield Case("evidence with a member more", HONEST.bundle(evidence=[more]), 10)


def _code(*, verb: str = "DISPUTE", reference: str = "TS-1001", salt: bytes = bytes(range(32))) -> str:
    """Return a code as a careless operator would make it, for whatever verb, reference and salt."""
    parts = (b"tallystick/statement-code/v1\0", verb.encode(), b"\0", reference.encode(), b"\0", salt)
    digest = hashlib.sha256(b"".join(parts) + claim_log.WORDS.encode()).digest()
    return base64.b32encode(digest).decode("ascii")[:26]


def _levels() -> Iterator[Case]:
    yield Case("a level that does not exist", answered(level="gold"), 10)
    for level in ("domain-passkey", "witnessed", "own-key"):
        yield Case(f"raised to {level}", answered(level=level), 10)
    for level in ("mailbox", "domain", "own-key"):
        by_link = log_with(ANSWER_2=claim_log.by_link(level=level))
        yield Case(f"an answer by link raised to {level}", by_link.bundle(without_claim=True), 10)
    confirmed = log_with(ANSWER=claim_log.answer(verb="CONFIRM"))
    bare = {ANSWER: confirmed.entry(ANSWER, withhold=["header_view"])}
    yield Case("a confirmation without its header", confirmed.bundle(changed=bare), 10)
    yield Case("another domain raised", mailed(domain="elsewhere.example"), 10)
    yield Case("another sender raised", mailed(sender="Ada <ada@elsewhere.example>", level="mailbox"), 10)
    yield Case("a look-alike domain raised", mailed(domain="notharbourtrust.example"), 10)
    for domain in ("x", "", "example", "harbourtrust..example"):
        yield Case(f"pinned to {domain!r}", log_with(PIN=claim_log.pin(domain=domain)).bundle(), 10)
    for values in ({"assurance": "mailbox"}, {"domain": None}, {"domain": "other.example"}):
        yield Case(f"pinned as {values}", log_with(PIN=claim_log.pin(**values)).bundle(), 10)
    story = [*claim_log.story(), (REGISTER, claim_log.pin())]
    story[claim_log.PIN] = (REGISTER, claim_log.pin(domain="older.example"))
    yield Case("pinned after the answer", ClaimLog(story).bundle(), 10)
    mail = claim_log.signed_view(domain="gmail.com")
    free = log_with(
        PIN=claim_log.pin(domain="gmail.com"),
        KEY_SEEN=claim_log.key_seen(owner_name="s1._domainkey.gmail.com"),
        ANSWER=claim_log.answer(header_view=mail),
    )
    yield Case("free mail pinned as a domain", free.bundle(), 10)


def _keys() -> Iterator[Case]:
    own, foreign = signer.key_record("ed25519"), signer.key_record("ed25519/foreign")
    for what, records in {"foreign": (foreign,), "two": (own, foreign), "none": ()}.items():
        yield Case(f"recorded key: {what}", log_with(KEY_SEEN=claim_log.key_seen(records=records)).bundle(), 10)
    for owner in ("s2._domainkey.harbourtrust.example", "s1._domainkey.elsewhere.example", ""):
        yield Case(f"key of {owner!r}", log_with(KEY_SEEN=claim_log.key_seen(owner_name=owner)).bundle(), 10)
    for entry in (None, 0, 3, 5, 99):
        yield Case(f"key entry {entry}", answered(key_entry=entry), 10)
    view = claim_log.signed_view(key="ed25519/foreign")
    passed_off = claim_log.altered_view(view, key_record=own)
    yield Case("a foreign key passed off as the recorded one", answered(header_view=passed_off), 10)
    for flags in ("t=y; ", "t=y:s; ", "h=sha1; ", "s=tlsrpt; ", "k=rsa; ", "x=1; x=2; "):
        yield Case(f"key record with {flags}", mailed(record=_record(flags)), 10)
    yield Case("revoked key", mailed(record="v=DKIM1; k=ed25519; p="), 10)
    yield Case("key of another version", mailed(record=own.replace("DKIM1", "DKIM2")), 10)
    yield Case("key with the version last", mailed(record=own.replace("v=DKIM1; ", "") + "; v=DKIM1"), 10)
    yield Case("key that is no base64", mailed(record="v=DKIM1; k=ed25519; p=!!!!"), 10)
    weak = base64.b64encode(WEAK_KEY).decode()
    for_all = base64.b64encode(WEAK_KEY + bytes(32)).decode()
    by_anybody = mailed(record=f"v=DKIM1; k=ed25519; p={weak}", tags={"b": for_all})
    yield Case("key that anybody can sign for", by_anybody, 10)
    yield Case("key of another kind", mailed(record=signer.key_record("rsa-2048")), 10)
    yield Case("RSA key that is none", mailed(key="rsa-2048", record="v=DKIM1; p=AAAA"), 10)
    yield Case("RSA key of 768 bits", mailed(key="rsa-768"), 10)
    exact = signer.key_record("ed25519", flags="t=s; ")
    yield Case("exact key, sender below", mailed(record=exact, sender=f"Ada <ada@office.{DOMAIN}>"), 10)
    yield Case("exact key, identity below", mailed(record=exact, tags={"i": f"@office.{DOMAIN}"}), 10)


def _record(flags: str) -> str:
    record = signer.key_record("ed25519", flags=flags)
    return record.replace("k=ed25519; k=", "k=")


def _mails() -> Iterator[Case]:
    for subject in (
        f"CONFIRM TS-1001 {claim_log.code(verb='CONFIRM')}",
        f"DISPUTE TS-1001 {'A' * 26}",
        f"DISPUTE TS-9999 {CODE}",
        f"Fwd: DISPUTE TS-1001 {CODE}",
        f"DISPUTE TS-1001 {CODE} or not",
        f"dispute TS-1001 {CODE}",
        "Out of office",
    ):
        yield Case(f"Subject: {subject[:24]}", mailed(subject=subject), 10)
    for name, sender in {
        "two addresses": f"ada@{DOMAIN}, bea@elsewhere.example",
        "a group": f"Us: ada@{DOMAIN};",
        "an address in a name": f"ada@elsewhere.example <ada@{DOMAIN}>",
        "two pairs of brackets": f"<ada@elsewhere.example> <ada@{DOMAIN}>",
        "no address": "Ada",
    }.items():
        yield Case(f"From: {name}", mailed(sender=sender), 10)
    yield Case(
        "an automatic mail", mailed(extra=[("Auto-Submitted", "auto-replied")], h=(*signer.PLAIN, "Auto-Submitted")), 10
    )
    yield Case("a list's mail", mailed(extra=[("List-Id", "<all.example>")], h=(*signer.PLAIN, "List-Id")), 10)
    yield Case("bulk mail", mailed(extra=[("Precedence", "bulk")], h=(*signer.PLAIN, "Precedence")), 10)
    yield Case("a delivery report", mailed(content_type="multipart/report; boundary=x"), 10)
    for name in ("From", "Subject", "Date", "Message-ID"):
        yield Case(f"{name} not signed", mailed(h=[one for one in signer.PLAIN if one != name]), 10)
    for tags in (
        {"l": "10"},
        {"v": "2"},
        {"q": "other"},
        {"c": "nowsp"},
        {"x": "1"},
        {"t": "99999999999"},
        {"t": "soon"},
    ):
        yield Case(f"signature with {tags}", mailed(tags=tags), 10)
    yield Case(
        "space after the value of b=", mailed(first="b", respelt=lambda raw: raw.replace(b"; v=1", b" ; v=1")), 10
    )
    yield Case("identity of another domain", mailed(tags={"i": "@elsewhere.example"}), 10)
    yield Case("rsa-sha1", mailed(key="rsa-2048", tags={"a": "rsa-sha1"}), 10)
    for at in (None, "2026-11-02T09:30:01Z", "2026-11-03T09:30:00Z", "yesterday"):
        yield Case(f"claimed at {at}", answered(claimed_at=at), 10)
    for at in ("2026-11-05T09:30:00Z", "soon", "2026-11-02T09:30:20", "2026-10-01T09:30:00Z"):
        yield Case(f"received at {at}", answered(received_at=at), 10)


def _views() -> Iterator[Case]:
    view = claim_log.signed_view()
    signed = tuple(base64.b64decode(raw) for raw in json.loads(view)["signed"])
    swapped = tuple(
        raw.replace(b"DISPUTE", b"CONFIRM").replace(CODE.encode(), claim_log.code(verb="CONFIRM").encode())
        for raw in signed
    )
    confirming = claim_log.altered_view(view, signed=swapped)
    yield Case("Subject swapped", answered(verb="CONFIRM", header_view=confirming), 10)
    yield Case("a field left out", answered(header_view=claim_log.altered_view(view, signed=signed[1:])), 10)
    yield Case("a field added", answered(header_view=claim_log.altered_view(view, signed=(*signed, b"Cc: x\r\n"))), 10)
    yield Case("a field twice", answered(header_view=claim_log.altered_view(view, signed=(signed[0], *signed))), 10)
    for name, raw in {
        "two fields": b"Subject: a\r\nSubject: b\r\n",
        "no line end": b"Subject: a",
        "a bare line feed": b"Subject: a\n b\r\n",
        "an empty fold": b"Subject: a\r\n \r\n b\r\n",
        "a control character": b"Subject: a\x07\r\n",
        "no name": b": a\r\n",
    }.items():
        fields = tuple(raw if one.startswith(b"Subject") else one for one in signed)
        yield Case(f"a part with {name}", answered(header_view=claim_log.altered_view(view, signed=fields)), 10)
    yield Case("another domain in the view", answered(header_view=claim_log.altered_view(view, domain="b.example")), 10)
    yield Case("another selector in the view", answered(header_view=claim_log.altered_view(view, selector="s2")), 10)
    yield Case("another signature field", answered(header_view=claim_log.altered_view(view, signature=signed[0])), 10)
    members = json.loads(view)
    yield Case("a digest of the view that is wrong", answered(header_view=_dumped(members | {"digest": "0" * 64})), 10)
    yield Case("a view in another order", answered(header_view=json.dumps(members)), 10)
    yield Case("a view with a member more", answered(header_view=_dumped(members | {"more": 1})), 10)
    for text in ("", "{}", "null", "[" * 5000, '{"form":"tallystick-header-view-1"}', "\ud7ff"):
        yield Case(f"the view {text[:40]!r}", answered(header_view=text), 10)


def _dumped(members: dict[str, object]) -> str:
    return json.dumps(members, sort_keys=True, separators=(",", ":"))


def unknown_kind() -> bytes:
    """Return a file with a kind of fact that nobody knows: the command refuses it, the page says so."""
    raw = claim_log.Raw("claim.revoked", {"claim": "c1"})
    return log_with(CLAIMED=raw).bundle(without_claim=True)


def false_claims() -> Iterator[tuple[str, bytes]]:
    """Yield files whose claim does not follow: the command refuses them, the page does not recompute claims."""
    for values in ({"sentence": "The organisations were consulted."}, {"confirmed": 1}, {"disputed": 0}):
        yield str(values), claim_log.redigested(HONEST.bundle(), claim=HONEST.claim(**values))

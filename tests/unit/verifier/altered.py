# SPDX-License-Identifier: Apache-2.0
"""Files that were altered on their way, each named after what is wrong, with the step that must find it.

Whoever alters a file can make its digest right again, so it is right wherever the digest itself is not the point.
"""

import base64
import dataclasses
import json
import string
from collections.abc import Callable, Iterator
from typing import Any

from tallystick.core.facts.base import Fact
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.commitments import FieldDisclosure, digest
from tallystick.core.ledger.jcs import JsonValue, canonical
from tallystick.core.ledger.leaf import encode_leaf
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.tiles import EMPTY_EDGE, TileReader, grow, root_of
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.claim_log import ClaimLog, redigested

HONEST = ClaimLog(claim_log.story())
DATA = HONEST.bundle()
FOREIGN = NoteSigner(claim_log.ORIGIN, bytes(range(1, 33)))
ELSEWHERE = NoteSigner("log.fairhaven.example", bytes(range(32)))
_ALPHABET = string.ascii_uppercase + string.ascii_lowercase + string.digits + "+/"
#: The point of order 1: anybody can make signatures that hold for it.
WEAK_KEY = b"\x01" + bytes(31)
ANSWER = claim_log.ANSWER
LAST = claim_log.ANSWER_2


@dataclasses.dataclass(frozen=True)
class Case:
    """A file that must not hold: the step at which the command finds out, and the page, where it is another."""

    name: str
    data: bytes
    step: int
    vkey: str | None = None
    page_step: int | None = None

    @property
    def step_of_page(self) -> int:
        """Return the step at which the page finds out."""
        return self.page_step or self.step


def with_entries(change: Callable[[list[Any]], object], data: bytes = DATA) -> bytes:
    """Return the file with its entries changed in place and the digest made right again."""
    entries = json.loads(data)["entries"]
    change(entries)
    return redigested(data, entries=entries)


def with_proofs(change: Callable[[str], str], data: bytes = DATA) -> bytes:
    """Return the file with every proof changed in the same way."""
    return with_entries(lambda entries: [entry.update(proof=change(entry["proof"])) for entry in entries], data)


def with_proof(change: Callable[[list[str]], object]) -> bytes:
    """Return the file with the lines of the answer's proof changed in place."""

    def rewrite(entries: list[Any]) -> None:
        lines = entries[ANSWER]["proof"].split("\n")
        change(lines)
        entries[ANSWER]["proof"] = "\n".join(lines)

    return with_entries(rewrite)


def with_leaf(**members: object) -> bytes:
    """Return the file with members of the answer's leaf replaced."""

    def rewrite(entries: list[Any]) -> None:
        leaf = json.loads(HONEST.logged[ANSWER].data) | members
        entries[ANSWER]["leaf"] = b64.encode(canonical(leaf))

    return with_entries(rewrite)


def with_disclosure(number: int, change: Callable[[list[Any]], object]) -> bytes:
    """Return the file with one disclosure of the answer changed."""

    def rewrite(entries: list[Any]) -> None:
        parts = json.loads(b64.decode_url(entries[ANSWER]["disclosures"][number], what="it"))
        change(parts)
        entries[ANSWER]["disclosures"][number] = b64.encode_url(canonical(parts))

    return with_entries(rewrite)


def signed_again(signer: NoteSigner, **head: object) -> bytes:
    """Return the file with the checkpoint replaced by one of another key or with another head."""
    growth = grow(edge=EMPTY_EDGE, entries=[item.data for item in HONEST.logged])
    values: dict[str, Any] = {"origin": claim_log.ORIGIN, "size": len(HONEST.logged), "root": root_of(growth.edge)}
    checkpoint = sign_checkpoint(checkpoint=Checkpoint(**values | head), signers=[signer]).decode()
    return with_proofs(lambda proof: proof.partition("\n\n")[0] + "\n\n" + checkpoint)


def relogged(facts: list[tuple[str, Fact]], **clear: dict[str, object]) -> ClaimLog:
    """Return a log in which members of leaves were wrong from the first; names are those of the places."""
    log = ClaimLog(facts)
    for place, members in clear.items():
        index = getattr(claim_log, place)
        leaf = dataclasses.replace(log.logged[index].leaf, **members)  # type: ignore[arg-type]
        log.logged[index] = dataclasses.replace(log.logged[index], leaf=leaf, data=encode_leaf(leaf))
    growth = grow(edge=EMPTY_EDGE, entries=[item.data for item in log.logged])
    head = Checkpoint(claim_log.ORIGIN, len(log.logged), root_of(growth.edge))
    log.checkpoint = sign_checkpoint(checkpoint=head, signers=[claim_log.SIGNER])
    log.reader = TileReader(size=head.size, root=head.root, fetch=dict(growth.files).__getitem__)
    return log


def cases() -> Iterator[Case]:
    """Yield all of them."""
    yield from _form()
    yield from _keys()
    yield from _checkpoints()
    yield from _leaves()
    yield from _proofs()
    yield from _disclosures()
    yield from _commitments()
    yield from _order()
    yield Case("title changed, digest kept", DATA.replace(b"two charities", b"two authorities"), 8)
    yield Case("digest of nothing", redigested(DATA).replace(json.loads(DATA)["digest"].encode(), b"A" * 43), 8)


def _form() -> Iterator[Case]:
    members = json.loads(DATA)
    yield Case("nothing", b"", 1)
    yield Case("no line feed", DATA[:-1], 1)
    yield Case("two line feeds", DATA + b"\n", 1)
    yield Case("a space instead of the line feed", DATA[:-1] + b" ", 1)
    yield Case("a byte order mark", b"\xef\xbb\xbf" + DATA, 1)
    yield Case("not UTF-8", DATA.replace(b"charities", b"charit\xff\xfe"), 1)
    yield Case("a space", DATA.replace(b'{"bundle"', b'{ "bundle"'), 1)
    yield Case("an escape that is not needed", DATA.replace(b'"What is', b'"\\u0057hat is'), 1)
    yield Case("a lone surrogate", DATA.replace(b'"What is', b'"\\ud800hat is'), 1)
    yield Case("a member twice", DATA.replace(b'"origin":', b'"origin":"x","origin":'), 1)
    yield Case("a member named __proto__", redigested(DATA, __proto__={"bundle": "tallystick.bundle/v1"}), 1)
    yield Case("another format", redigested(DATA, bundle="tallystick.bundle/v2"), 1)
    yield Case("a float", DATA.replace(b'"claimed":2', b'"claimed":2.0'), 1)
    yield Case("a huge number", DATA.replace(b'"claimed":2', b'"claimed":9007199254740992'), 1)
    yield Case("minus nought", DATA.replace(b'"confirmed":0', b'"confirmed":-0'), 1)
    yield Case("no entries", redigested(DATA, entries=[], evidence=[]), 1)
    yield Case("entries out of order", redigested(DATA, entries=members["entries"][::-1]), 1)
    yield Case("an entry twice", redigested(DATA, entries=[*members["entries"], members["entries"][-1]]), 1)
    yield Case("evidence of no entry", redigested(DATA, evidence=[{"entry": 99, "type": "answer"}]), 1)
    yield Case("evidence without an entry", redigested(DATA, evidence=[{"type": "answer"}]), 1)
    for member in members:
        for value in (None, True, -1, "", [], {}, {"__proto__": None}, [[]]):
            legal = (member == "claim" and isinstance(value, dict | None)) or (member == "evidence" and value == [])
            if member != "digest" and not legal and not isinstance(value, str):
                yield Case(f"{member} is {value!r}", redigested(DATA, **{member: value}), 1)
    for member in members["entries"][0]:
        for value in (None, True, -1, 1.5, {}, [1], [[]], {"__proto__": 1}):
            yield Case(f"{member} of an entry is {value!r}", _entry_member(member, value), 1)


def _entry_member(member: str, value: object) -> bytes:
    if isinstance(value, float):  # has no canonical form: spelt into the text
        return _entry_member(member, "FLOAT").replace(b'"FLOAT"', str(value).encode())
    return with_entries(lambda entries: entries[ANSWER].update({member: value}))


def _keys() -> Iterator[Case]:
    weak = dataclasses.replace(claim_log.SIGNER.verifier)
    object.__setattr__(weak, "public_key", WEAK_KEY)
    vkey = claim_log.SIGNER.verifier.vkey
    yield Case("another key than the one given", DATA, 2, FOREIGN.verifier.vkey)
    yield Case("another log's key", redigested(DATA, vkey=ELSEWHERE.verifier.vkey), 2)
    yield Case("a key that anybody can sign for", redigested(DATA, vkey=weak.vkey), 2)
    yield Case("a key under a wrong id", redigested(DATA, vkey=vkey.replace(vkey.split("+")[1], "00000000")), 2)
    yield Case("a key without its id", redigested(DATA, vkey=vkey.replace(vkey.split("+")[1] + "+", "")), 2)
    yield Case("no key", redigested(DATA, vkey=""), 2)
    yield Case("a key and more", redigested(DATA, vkey=vkey + "="), 2)
    yield Case("another origin", redigested(DATA, origin=ELSEWHERE.name), 2)


def _checkpoints() -> Iterator[Case]:
    own = claim_log.ORIGIN
    root = b64.encode(bytes(32))
    yield Case("a foreign key", redigested(DATA, vkey=FOREIGN.verifier.vkey), 3)
    yield Case("a checkpoint signed by another key", signed_again(FOREIGN), 3)
    yield Case("a checkpoint of another log", signed_again(claim_log.SIGNER, origin=ELSEWHERE.name), 3)
    yield Case(
        "a larger log than was signed", with_proofs(lambda text: text.replace(f"\n{own}\n11", f"\n{own}\n12")), 3
    )
    yield Case("an extension line", with_proofs(lambda text: text.replace("=\n\n—", "=\nmore\n\n—")), 3)
    yield Case("no signature", with_proofs(lambda text: text.partition("—")[0]), 3)
    yield Case("a signature cut short", with_proofs(lambda text: text[:-9] + "\n"), 3)
    yield Case("a signature that is not base64", with_proofs(lambda text: text[:-9] + "!!!!!!!=\n"), 3)
    line = FOREIGN.sign(b"something").line()
    yield Case("a hundred and one signatures", with_proofs(lambda text: text + line * 100), 3)
    yield Case("a control character in a signature", with_proofs(lambda text: text + line.replace(" l", " \x02l")), 3)
    yield Case("a control character", with_proofs(lambda text: text.replace("11\n", "11\x0b\n")), 3)
    yield Case("a root of 31 bytes", with_proofs(lambda text: _head(text, root=b64.encode(bytes(31)))), 3)
    yield Case("a size with a nought before it", with_proofs(lambda text: _head(text, size="011", root=root)), 3)
    yield Case("a size beyond 2^63", with_proofs(lambda text: _head(text, size=str(2**63), root=root)), 3)
    yield Case("a checkpoint of its own for one entry", with_proof(lambda lines: lines.append("")), 3)
    yield Case("no proof", with_proofs(lambda _: ""), 3)
    yield Case("a proof of another format", with_proof(lambda lines: lines.__setitem__(0, "tlog-proof@v2")), 3)
    yield Case("a proof without an index", with_proof(lambda lines: lines.pop(1)), 3)
    yield Case("a proof of index -1", with_proof(lambda lines: lines.__setitem__(1, "index -1")), 3)
    yield Case("a proof with 64 hashes", with_proof(lambda lines: lines.__setitem__(slice(2, 2), [root] * 64)), 3)
    yield Case("a proof with a short hash", with_proof(lambda lines: lines.__setitem__(2, b64.encode(bytes(31)))), 3)
    yield Case("extra data that is no base64", with_proof(lambda lines: lines.insert(1, "extra ???")), 3)


def _head(proof: str, *, root: str, size: str = "11") -> str:
    """Return a proof whose checkpoint says something else, as the log would sign it if it were so careless."""
    text = f"{claim_log.ORIGIN}\n{size}\n{root}\n"
    return proof.partition("\n\n")[0] + "\n\n" + text + "\n" + claim_log.SIGNER.sign(text.encode()).line()


def _leaves() -> Iterator[Case]:
    leaf = json.loads(HONEST.logged[ANSWER].data)
    raw = HONEST.logged[ANSWER].data
    for member in leaf:
        for value in (None, True, "", [], {}, -1, "\u0430.b"):
            if (member, value) != ("sd", []):  # no fact has no fields, but a leaf may
                yield Case(f"{member} of a leaf is {value!r}", with_leaf(**{member: value}), 4)
    yield Case("a leaf with one more member", with_leaf(more=1), 4)
    yield Case("a leaf of version 2", with_leaf(v=2), 4)
    yield Case("a leaf with a digest twice", with_leaf(sd=[leaf["sd"][0]] * 2), 4)
    yield Case("a leaf with a digest of stray bits", with_leaf(sd=["A" * 42 + "B"]), 4)
    yield Case("a leaf of the 30th of February", with_leaf(time="2026-02-30T09:30:00Z"), 4)
    yield Case("a leaf at hour 24", with_leaf(time="2026-02-03T24:00:00Z"), 4)
    yield Case("a leaf in the year 0", with_leaf(time="0000-01-01T00:00:00Z"), 4)
    yield Case("a leaf with a fraction of a second", with_leaf(time="2026-02-03T09:30:00.5Z"), 4)
    yield Case("a leaf with a short prev", with_leaf(prev=[4]), 4)
    yield Case("a first leaf that has a prev", with_leaf(pseq=1), 4)
    yield Case("a leaf of spaces", with_entries(lambda all_: all_[0].update(leaf=b64.encode(b" " + raw))), 4)
    spare = base64.b64encode(raw).decode().rstrip("=")
    if len(spare) % 4:  # has pad bits, which must be nought
        last = _ALPHABET[_ALPHABET.index(spare[-1]) + 1]
        respelt = spare[:-1] + last + "=" * (-len(spare) % 4)
        yield Case("a leaf in a second spelling", with_entries(lambda all_: all_[ANSWER].update(leaf=respelt)), 1)
    yield Case("a leaf that is not base64", with_entries(lambda all_: all_[0].update(leaf="!")), 1)
    digests = [b64.encode_url(n.to_bytes(32)) for n in range(720)]
    yield Case("a leaf of 33 KiB", with_leaf(sd=digests), 1, page_step=4)


def _proofs() -> Iterator[Case]:
    yield Case("another leaf", with_leaf(kind="answer.revoked1"), 5)
    yield Case("a later time in the leaf", with_leaf(time="2026-11-02T09:30:21Z"), 5)
    yield Case("a broken hash", with_proof(lambda lines: lines.__setitem__(2, b64.encode(bytes(32)))), 5)
    yield Case("two hashes swapped", with_proof(lambda lines: lines.__setitem__(slice(2, 4), [lines[3], lines[2]])), 5)
    yield Case("a hash too few", with_proof(lambda lines: lines.pop(5)), 5)
    yield Case("a hash too many", with_proof(lambda lines: lines.insert(5, lines[5])), 5)
    yield Case("the proof of another entry", with_proof(lambda lines: lines.__setitem__(1, "index 4")), 5)
    yield Case("the proof of an entry beyond the log", with_proof(lambda lines: lines.__setitem__(1, "index 11")), 5)
    yield Case("two leaves swapped", with_entries(_swap_leaves), 5)
    yield Case("an entry under another number", with_entries(lambda entries: entries[LAST].update(index=12)), 5)


def _swap_leaves(entries: list[Any]) -> None:
    entries[2]["leaf"], entries[8]["leaf"] = entries[8]["leaf"], entries[2]["leaf"]


def _disclosures() -> Iterator[Case]:
    opened = json.loads(DATA)["entries"][ANSWER]["disclosures"]
    element = next(number for number, text in enumerate(opened) if len(json.loads(b64.decode_url(text, what=""))) == 2)
    yield Case("a changed value", with_disclosure(3, lambda parts: parts.__setitem__(2, "CONFIRM")), 6)
    yield Case("a changed element", with_disclosure(element, lambda parts: parts.__setitem__(1, "To")), 6)
    yield Case("a changed name", with_disclosure(3, lambda parts: parts.__setitem__(1, "level")), 6)
    yield Case("a name that is none", with_disclosure(3, lambda parts: parts.__setitem__(1, "__proto__")), 6)
    yield Case("a short salt", with_disclosure(3, lambda parts: parts.__setitem__(0, "AAAA")), 6)
    yield Case("a disclosure of four parts", with_disclosure(3, lambda parts: parts.append(1)), 6)
    yield Case("a disclosure of one part", with_disclosure(3, lambda parts: parts.__delitem__(slice(1, 3))), 6)
    yield Case("a disclosure of null", _disclosures_of(lambda all_: all_.append(b64.encode_url(b"null"))), 6)
    yield Case("a disclosure of a number", _disclosures_of(lambda all_: all_.append(b64.encode_url(b"7"))), 6)
    yield Case("a disclosure that is no base64url", _disclosures_of(lambda all_: all_.append("ab+/")), 6)
    yield Case("a disclosure twice", _disclosures_of(lambda all_: all_.append(all_[0])), 6)
    yield Case("a disclosure of another entry", _disclosures_of(lambda all_: all_.append(_foreign())), 6)
    yield Case("an element without its list", _disclosures_of(lambda all_: all_.pop(element - 1)), 6)
    yield Case("two names swapped", _names_of(lambda names: names.__setitem__(slice(3, 5), names[3:5][::-1])), 6)
    yield Case("a name too few", _names_of(lambda names: names.pop()), 6)
    yield Case("a name twice", _names_of(lambda names: names.__setitem__(1, names[0])), 6)
    yield Case("a reserved name", _names_of(lambda names: names.__setitem__(-1, "_sd")), 6, page_step=9)
    yield Case("an empty name", _names_of(lambda names: names.__setitem__(-1, "")), 6, page_step=9)


def _foreign() -> str:
    text: str = json.loads(DATA)["entries"][2]["disclosures"][0]
    return text


def _disclosures_of(change: Callable[[list[str]], object]) -> bytes:
    return with_entries(lambda entries: change(entries[ANSWER]["disclosures"]))


def _names_of(change: Callable[[list[str]], object]) -> bytes:
    return with_entries(lambda entries: change(entries[ANSWER]["names"]))


def recommitted(*changes: tuple[int, list[JsonValue]]) -> bytes:
    """Return a file of a log that committed to other parts than [salt, name, value] in the last answer's fields."""
    item = HONEST.logged[LAST]
    sd, disclosures = list(item.leaf.sd), dict(item.disclosures)
    for number, parts in changes:
        text = b64.encode_url(canonical(parts))
        sd[number] = digest(text)
        disclosures[list(disclosures)[number]] = FieldDisclosure(text)
    log = relogged(claim_log.story(), ANSWER_2={"sd": tuple(sd)})
    log.logged[LAST] = dataclasses.replace(log.logged[LAST], disclosures=disclosures)
    return log.bundle(without_claim=True)


def _commitments() -> Iterator[Case]:
    salt, other = b64.encode_url(b"\xaa" * 32), b64.encode_url(b"\xbb" * 32)
    sd = HONEST.logged[LAST].leaf.sd
    yield Case("committed with a short salt", recommitted((3, ["AAAA", "verb", "CONFIRM"])), 6)
    yield Case("committed with a salt of stray bits", recommitted((3, ["A" * 42 + "B", "verb", "CONFIRM"])), 6)
    yield Case("committed with a salt that is none", recommitted((3, [7, "verb", "CONFIRM"])), 6)
    yield Case("committed to four parts", recommitted((3, [salt, "verb", "CONFIRM", "DISPUTE"])), 6)
    yield Case(
        "committed to one salt twice", recommitted((3, [salt, "verb", "CONFIRM"]), (4, [salt, "level", "link"])), 6
    )
    yield Case("committed to a list that is none", recommitted((13, [salt, "signed", ["From"]])), 6)
    twice: list[JsonValue] = [{"...": digest("x")}, {"...": digest("x")}]
    yield Case("committed to one element twice", recommitted((13, [salt, "signed", twice])), 6)
    across: list[JsonValue] = [{"...": digest("x")}]
    lists = ((13, [salt, "signed", across]), (14, [other, "unsigned", across]))
    yield Case("committed to one element in two lists", recommitted(*lists), 6)
    yield Case("committed to a field in a list", recommitted((13, [salt, "signed", [{"...": sd[0]}]])), 6)


def _order() -> Iterator[Case]:
    leaf = HONEST.logged[LAST].leaf
    assert leaf.prev is not None
    link = leaf.prev[1]
    yield Case("an entry dated before the one it follows", _misnumbered(time=HONEST.logged[1].leaf.time), 7)
    yield Case("an entry dated in the future", _misnumbered(time=leaf.time.replace(year=2036)), 7)
    yield Case("a link to another hash", _misnumbered(prev=(9, b64.encode_url(bytes(32)))), 7)
    yield Case("a link to another entry", _misnumbered(prev=(8, link)), 7)
    yield Case("a link to itself", _misnumbered(prev=(LAST, link)), 7)
    yield Case("a link ahead", _misnumbered(entries=[LAST], prev=(LAST + 1, link)), 7)
    yield Case("a link too far back for its number", _misnumbered(entries=[LAST], prev=(3, link)), 7)
    yield Case("a number twice", _misnumbered(pseq=leaf.pseq - 1), 7)
    yield Case("a number that has no room", _misnumbered(pseq=leaf.pseq + 1, prev=(9, link)), 7)
    yield Case("a link past an entry that is left out", _misnumbered(entries=[*range(9), LAST], prev=(8, link)), 7)


def _misnumbered(*, entries: list[int] | None = None, **members: object) -> bytes:
    """Return a file of a log in which the last entry, to which no other links, was wrong from the first."""
    return relogged(claim_log.story(), ANSWER_2=members).bundle(entries=entries, without_claim=True)

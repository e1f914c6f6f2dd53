# SPDX-License-Identifier: Apache-2.0
"""The verifier page's own functions: inclusion proofs, canonical JSON, dates; and files that are hostile."""

import base64
import json
from collections.abc import Iterator
from email.utils import format_datetime
from typing import Any

import pytest
from hypothesis import given, settings

from tallystick.core.errors import Invalid
from tallystick.core.evidence.maildate import read_date
from tallystick.core.ledger.bundle import MAX_BUNDLE_SIZE
from tallystick.core.ledger.jcs import MAX_DEPTH, MAX_INTEGER, canonical, parse_canonical
from tests import signer
from tests.rigs.browser import open_page
from tests.unit.core.claims import claim_log
from tests.unit.core.ledger.json_values import VALUES
from tests.unit.verifier import lies
from tests.unit.verifier.altered import DATA, with_entries
from tests.unit.verifier.asking import ADDRESS, ask
from tests.vectors.test_tlog_folder import folder

pytestmark = pytest.mark.browser

LIMIT = 100_000


@pytest.fixture(scope="module")
def verifier(browser) -> Iterator[Any]:
    """The page, opened from disk once for all."""
    with open_page(browser) as page:
        page.goto(ADDRESS)
        yield page


# Inclusion proofs


_INCLUSION = """async vectors => {
  const wrong = [];
  for (const {name, index, size, leaf, path, root, wanted} of vectors) {
    const held = await checkInclusion(BigInt(index), BigInt(size), atob(leaf), path.map(atob), atob(root))
      .then(() => true, () => false);
    if (held !== wanted) wrong.push(name);
  }
  return wrong;
}"""


def test_the_98_inclusion_vectors_of_transparency_dev(verifier):
    base = folder() / "merkle-transparency-dev" / "inclusion"
    vectors = [
        _vector(path.relative_to(base).as_posix(), json.loads(path.read_text())) for path in base.rglob("*.json")
    ]
    assert len(vectors) == 98
    assert {vector["wanted"] for vector in vectors} == {True, False}
    assert verifier.evaluate(_INCLUSION, vectors) == []


def _vector(name: str, read: dict[str, Any]) -> dict[str, Any]:
    numbers = {"index": str(read["leafIdx"]), "size": str(read["treeSize"])}
    hashes = {"leaf": read["leafHash"] or "", "root": read["root"] or "", "path": read["proof"] or []}
    return {"name": name, "wanted": not read["wantErr"]} | numbers | hashes


# Canonical JSON


@settings(max_examples=150, deadline=None)
@given(value=VALUES)
def test_canonical_bytes_are_those_of_the_command(verifier, value):
    spelt = json.dumps(value)
    found = verifier.evaluate("text => latin(new TextEncoder().encode(canonical(JSON.parse(text))))", spelt)
    assert found.encode("latin-1") == canonical(value)


def _nested(levels: int) -> bytes:
    return b"[" * levels + b"]" * levels


_TEXTS = [
    *(b"", b"null", b"true", b"0", b"-1", b'""', b"[]", b"{}", b'{"a":1,"b":[null,false]}'),
    *(b" 1", b"1 ", b"1\n", b'{"a": 1}', b'{"b":1,"a":2}', b"[1,]", b"01", b"+1", b"-0", b"1.0", b"1e1", b"1E400"),
    *(b"NaN", b"Infinity", b"0x10", b"1_000", b"nul", b"True", b"'a'", b"[1]]", b"{a:1}", b"//", b"[1,2"),
    *(f"{MAX_INTEGER}".encode(), f"{MAX_INTEGER + 1}".encode(), f"-{MAX_INTEGER}".encode(), b"9" * 400),
    *(b'{"a":1,"a":1}', b'{"a":1,"a":2}', b'{"__proto__":1}', b'{"__proto__":{"a":1},"b":2}', b'{"":0}'),
    *(b'{"constructor":1,"toString":2}', b'{"10":1,"9":2}', b'{"9":2,"10":1}', b'{"length":0}'),
    *('"é"'.encode(), b'"\\u00e9"', b'"\\/"', b'"\\n"', b'"\n"', b'"\\u000a"', b'"\\u001f"', b'"\\u001F"', b'"\x7f"'),
    *(b'"\\ud800"', b'"\\ud83d\\ude00"', '"😀"'.encode(), '"\u2028\u2029"'.encode(), b'"\\udc00\\ud800"'),
    *('{"\ufb33":1,"😀":2}'.encode(), '{"😀":2,"\ufb33":1}'.encode(), b'{"a":1,"Z":2}', b'{"Z":2,"a":1}'),
    *(b"\xff", b'"\xc3"', b'"\xed\xa0\x80"', b'"\xc0\x80"', b"\xef\xbb\xbf1", b"\x00", b'"\x00"'),
    *(_nested(MAX_DEPTH), _nested(MAX_DEPTH + 1), _nested(400), b'{"a":' * 64 + b"1" + b"}" * 64),
    *(b'{"a":' * 65 + b"1" + b"}" * 65, b'"' + b"[" * 100 + b'"', b'["\\"",[1]]', b'"' + b"a" * (LIMIT - 2) + b'"'),
    b'"' + b"a" * (LIMIT - 1) + b'"',
]
_READS = "([data, limit]) => { try { readJson(bytes(atob(data)), limit); return true } catch { return false } }"


@pytest.mark.parametrize("data", _TEXTS, ids=lambda data: repr(data[:40]))
def test_the_page_reads_the_same_json_as_the_command(verifier, data):
    try:
        parse_canonical(data, limit=LIMIT)
        reads = True
    except Invalid:
        reads = False
    assert verifier.evaluate(_READS, [base64.b64encode(data).decode(), LIMIT]) == reads


def test_both_answers_occur():
    readable = [data for data in _TEXTS if data in (b"null", b'{"__proto__":1}')]
    assert len(readable) == 2
    for data in readable:
        parse_canonical(data, limit=LIMIT)


# Dates and addresses


@pytest.mark.parametrize(
    "date",
    [
        format_datetime(signer.WHEN),
        "2 Nov 2026 09:30:00 +0000",
        "Mon, 2 Nov 2026 10:30:00 +0100 (CET)",
        "Mon, 02 Nov 2026 09:30 GMT",
        "Mon, 02 Nov 2026 09:30:00 UT",
        "Mon, 02 Nov 2026 04:00:00 -0530",
        "Mon, 02 Nov 2026 09:30:00 EST",
        "yesterday",
        "",
    ],
)
def test_dates_of_mails_are_read_as_the_command_reads_them(verifier, date):
    try:
        wanted = read_date(date).timestamp() * 1000
    except Invalid:
        wanted = None
    found = verifier.evaluate("date => { const time = readDate(date); return isNaN(time) ? null : time }", date)
    assert found == wanted


# Hostile files


def _hostile() -> Iterator[tuple[str, bytes]]:
    yield "not JSON", b"%PDF-1.7\n"
    yield "bytes", bytes(range(256)) * 40 + b"\n"
    yield "a page", b"<!doctype html><script>alert(1)</script>\n"
    yield "one member more", claim_log.redigested(DATA, polluted=True)
    for name in ("__proto__", "constructor", "toString", "hasOwnProperty"):
        yield f"claim with {name}", claim_log.redigested(DATA, claim={name: {"polluted": True}, "claim": "c1"})
        yield f"entry with {name}", with_entries(lambda entries, name=name: entries[0].update({name: {"polluted": 1}}))
    yield "a claim of an object", claim_log.redigested(DATA, claim={"claim": {"claim": []}})
    yield "a claim nested 60 deep", claim_log.redigested(DATA, claim={"claim": json.loads(_nested(60))})
    yield "a proof of a million lines", with_entries(lambda entries: entries[0].update(proof="a\n" * 500_000))
    yield "a proof of one long line", with_entries(lambda entries: entries[0].update(proof="a" * 1_000_000))
    yield "a vkey of a million signs", claim_log.redigested(DATA, vkey="+" * 1_000_000)
    yield "ten thousand names", with_entries(lambda entries: entries[0].update(names=["a"] * 10_000))
    yield "ten thousand and one names", with_entries(lambda entries: entries[0].update(names=["a"] * 10_001))
    yield "a subject without end", lies.mailed(subject="A" * 900 + " " + "x" * 900)
    yield "tags without end", lies.mailed(record="v=DKIM1; " + " ;" * 1000)
    yield "an address without end", lies.mailed(sender='"' + "\\" * 400 + " a" * 200)


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in _hostile()])
def test_a_hostile_file_gets_a_reason(verifier, data):
    found = ask(verifier, data)
    assert found.failed in (1, 2, 3, 4, 6, 10, 11) or found.report[-1][2]
    assert found.said or found.failed is None
    assert verifier.evaluate("({}).polluted") is None


_FILLED = """async ([byte, more]) => {
  const data = new Uint8Array(2 ** 24 + more).fill(byte);
  data[data.length - 1] = 10;
  return (await verify(data)).failed.number;
}"""


@pytest.mark.parametrize("sign", ["[", "{", '"', "\\", "1", " ", "\n"])
@pytest.mark.parametrize("more", [1, 2])
def test_16_mib_of_one_sign(verifier, sign, more):
    assert MAX_BUNDLE_SIZE == 2**24
    assert verifier.evaluate(_FILLED, [ord(sign), more]) == 1

# SPDX-License-Identifier: Apache-2.0
"""The bundle file: built as it is read, and every malformed member refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import bundle as bundle_module
from tallystick.core.ledger.bundle import MAX_BUNDLE_SIZE, Bundle, BundleEntry, check_digest, parse_bundle
from tallystick.core.ledger.jcs import canonical
from tests.unit.core.ledger.small_log import ORIGIN, SIGNER, SmallLog, chain

LOG = SmallLog.of(chain())
EVIDENCE = {"entry": 1, "type": "mail", "raw": "RnJvbTogYmVh", "keys": {"k": ["v"]}}
CLAIM = {"text": "We consulted Harbour Trust.", "parts": [1, None]}
DATA = LOG.bundle(LOG.entry(4), LOG.entry(1), evidence=[EVIDENCE], claim=CLAIM)


def test_a_bundle_reads_as_it_was_built_with_its_entries_by_index() -> None:
    bundle = parse_bundle(DATA)
    assert bundle == Bundle(
        origin=ORIGIN,
        vkey=SIGNER.verifier.vkey,
        title="What Harbour Trust answered",
        entries=(LOG.entry(1), LOG.entry(4)),
        evidence=(EVIDENCE,),
        claim=CLAIM,
        digest=bundle.digest,
    )
    check_digest(bundle)


def test_a_bundle_is_one_canonical_object_and_a_line_feed() -> None:
    assert canonical(json.loads(DATA)) + b"\n" == DATA
    assert json.loads(DATA)["bundle"] == "tallystick.bundle/v1"


def test_evidence_and_claim_may_be_absent() -> None:
    bundle = parse_bundle(LOG.bundle(LOG.entry(0)))
    assert (bundle.evidence, bundle.claim) == ((), None)


def test_a_digest_of_other_members_is_found() -> None:
    with pytest.raises(Unverified):
        check_digest(replace(parse_bundle(DATA), title="Something else"))


def changed(change: Callable[[dict[str, Any]], Any]) -> bytes:
    members = json.loads(DATA)
    change(members)
    return canonical(members) + b"\n"


def put(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda members: members.update({name: value})


def put_entry(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda members: members["entries"][0].update({name: value})


def put_evidence(name: str, value: Any) -> Callable[[dict[str, Any]], Any]:
    return lambda members: members["evidence"][0].update({name: value})


MEMBERS = ["bundle", "origin", "vkey", "title", "entries", "evidence", "claim", "digest"]
ENTRY_MEMBERS = ["index", "leaf", "names", "disclosures", "proof"]


@pytest.mark.parametrize("name", MEMBERS)
def test_a_missing_member_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="members"):
        parse_bundle(changed(lambda members: members.pop(name)))


@pytest.mark.parametrize("name", ENTRY_MEMBERS)
def test_a_missing_member_of_an_entry_is_refused(name: str) -> None:
    with pytest.raises(Invalid, match="members"):
        parse_bundle(changed(lambda members: members["entries"][0].pop(name)))


@pytest.mark.parametrize("name", ["entry", "type"])
def test_evidence_without_its_place_or_type_is_refused(name: str) -> None:
    with pytest.raises(Invalid):
        parse_bundle(changed(lambda members: members["evidence"][0].pop(name)))


@pytest.mark.parametrize(
    "change",
    [
        put("bundle", "tallystick.bundle/v2"),
        put("origin", None),
        put("vkey", 1),
        put("title", ["x"]),
        put("digest", None),
        put("entries", []),
        put("entries", {}),
        put("entries", ["x"]),
        put("evidence", None),
        put("evidence", ["x"]),
        put("claim", []),
        put("claim", "x"),
        put("more", 1),
        put_entry("index", -1),
        put_entry("index", True),
        put_entry("index", "1"),
        put_entry("index", 4),
        put_entry("index", 5),
        put_entry("leaf", "not base64"),
        put_entry("leaf", "AB=="),
        put_entry("leaf", None),
        put_entry("leaf", "A" * 43_696),
        put_entry("names", "x"),
        put_entry("names", [1]),
        put_entry("disclosures", None),
        put_entry("disclosures", [None]),
        put_entry("proof", 1),
        put_entry("more", 1),
        put_evidence("entry", 2),
        put_evidence("entry", True),
        put_evidence("entry", None),
        put_evidence("type", 1),
    ],
    ids=[
        "another version",
        "origin no string",
        "vkey no string",
        "title no string",
        "digest no string",
        "no entries",
        "entries no list",
        "entry no object",
        "evidence no list",
        "evidence no object",
        "claim a list",
        "claim a string",
        "unknown member",
        "negative index",
        "index a boolean",
        "index a string",
        "an index twice",
        "indexes out of order",
        "leaf not base64",
        "leaf not canonical base64",
        "leaf no string",
        "leaf too long",
        "names no list",
        "name no string",
        "disclosures no list",
        "disclosure no string",
        "proof no string",
        "unknown member of an entry",
        "evidence of an absent entry",
        "evidence entry a boolean",
        "evidence entry null",
        "evidence type no string",
    ],
)
def test_a_malformed_member_is_refused(change: Callable[[dict[str, Any]], Any]) -> None:
    with pytest.raises(Invalid):
        parse_bundle(changed(change))


@pytest.mark.parametrize(
    "data",
    [b"", b"\n", DATA[:-1], DATA + b"\n", b" " + DATA, DATA.replace(b"\n", b"\r\n"), b"[]\n", b"null\n"],
    ids=["nothing", "a line feed", "no line feed", "two line feeds", "a space", "carriage return", "a list", "null"],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_bundle(data)


def test_sizes_are_limited(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Invalid, match="more than 16777216"):
        parse_bundle(b"1" * (MAX_BUNDLE_SIZE + 1) + b"\n")
    monkeypatch.setattr(bundle_module, "MAX_ITEMS", 1)
    with pytest.raises(Invalid, match="more than 1"):
        parse_bundle(DATA)


def test_a_bundle_that_would_not_be_read_is_not_built() -> None:
    with pytest.raises(Invalid):
        LOG.bundle()
    with pytest.raises(Invalid):
        LOG.bundle(LOG.entry(1), LOG.entry(1))
    with pytest.raises(Invalid):
        LOG.bundle(LOG.entry(1), evidence=[{"entry": 3, "type": "mail"}])
    with pytest.raises(Invalid):
        LOG.bundle(BundleEntry(index=1, leaf=b"", names=(), disclosures=("\ud800",), proof=""))

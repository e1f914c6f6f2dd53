# SPDX-License-Identifier: Apache-2.0
"""The list of published claims: read strictly, and compared with what follows from the facts."""

import json
from collections.abc import Mapping

import pytest

from tallystick.core.claims.consultation import claim_standing
from tallystick.core.claims.open_data import (
    MAX_CLAIMS,
    OpenClaim,
    OpenData,
    encode_open_data,
    parse_open_data,
    recompute,
)
from tallystick.core.claims.verify_claim import claim_object
from tallystick.core.claims.wording import read_date
from tallystick.core.errors import Invalid, Unverified
from tallystick.core.facts.base import Recorded, as_public
from tallystick.core.ledger.jcs import canonical
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.claim_log import CLAIM, CLAIMED, PROJECT, ClaimLog, story

FACTS = [
    Recorded(entry=one.entry, time=one.time, project=one.project, fact=as_public(one.fact))
    for one in ClaimLog(story()).facts
]
SIZE = len(FACTS)


def row(*, size: int = SIZE, **says: object) -> OpenClaim:
    counted = [one for one in FACTS if one.entry < size]
    standing = claim_standing(claim=CLAIM, facts=counted, starts_on=read_date("2019-06-01"))
    return OpenClaim(
        project=PROJECT,
        entry=CLAIMED,
        page=f"/projects/p/claims/{CLAIM}/",
        bundle=f"/projects/p/claims/{CLAIM}/bundle.json",
        says={**claim_object(standing), **says},  # type: ignore[dict-item]
    )


def listed(*rows: OpenClaim) -> OpenData:
    return OpenData(origin=claim_log.ORIGIN, size=SIZE, claims=rows)


def test_what_is_written_is_read() -> None:
    data = listed(row())
    assert parse_open_data(encode_open_data(data)) == data
    assert parse_open_data(encode_open_data(listed())).claims == ()
    assert data.claims[0].claim == CLAIM


def test_what_follows_from_the_facts_is_what_the_list_says() -> None:
    assert recompute(row=row(), facts=FACTS, size=SIZE).sentence == row().says["sentence"]


def test_later_facts_do_not_count() -> None:
    sizes = range(CLAIMED + 1, SIZE + 1)
    with pytest.raises(Invalid):  # the second engagement that it names is not claimed yet
        row(size=sizes[0])
    assert recompute(row=row(size=SIZE - 1), facts=FACTS, size=SIZE - 1).unconfirmed == 1


@pytest.mark.parametrize(
    ("member", "value"),
    [("sentence", "Both were consulted."), ("confirmed", 1), ("disputed", 0), ("starts_on", None), ("claimed", True)],
)
def test_what_the_list_says_otherwise_is_found(member: str, value: object) -> None:
    with pytest.raises(Unverified, match=f"the page says {member}"):
        recompute(row=row(**{member: value}), facts=FACTS, size=SIZE)


def test_a_claim_that_its_entry_does_not_make_is_none() -> None:
    for wrong in ({"entry": CLAIMED + 1}, {"project": "other"}, {"says": {**row().says, "claim": "c9"}}):
        members = {"project": PROJECT, "entry": CLAIMED, "page": "/", "bundle": "/", "says": row().says, **wrong}
        with pytest.raises(Invalid, match="does not make the claim"):
            recompute(row=OpenClaim(**members), facts=FACTS, size=SIZE)  # type: ignore[arg-type]


def test_a_project_whose_own_entry_is_hidden_cannot_be_computed() -> None:
    with pytest.raises(Invalid, match="registers the project"):
        recompute(row=row(), facts=[one for one in FACTS if one.fact.kind != "project.registered"], size=SIZE)


def _altered(members: Mapping[str, object]) -> bytes:
    return canonical(members) + b"\n"  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"format": "tallystick.claims/v2"}, "no list of"),
        ({"claims": {}}, "no list of"),
        ({"claims": [None]}, "a claim in the list"),
        ({"claims": [1] * (MAX_CLAIMS + 1)}, "no list of"),
        ({"more": 1}, "the list of claims has the members"),
        ({"origin": 1}, "origin .* is a text"),
        ({"size": -1}, "size .* is a number"),
        ({"size": True}, "size .* is a number"),
        ({"size": "1"}, "size .* is a number"),
    ],
)
def test_a_malformed_list_is_not_read(change: Mapping[str, object], what: str) -> None:
    members = json.loads(encode_open_data(listed(row())))
    with pytest.raises(Invalid, match=what):
        parse_open_data(_altered(members | change))


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"project": 1}, "project .* is a text"),
        ({"claim": None}, "claim .* is a text"),
        ({"entry": "6"}, "entry .* is a number"),
        ({"page": 3}, "page .* is a text"),
        ({"page": "https://elsewhere.example/"}, "no path on its own site"),
        ({"page": "//elsewhere.example/"}, "no path on its own site"),
        ({"page": "/a//b"}, "no path on its own site"),
        ({"page": "/a b"}, "no path on its own site"),
        ({"page": ""}, "no path on its own site"),
        ({"bundle": "/a?b"}, "no path on its own site"),
        ({"bundle": "/é"}, "no path on its own site"),
        ({"bundle": "/" + "a" * 50_000 + "!"}, "no path on its own site"),
        ({"more": 1}, "a claim in the list has the members"),
    ],
)
def test_a_malformed_claim_is_not_read(change: Mapping[str, object], what: str) -> None:
    members = json.loads(encode_open_data(listed(row())))
    members["claims"][0] |= change
    with pytest.raises(Invalid, match=what):
        parse_open_data(_altered(members))


def test_a_claim_stands_once() -> None:
    with pytest.raises(Invalid, match="twice"):
        encode_open_data(listed(row(), row()))


@pytest.mark.parametrize("data", [b"", b"{}\n", b"[]\n", b"\xff\n", b"{}", b'{"a":1.5}\n'])
def test_what_is_no_list_is_not_read(data: bytes) -> None:
    with pytest.raises(Invalid):
        parse_open_data(data)

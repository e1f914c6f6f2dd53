# SPDX-License-Identifier: Apache-2.0
"""From a record on paper to what checks are given: the place in the file decides nothing."""

import datetime as dt
import itertools

from tallystick.core.claims.record import given
from tallystick.core.facts import dossier
from tallystick.core.facts.base import JsonValue
from tallystick.core.law.given import Given

_CLAIMED: dict[str, JsonValue] = {
    "kind": "engagement.claimed",
    "engagement": "a",
    "organisation": "a",
    "organisation_name": "Harbour Trust",
    "claimed_as": "consulted",
    "on": "2019-03-05",
}
_FIXED: dict[str, JsonValue] = {
    "kind": "statement.fixed",
    "statement": "TS-9",
    "engagement": "a",
    "organisation": "a",
    "text": "We met you.",
}
_NEWER = _FIXED | {"statement": "TS-10", "text": "We consulted you on 5 March 2019."}
_CONFIRMS: dict[str, JsonValue] = {
    "kind": "answer.received",
    "statement": "TS-10",
    "engagement": "a",
    "organisation": "a",
    "verb": "CONFIRM",
    "level": "domain",
    "received_at": "2022-06-03",
}
_DISPUTES = _CONFIRMS | {"verb": "DISPUTE"}
_CLAIM: dict[str, JsonValue] = {
    "kind": "claim.made",
    "claim": "one",
    "text": "We consulted it.",
    "made_by": "Northshire Police",
    "asserts": "consulted",
    "before_start": False,
    "engagements": ["a"],
}


def _given(*facts: dict[str, JsonValue]) -> Given:
    read = dossier.of({"tallystick-dossier": 1, "project": "record", "facts": list(facts)})
    return given(facts=dossier.refs(read), as_of=dt.date(2022, 12, 31))


def test_the_newest_wording_is_known_by_its_number_wherever_it_stands() -> None:
    for facts in itertools.permutations((_CLAIMED, _FIXED, _NEWER, _CONFIRMS)):
        contact = _given(*facts).contacts[0]
        assert (contact.state, contact.supported) == ("confirmed", "consulted")


def test_on_one_day_an_objection_is_taken_to_be_the_later_word() -> None:
    for facts in itertools.permutations((_CLAIMED, _NEWER, _CONFIRMS, _DISPUTES)):
        assert _given(*facts).contacts[0].state == "disputed"


def test_a_confirmation_of_a_later_day_takes_the_objection_back() -> None:
    later = _CONFIRMS | {"received_at": "2022-07-01"}
    assert _given(later, _DISPUTES, _NEWER, _CLAIMED).contacts[0].state == "confirmed"


def test_what_is_claimed_twice_is_one_contact_and_one_claim() -> None:
    found = _given(_CLAIMED, _CLAIMED, _CLAIM, _CLAIM)
    assert [contact.engagement for contact in found.contacts] == ["a"]
    assert [(claim.claim, claim.claimed) for claim in found.claims] == [("one", 1)]


def test_a_claim_that_names_an_unknown_contact_has_no_standing() -> None:
    assert _given(_CLAIM).claims == ()

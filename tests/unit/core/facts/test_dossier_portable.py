# SPDX-License-Identifier: Apache-2.0
"""Names in and out of an instance: what is renamed, what is erased, what is kept word for word."""

import dataclasses
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from tallystick.core.errors import Refused
from tallystick.core.facts import dossier
from tallystick.core.facts import dossier_import as taking
from tallystick.core.facts.base import Fact
from tallystick.core.facts.consultation import OrganisationPinned
from tallystick.core.facts.dossier import Dossier
from tallystick.core.facts.dossier_export import exported, named, wrapped
from tallystick.core.facts.dossier_import import Importer, arrival, complete, taken_over
from tallystick.core.facts.dossier_write import write
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.facts.record import RecordImported
from tests.unit.core.facts import made_dossiers

ADA = Importer(
    role="dpo",
    by="ada@northshire.example",
    sha256="ab" * 32,
    suffix="c0ffee",
    today=dt.date(2026, 11, 2),
    organisations={"h": "o1"},
)


def _facts(*facts: dict[str, Any]) -> Dossier:
    return dossier.of({"tallystick-dossier": 1, "project": "their name", "facts": list(facts)})


def _out(stream: list[Fact], organisations: tuple[OrganisationPinned, ...] = ()) -> Dossier:
    return exported(project="our-name", body="northshire", stream=stream, organisations=organisations)


@given(made_dossiers.dossiers())
@settings(max_examples=200)
def test_what_is_taken_over_comes_out_and_does_so_again(made: Dossier):
    first = _through(made)
    assert [fact.kind for fact in first.facts] == [fact.kind for fact in made.facts]
    assert _through(first) == first
    assert dossier.read(write(first)) == first


def _through(made: Dossier) -> Dossier:
    arrived = arrival(made, importer=ADA, registered=False)
    return _out([arrived, *taken_over(made, importer=ADA, told=())])


def test_ids_of_the_instance_do_not_leave_it():
    engaged = {"kind": "engagement.claimed", "engagement": "call", "organisation": "h", "organisation_name": "H"}
    engaged |= {"on": "2025-03-04", "channel": "call", "claimed_as": "consulted", "asked": "What?"}
    made = _facts(engaged)
    (stated,) = taken_over(made, importer=ADA, told=())
    assert (stated.engagement, stated.organisation) == ("call-c0ffee", "o1")  # type: ignore[attr-defined]
    assert _through(made).facts == made.facts


def test_who_typed_it_in_does_not_leave_the_instance():
    made = _facts({"kind": "processing.ended", "ref": "e", "said_by": "body", "by": "bea", "by_role": "editor"})
    (stated,) = taken_over(made, importer=ADA, told=())
    assert (stated.by, stated.by_role) == ("ada@northshire.example", "dpo")  # type: ignore[attr-defined]
    (out,) = _through(made).facts
    assert (out.by, out.by_role) == (None, None)  # type: ignore[attr-defined]


def test_an_erased_value_that_a_kind_needs_is_said_to_be_erased():
    (fact,) = _facts({"kind": "purpose.declared", "ref": "p", "said_by": "body", "text": "Words."}).facts
    (out,) = _out([dataclasses.replace(fact, text=None)]).facts  # type: ignore[call-arg]
    assert out.text == "[erased]"  # type: ignore[attr-defined]


def test_an_erased_imported_fact_stays_what_it_is():
    erased = RecordImported(
        original_kind="answer.received",
        original_ref=None,
        values=None,  # type: ignore[arg-type]
        dossier_sha256="ab",
    )
    (out,) = _out([erased]).facts
    assert isinstance(out, RecordImported)
    assert dossier.read(write(Dossier(project="p", facts=(out,)))).facts == (dataclasses.replace(out),)


def test_characters_that_cannot_be_seen_are_spelled_out():
    (fact,) = _facts({"kind": "processing.ended", "ref": "e", "said_by": "body", "what": "x"}).facts
    (out,) = _out([dataclasses.replace(fact, what="a\u202eb\x00")]).facts  # type: ignore[call-arg]
    assert out.what == "a[U+202E]b[U+0000]"  # type: ignore[attr-defined]


def test_a_long_fact_is_kept_in_pieces():
    words = {"words": "x" * 39_000, "header_view": "y" * 39_000}
    answered = {"kind": "answer.received", "statement": "s", "engagement": "e", "organisation": "o", "verb": "DISPUTE"}
    made = _facts({**answered, "level": "link", **words})
    (kept,) = taken_over(made, importer=ADA, told=())
    assert isinstance(kept, RecordImported)
    assert len(kept.values) == 2
    assert wrapped(kept) == made.facts[0]
    assert json.loads("".join(kept.values))["verb"] == "DISPUTE"


@pytest.mark.parametrize(
    ("changed", "whole"),
    [
        ({}, True),
        ({"starts_on": "2030-01-01"}, True),
        ({"starts_on": "2025-06"}, False),
        ({"purpose": ""}, False),
        ({"plain_words": None}, False),
        ({"name": "x" * 201}, False),
    ],
)
def test_what_a_project_is_registered_with(changed: dict[str, Any], whole: bool):
    fact = {"kind": "project.registered", "project": "p", "body": "b", "body_name": "B", "name": "N"}
    made = _facts({**fact, "purpose": "P", "starts_on": "2025-06-01", "plain_words": "W", **changed})
    found = taking.registration(made)
    assert isinstance(found, ProjectRegistered)
    assert complete(found, today=ADA.today) is whole


def test_a_dossier_may_register_nothing():
    assert taking.registration(_facts()) is None


def test_more_organisations_than_one_fact_can_list_are_refused():
    pinned = [{"kind": "organisation.pinned", "organisation": f"o{n}", "name": f"O{n}"} for n in range(501)]
    assert len(taking.organisations(_facts(*pinned[:500]))) == 500
    with pytest.raises(Refused, match="501 organisations"):
        taking.organisations(_facts(*pinned))


_WHOLE = Path(__file__).parents[3] / "apps" / "consultations" / "dossier_of_whole_facts.yaml"
PINNED = OrganisationPinned(
    organisation="o1",
    name="Harbour Trust",
    domain="harbourtrust.example",
    assurance="domain",
    source_url="https://r.example/1",
    source_seen_on="2026-01-02",
    mail_hosting=(),
    pinned_by_body="b1",
)
REGISTERED = ProjectRegistered(
    project="p1",
    body="b1",
    body_name="Northshire Police",
    name="Youth Signals",
    purpose="To spot violence early",
    starts_on="2025-06-01",
    plain_words="Officers read posts.",
    by_role="dpo",
)


def test_whole_facts_are_stated_and_come_out_under_their_names():
    made = dossier.read(_WHOLE.read_bytes())
    importer = dataclasses.replace(ADA, organisations={"harbour": "o1"})
    taken = list(taken_over(made, importer=importer, told=made.facts[:1]))
    assert sum(not isinstance(fact, RecordImported) for fact in taken) == 4
    arrived = arrival(made, importer=importer, registered=False)
    out = _out([REGISTERED, arrived, *taken], (PINNED,))
    assert out.facts[0] == named(PINNED, organisation="harbour", body="northshire")
    assert out.facts[1:] == made.facts[1:]


def test_a_registration_comes_out_under_the_names_of_the_dossier():
    arrived = arrival(_facts(), importer=ADA, registered=True)
    out = _out([REGISTERED, arrived], (PINNED,)).facts[-1]
    assert (out.project, out.body) == ("their name", "northshire")  # type: ignore[attr-defined]
    (own,) = _out([REGISTERED]).facts
    assert (own.project, own.body) == ("our-name", "northshire")  # type: ignore[attr-defined]


def test_organisations_have_the_name_that_stands_first():
    made = dossier.read(_WHOLE.read_bytes())
    assert taking.organisations(made) == {"harbour": "Harbour Trust", "nobody": "Nobody"}


@pytest.mark.parametrize(("speaker", "kept"), [("oversight", True), ("body", False)])
def test_an_approval_by_others_is_kept_word_for_word(speaker: str, kept: bool):
    approved = {"kind": "approval.given", "ref": "a", "said_by": speaker, "approver": "The board", "what": "The pilot"}
    (taken,) = taken_over(_facts(approved), importer=ADA, told=())
    assert isinstance(taken, RecordImported) is kept

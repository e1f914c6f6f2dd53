# SPDX-License-Identifier: Apache-2.0
"""Every field is erased as its rule says, or never; what stays is the digest, the proof, and an entry that says so."""

import dataclasses
import datetime as dt
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tallystick.apps.journal import erase as room
from tallystick.apps.journal import keys, pin, queries, vault
from tallystick.apps.journal.append import append
from tallystick.apps.journal.erase import MAX_BASIS, Eraser, Place, erase, same_values, target
from tallystick.apps.journal.models import Entry, IndexedFact, Outbox, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.rebuild import index_digest, rebuild_index
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.facts.base import (
    KINDS,
    REGISTER,
    Erasure,
    Fact,
    FieldRule,
    Recorded,
    Visibility,
    fact,
    public,
    rules,
)
from tallystick.core.facts.consultation import AnswerReceived, DisputeRaised
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.facts.record import FieldErased
from tallystick.core.ledger.commitments import WITHHELD, open_fields
from tallystick.web.indexers import ERASERS, INDEX_MODELS
from tests.apps.filled import REAL, fields_that, filled

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
LATER = NOW + dt.timedelta(days=2)
BASIS = "UK GDPR Article 17(1)(a)"
NONE: dict[str, dict[str, object]] = {}


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.REACTIONS = "tests.apps.journal.test_erase.NONE"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


def _record(kind: str) -> Recorded:
    return append(fact=filled(kind), project="p1", now=NOW)


def _erase(entry: int, field: str, *, basis: str = BASIS) -> Recorded:
    return erase(entry=entry, field=field, basis=basis, by_role="operator", by="Ada", now=LATER)


def _rows() -> list[dict[str, object]]:
    return [row for model in (VaultKey, VaultRecord, IndexedFact) for row in model.objects.values()]


def _ids(case: object) -> str:
    return case.name if isinstance(case, FieldRule) else str(case)


def test_the_kinds_of_this_test_are_all_there_are() -> None:
    assert len(REAL) >= 18
    assert {rule.erasure for _, rule in fields_that(may_go=True)} == {Erasure.ON_REQUEST, Erasure.RETENTION}


@pytest.mark.parametrize(("kind", "rule"), list(fields_that(may_go=True)), ids=_ids)
def test_a_field_that_may_go_goes(kind: str, rule: FieldRule) -> None:
    before = _record(kind)
    held = queries.disclosures(entries=[0])[0]
    sd = queries.entry(index=0).sd
    old_key = bytes(VaultKey.objects.get(pk=0).key)
    said = _erase(0, rule.name)
    after = queries.recorded(entry=0, private=True)
    assert after.fact == dataclasses.replace(before.fact, **{rule.name: None})
    assert after.unopened == {rule.name}
    assert queries.disclosures(entries=[0])[0] == {name: one for name, one in held.items() if name != rule.name}
    assert bytes(VaultKey.objects.get(pk=0).key) != old_key
    shown = set(json.loads(IndexedFact.objects.get(pk=0).values))
    assert shown == {one.name for one in rules(kind) if one.visibility is Visibility.PUBLIC} - {rule.name}
    assert getattr(queries.recorded(entry=0).fact, rule.name) is None
    assert queries.entry(index=0).sd == sd, "the digest stays"
    assert said.fact == FieldErased(
        entry=0,
        field=rule.name,
        digest=sd[[one.name for one in rules(kind)].index(rule.name)],
        basis=BASIS,
        engagement=getattr(before.fact, "engagement", None),
        by_role="operator",
        by="Ada",
    )
    assert (said.entry, said.time, said.project) == (1, LATER, "p1")


@pytest.mark.parametrize(("kind", "rule"), list(fields_that(may_go=False)), ids=_ids)
def test_a_field_that_is_kept_is_refused_with_its_rule(kind: str, rule: FieldRule) -> None:
    _record(kind)
    before = _rows()
    with pytest.raises(Refused, match=f"The field {rule.name} of {kind} is never erased") as refused:
        _erase(0, rule.name)
    assert refused.value.rule == Erasure.KEPT.value
    assert _rows() == before
    assert Entry.objects.count() == 1


@pytest.mark.parametrize("kind", REAL)
def test_after_erasing_all_that_may_go_the_index_rebuilds_to_itself(kind: str) -> None:
    _record(kind)
    for name in [rule.name for of, rule in fields_that(may_go=True) if of == kind]:
        _erase(0, name)
    _erase_the_people_who_erased()
    before = index_digest(models=INDEX_MODELS)
    rebuild_index(models=INDEX_MODELS)
    assert index_digest(models=INDEX_MODELS) == before


def _erase_the_people_who_erased() -> None:
    for index in range(1, Entry.objects.count()):
        _erase(index, "by")


def test_proofs_from_before_and_after_verify_to_the_same_leaf() -> None:
    _record("dispute.raised")
    publish(now=NOW)
    [before] = queries.bundle_entries(entries=[0])
    _erase(0, "words")
    publish(now=LATER)
    [after] = queries.bundle_entries(entries=[0])
    assert (after.leaf, after.names) == (before.leaf, before.names)
    assert set(after.disclosures) < set(before.disclosures)
    opened = open_fields(names=after.names, sd=queries.entry(index=0).sd, disclosures=after.disclosures)
    assert [name for name, value in opened.items() if value is WITHHELD] == ["words", "contact"]
    assert opened["level"] == "domain"


@pytest.fixture
def _a_kind_with_a_list() -> Iterator[None]:
    @fact("list.kept")
    class _List(Fact):
        """A fact of this test."""

        names: tuple[str, ...] = public(erase=Erasure.ON_REQUEST)
        count: int = public()

    yield
    del KINDS["list.kept"]


@pytest.mark.usefixtures("_a_kind_with_a_list")
def test_of_a_list_every_element_goes_and_its_length() -> None:
    append(fact=KINDS["list.kept"](names=("Ada", "Bea"), count=2), project="p1", now=NOW)
    held = queries.disclosures(entries=[0])[0]["names"]
    assert len(held.elements) == 2
    _erase(0, "names")
    [left] = queries.disclosures(entries=[0])[0].values()
    assert not set(held.strings()) & set(left.strings())
    assert queries.recorded(entry=0, private=True).fact == KINDS["list.kept"](names=None, count=2)
    with pytest.raises(Refused, match="erased already"):
        _erase(0, "names")


def test_an_entry_that_does_not_exist_is_refused() -> None:
    with pytest.raises(Invalid, match="there is no entry 3"):
        _erase(3, "words")


def test_a_field_that_the_entry_does_not_have_is_refused() -> None:
    _record("project.published")
    with pytest.raises(Refused, match="Entry 0 has no field 'words'") as refused:
        _erase(0, "words")
    assert refused.value.rule == "An entry of the kind project.published has the fields project, by_role, by."


def test_a_field_is_erased_once() -> None:
    _record("project.published")
    _erase(0, "by")
    with pytest.raises(Refused, match=r"was erased already: erased on 2026-03-04, basis: .* \(entry 1\)"):
        _erase(0, "by", basis="another reason")
    assert Entry.objects.count() == 2


def test_a_field_that_holds_nothing_is_refused() -> None:
    append(fact=ProjectPublished(project="p1", by_role="dpo", by=None), project="p1", now=NOW)
    with pytest.raises(Refused, match="by of entry 0 holds nothing"):
        _erase(0, "by")


def test_a_field_that_is_missing_without_an_entry_that_says_so_is_damage_not_erasure() -> None:
    _record("project.published")
    held = queries.disclosures(entries=[0])[0]
    vault.reseal(entry=Entry.objects.get(), disclosures={name: one for name, one in held.items() if name != "by"})
    with pytest.raises(Refused, match="is missing, and no entry says that it was erased") as refused:
        _erase(0, "by")
    assert "tallystick fsck" in (refused.value.next_step or "")


@pytest.mark.parametrize("basis", ["", "  \n", "."])
def test_without_a_basis_nothing_is_erased(basis: str) -> None:
    _record("project.published")
    with pytest.raises(Refused, match="on which legal basis"):
        _erase(0, "by", basis=basis)


@pytest.mark.parametrize("basis", ["Ada asked for it, ada@northshire.example", "x" * (MAX_BASIS + 1)])
def test_a_basis_names_nobody(basis: str) -> None:
    _record("project.published")
    with pytest.raises(Refused, match="or an address in it") as refused:
        _erase(0, "by", basis=basis)
    assert "names the law, and nobody" in (refused.value.rule or "")


def test_the_basis_is_one_plain_line() -> None:
    _record("project.published")
    said = _erase(0, "by", basis="  UK GDPR\nArticle 17(1)(a). ")
    assert isinstance(said.fact, FieldErased)
    assert said.fact.basis == BASIS


def test_a_read_only_instance_erases_nothing() -> None:
    _record("project.published")
    pin.turn_read_only(Refused("something does not fit"))
    with pytest.raises(Unavailable, match="read-only"):
        _erase(0, "by")
    assert queries.recorded(entry=0, private=True).unopened == frozenset()


def test_what_fails_half_way_leaves_everything_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(recorded: Recorded, field: str) -> None:
        assert field in recorded.fact.__dict__
        raise Unavailable("the disk is full")

    _record("project.published")
    before = _rows()
    eraser = Eraser(fields=frozenset({"by"}), what="nothing", delete=fail)
    monkeypatch.setattr(room, "_erasers", lambda: {"project.published": (eraser,)})
    with pytest.raises(Unavailable, match="disk"):
        _erase(0, "by")
    assert _rows() == before
    monkeypatch.undo()
    assert _erase(0, "by").entry == 1, "and it can be tried again"


def test_a_failed_reaction_no_longer_quotes_the_value() -> None:
    _record("project.published")
    _record("dispute.raised")
    for entry, error in ((0, "no answer from dispute.raised words"), (1, "no answer")):
        Outbox.objects.create(entry_id=entry, reaction="tell", due_at=NOW, last_error=error)
    _erase(1, "words")
    assert list(Outbox.objects.order_by("entry").values_list("last_error", flat=True)) == ["", "no answer"]


def test_a_field_looked_at_says_what_would_go() -> None:
    _record("answer.received")
    found = target(entry=0, field="words")
    assert found.value == "answer.received words"
    assert found.digest in queries.entry(index=0).sd
    assert found.beside == tuple(eraser.what for eraser in ERASERS["answer.received"])
    assert Entry.objects.count() == 1


def test_every_place_that_holds_the_same_value_is_named() -> None:
    _record("dispute.raised")
    answer = filled("answer.received")
    assert isinstance(answer, AnswerReceived)
    append(fact=dataclasses.replace(answer, sender=DisputeRaised.kind), project="p1", now=NOW)
    dispute = filled("dispute.raised")
    other = dataclasses.replace(dispute, contact=DisputeRaised.kind, dispute=DisputeRaised.kind)
    append(fact=other, project=REGISTER, now=NOW)
    found = target(entry=1, field="sender")
    assert same_values(found=found) == [
        Place(entry=2, field="dispute", can_be_erased=False),
        Place(entry=2, field="contact", can_be_erased=True),
    ]
    assert same_values(found=target(entry=0, field="words")) == [Place(entry=2, field="words", can_be_erased=True)]


def test_erasures_are_found_by_entry() -> None:
    for _ in range(3):
        _record("project.published")
    append(fact=filled("project.published"), project="p2", now=NOW)
    _erase(1, "by")
    _erase(3, "by")
    assert list(queries.erasures()) == [1, 3]
    assert list(queries.erasures(entries=[0, 1])) == [1]
    assert queries.erasures(entries=[0, 2]) == {}
    assert queries.erasing_entries(entries=[3, 0]) == [5]


@pytest.mark.django_db(transaction=True)
def test_of_several_who_erase_at_once_one_does() -> None:
    _record("dispute.raised")

    def attempt(_number: int) -> str:
        try:
            return f"entry {_erase(0, 'words').entry}"
        except Refused as refused:
            return refused.what
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=4) as pool:
        said = sorted(pool.map(attempt, range(4)))
    assert said[-1] == "entry 1"
    assert all("was erased already" in one for one in said[:-1])
    assert Entry.objects.count() == 2

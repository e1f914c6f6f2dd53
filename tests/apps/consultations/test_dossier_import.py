# SPDX-License-Identifier: Apache-2.0
"""A dossier goes out and in through the one door: what comes back is what went out, and nothing gains standing."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import transaction

from tallystick.apps.accounts import queries as accounts
from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user, register_body
from tallystick.apps.consultations.models import Claim, Engagement, Organisation
from tallystick.apps.consultations.operations.importing import Imported, Told, import_dossier
from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Outbox
from tallystick.apps.journal.rebuild import index_digest, rebuild_index
from tallystick.apps.projects import queries as projects
from tallystick.apps.projects.models import Project
from tallystick.core.claims.record import given
from tallystick.core.errors import Refused
from tallystick.core.facts import dossier
from tallystick.core.facts.base import expect
from tallystick.core.facts.dossier_write import write
from tallystick.core.facts.record import DossierImported, RecordImported
from tallystick.web.indexers import INDEX_MODELS
from tests.apps.builders import NOW, northshire, start_log

pytestmark = pytest.mark.django_db
NOTHING = Told()


def elsewhere(make: Callable[[], bytes]) -> bytes:
    """Return what is made in another instance, of which nothing stays here."""
    with transaction.atomic():
        made = make()
        transaction.set_rollback(True)
    return made


def out(project: Project) -> bytes:
    found = projects.project(slug=project.slug)
    assert found is not None
    return write(projects.dossier(project=found))


@pytest.fixture
def ada() -> User:
    start_log()
    body_id = register_body(
        name="Northshire Police",
        domains=("northshire.example",),
        mail_hosting=("mx.northshire.example",),
        source_url="https://northshire.example/contact",
        now=NOW,
    )
    return add_user(email="ada@northshire.example", name="Ada", password="x" * 20, body_id=body_id, role=Role.DPO)


def take(data: bytes, *, by: User, told: Told = NOTHING, now: dt.datetime = NOW) -> Imported:
    body = accounts.bodies_of(user=by)[0]
    return import_dossier(by=by, body=body, dossier=dossier.read(data), sha256="ab" * 32, told=told, now=now)


@pytest.fixture
def exported(tmp_path: Path) -> bytes:
    """The case of the design, as its instance writes it: three signed disputes, two silent."""
    return elsewhere(lambda: out(Project.objects.get(pk=northshire(folder=tmp_path).project.id)))


def test_what_comes_out_again_is_what_went_in(exported: bytes, ada: User):
    assert out(take(exported, by=ada).project) == exported


def test_a_dossier_written_by_hand_comes_out_the_same_from_then_on(ada: User):
    first = elsewhere(lambda: out(take(BY_HAND, by=ada, told=BESIDE).project))
    assert [fact.kind for fact in dossier.read(first).facts][-6:] == KINDS_BY_HAND[-6:]
    assert out(take(first, by=ada, told=BESIDE).project) == first


def test_a_dossier_says_the_same_after_it_was_imported(exported: bytes, ada: User):
    taken = dossier.read(out(take(exported, by=ada).project))
    as_of = dt.date(2026, 12, 1)
    assert given(facts=dossier.refs(taken), as_of=as_of).claims[0].disputed == 3


def test_what_others_said_gives_no_standing_in_the_instance(exported: bytes, ada: User):
    imported = take(exported, by=ada)
    kinds = {recorded.fact.kind for recorded in journal.facts(project=imported.project.id)}
    assert kinds == {"project.registered", "dossier.imported", "record.imported", "engagement.claimed", "claim.made"}
    assert imported.kept["answer.received"] == 3
    assert imported.stated == {
        "organisation.pinned": 5,
        "project.registered": 1,
        "engagement.claimed": 5,
        "claim.made": 1,
    }
    assert imported.project.published_at is None


def test_nothing_is_sent_because_of_an_import(exported: bytes, ada: User):
    take(exported, by=ada)
    assert not Outbox.objects.exists()


def test_the_index_is_the_same_when_it_is_written_anew(exported: bytes, ada: User):
    take(exported, by=ada)
    before = index_digest(models=INDEX_MODELS)
    rebuild_index(models=INDEX_MODELS)
    assert index_digest(models=INDEX_MODELS) == before


def test_two_imports_of_one_dossier_share_no_id(exported: bytes, ada: User):
    first = take(exported, by=ada)
    other = exported.replace(b"name: Youth Signals", b"name: Youth Signals again")
    second = take(other, by=ada)
    assert Engagement.objects.filter(project_id=first.project.id).count() == 5
    assert Engagement.objects.filter(project_id=second.project.id).count() == 5
    assert Claim.objects.count() == 2
    assert Organisation.objects.count() == 5
    assert out(second.project) == other


def test_where_it_came_from_is_recorded(exported: bytes, ada: User):
    imported = take(exported, by=ada)
    facts = [recorded.fact for recorded in journal.facts(project=imported.project.id)]
    arrived = expect(facts[1], DossierImported)
    assert (arrived.sha256, arrived.project, arrived.by_role) == ("ab" * 32, "youth-signals", "dpo")
    assert arrived.facts == len(dossier.read(exported).facts)
    kept = [fact for fact in facts if isinstance(fact, RecordImported)]
    assert {fact.dossier_sha256 for fact in kept} == {"ab" * 32}


def test_withheld_values_of_a_dossier_stay_withheld(ada: User):
    imported = take(BY_HAND, by=ada, told=BESIDE)
    entries = journal.facts_of_kinds(kinds=["record.imported"], project=imported.project.id)
    kept = next(one for one in entries if expect(one.fact, RecordImported).original_kind == "answer.received")
    assert "someone@harbourtrust.example" not in "".join(expect(kept.fact, RecordImported).values)
    private = expect(journal.private_fact(entry=kept.entry), RecordImported)
    assert private.withheld == ('{"sender":"someone@harbourtrust.example"}',)


def test_an_organisation_that_is_here_already_is_taken_as_it_is(exported: bytes, ada: User):
    body = accounts.bodies_of(user=ada)[0]
    here = pin_organisation(
        by=ada,
        body_id=body.id,
        name="Harbour Trust",
        contact="office@harbourtrust.example",
        domain="harbourtrust.example",
        source_url="https://another.example/register",
        source_seen_on=NOW.date(),
        mail_hosting=(),
        now=NOW,
    )
    imported = take(exported, by=ada)
    assert imported.kept["organisation.pinned"] == 1
    assert Engagement.objects.filter(organisation_id=here.id).count() == 1
    assert sorted(out(imported.project).split(b"\n- ")) == sorted(exported.split(b"\n- "))


def test_an_organisation_that_has_another_domain_here_is_refused(exported: bytes, ada: User):
    body = accounts.bodies_of(user=ada)[0]
    pin_organisation(
        by=ada,
        body_id=body.id,
        name="Harbour Trust",
        contact="office@other.example",
        domain="other.example",
        source_url="https://another.example/register",
        source_seen_on=NOW.date(),
        mail_hosting=(),
        now=NOW,
    )
    with pytest.raises(Refused, match=r"Harbour Trust is entered here with other\.example"):
        take(exported, by=ada)
    assert not Project.objects.exists()


def test_a_domain_of_the_body_is_refused_and_nothing_is_recorded(exported: bytes, ada: User):
    stolen = exported.replace(b"domain: harbourtrust.example", b"domain: harbour.northshire.example")
    entries = len(journal.facts(project="register"))
    with pytest.raises(Refused):
        take(stolen, by=ada)
    assert not Project.objects.exists()
    assert len(journal.facts(project="register")) == entries


def test_a_dossier_of_another_body_is_refused(exported: bytes, ada: User):
    other = exported.replace(b"body_name: Northshire Police", b"body_name: Southshire Police")
    with pytest.raises(Refused, match="Southshire Police, not of Northshire Police"):
        take(other, by=ada)


def test_a_dossier_without_a_start_to_the_day_needs_one_beside_it(ada: User):
    with pytest.raises(Refused, match="does not say all"):
        take(BY_HAND, by=ada)


def test_somebody_without_a_writing_role_is_refused(exported: bytes, ada: User):
    body = accounts.bodies_of(user=ada)[0]
    bea = add_user(email="bea@oversight.example", name="Bea", password="x" * 20, body_id=body.id, role=Role.OVERSEER)
    with pytest.raises(Refused, match="You may not do this"):
        take(exported, by=bea)


BESIDE = Told(purpose="To spot violence early", starts_on=dt.date(2025, 6, 1), plain_words="Officers read posts.")
BY_HAND = Path(__file__).with_name("dossier_by_hand.yaml").read_bytes()
KINDS_BY_HAND = [line.split(b"kind: ")[1].split(b",")[0].decode() for line in BY_HAND.splitlines() if b"kind: " in line]


def test_what_the_body_cannot_state_here_is_kept_word_for_word(ada: User):
    imported = take(BY_HAND, by=ada, told=BESIDE)
    assert imported.stated == {"processing.started": 1}
    assert sorted(imported.kept) == sorted({*KINDS_BY_HAND} - {"processing.started"})
    facts = dossier.read(out(imported.project)).facts
    before = dossier.read(
        BY_HAND.replace(b", by_role: editor", b"").replace(b"sender: someone@harbourtrust.example, ", b"")
    )
    assert facts == before.facts


SUCH = Path(__file__).with_name("dossier_of_whole_facts.yaml").read_bytes()


def test_what_is_whole_is_stated_and_what_is_not_is_kept(ada: User):
    imported = take(SUCH, by=ada, told=BESIDE)
    assert imported.stated == {"engagement.claimed": 1, "claim.made": 1, "report.published": 1, "approval.refused": 1}
    assert imported.kept == {
        "organisation.pinned": 1,
        "engagement.claimed": 5,
        "claim.made": 2,
        "report.published": 1,
    }
    standing = Claim.objects.get()
    assert standing.engagements == [Engagement.objects.get().id]
    assert dossier.read(out(imported.project)).facts == dossier.read(SUCH).facts

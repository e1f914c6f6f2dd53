# SPDX-License-Identifier: Apache-2.0
"""What can be downloaded verifies with nothing but the file and the log's key, and says what the page says."""

import json
from pathlib import Path

import pytest

from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.register.queries import bundles
from tallystick.core.claims.verify import verify
from tallystick.core.errors import TallystickError
from tallystick.core.ledger.verify import verify_bundle
from tests.apps.builders import NOW, Case, engagement, northshire
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db


def _bundle(case: Case) -> bytes:
    assert case.claim is not None
    return shown(f"/projects/{case.project.slug}/claims/{case.claim.id}/bundle.json").content


@pytest.mark.parametrize(
    "answers",
    [("DISPUTE", "DISPUTE", "DISPUTE", "", ""), ("CONFIRM", "CORRECT"), ("LINK-CONFIRM", "bounce", "away", "unasked")],
)
def test_the_bundle_of_a_claim_verifies_to_the_sentence_of_its_page(answers, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=answers)
    publish(now=NOW)
    verified = verify(_bundle(case), vkey=keys.vkey(), now=NOW)
    assert verified.standing is not None
    page = shown(f"/projects/{case.project.slug}/claims/{case.claim.id}/")
    assert page.headings(1) == [verified.standing.sentence]
    assert verified.bundle.key_given


def test_the_bundle_of_a_claim_holds_all_entries_of_its_project_and_what_they_rest_on(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    northshire(answers=("",), project="School Streets", body="Fairhaven Council")
    publish(now=NOW)
    verified = verify(_bundle(case), vkey=None, now=NOW)
    own = [one.entry for one in verified.facts if one.project == case.project.id]
    assert own == [one.entry for one in journal.facts(project=case.project.id)]
    beside = [one.fact.kind for one in verified.facts if one.project != case.project.id]
    assert sorted(set(beside)) == ["key.observed", "organisation.pinned"]
    assert len(verified.answers) == 3
    assert {answer.domain for answer in verified.answers} == {one.domain for one in case.organisations[:3]}


def test_a_very_long_project_still_gives_a_bundle_of_what_the_claim_rests_on(monkeypatch, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    for _ in range(3):
        engagement(by=case.ada, project=case.project, organisation=case.organisations[0])
    raise_dispute(engagement=case.engagements[4], words="Nor were we.", contact="", now=NOW)
    monkeypatch.setattr(bundles, "MOST_ENTRIES", 10)
    publish(now=NOW)
    verified = verify(_bundle(case), vkey=None, now=NOW)
    assert verified.standing is not None
    own = [one for one in verified.facts if one.project == case.project.id]
    assert len(own) < Entry.objects.filter(project=case.project.id).count()
    assert any("leaves out" in line for line in verified.not_proved)


def test_a_changed_byte_in_the_bundle_is_found(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    publish(now=NOW)
    good = _bundle(case)
    for place in range(0, len(good), len(good) // 40):
        bad = good[:place] + bytes([good[place] ^ 1]) + good[place + 1 :]
        with pytest.raises(TallystickError):
            verify(bad, vkey=keys.vkey(), now=NOW)


def test_the_bundle_of_each_public_entry_verifies(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", "LINK-CONFIRM", "bounce", "away", ""))
    publish(now=NOW)
    for index in range(Entry.objects.count()):
        answer = read(f"/entries/{index}/bundle.json")
        assert answer.status == 200, index
        verified = verify(answer.content, vkey=keys.vkey(), now=NOW)
        assert index in [one.entry for one in verified.facts]
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="entry-{index}.bundle.json"'
    assert case.claim is not None


def test_a_bundle_opens_public_fields_only(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    verified = verify_bundle(_bundle(case), vkey=None, now=NOW)
    opened = json.dumps([{name: str(value) for name, value in entry.fields.items()} for entry in verified.entries])
    for private in ("ada@northshirepolice.example", "note.txt", "office@lanternyouth.example"):
        assert private not in opened
    for entry in verified.entries:
        if "by" in entry.fields:
            assert str(entry.fields["by"]) == "Withheld.WITHHELD"


def test_a_claim_that_is_not_published_in_the_log_yet_gives_no_bundle(tmp_path: Path) -> None:
    case = northshire(answers=("",))
    answer = read(f"/projects/{case.project.slug}/claims/{case.claim.id}/bundle.json")
    assert answer.status == 503
    assert b"Try again in a few seconds." in answer.content

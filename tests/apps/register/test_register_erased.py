# SPDX-License-Identifier: Apache-2.0
"""Public pages and proofs after an erasure: the value is gone, when and why stands there, the rest is as it was."""

import datetime as dt
from pathlib import Path

import pytest

from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.consultations.operations.engagements import report_third_party
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.erase import erase
from tallystick.apps.journal.publish import publish
from tallystick.core.claims.verify import verify
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import Recorded
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db
LATER = NOW + dt.timedelta(days=2)
WHY = "Erased on 4 November 2026, basis: UK GDPR Article 17(1)(a)"
WORDS = "We were never asked."


def _entry_of(case: Case, kind: str) -> int:
    return next(one.entry for one in journal.facts(project=case.project.id) if one.fact.kind == kind)


def _erase(entry: int, *fields: str) -> list[Recorded]:
    said = [
        erase(entry=entry, field=field, basis="UK GDPR Article 17(1)(a)", by_role="operator", by="Ada", now=LATER)
        for field in fields
    ]
    publish(now=LATER)
    return said


def _claim(case: Case) -> str:
    assert case.claim is not None
    return f"/projects/{case.project.slug}/claims/{case.claim.id}/"


def test_the_page_of_the_entry_says_when_and_why(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    index = _entry_of(case, "answer.received")
    before = shown(f"/entries/{index}/")
    assert WORDS in before.text
    words, sender = _erase(index, "words", "sender")
    page = shown(f"/entries/{index}/")
    assert f"words {WHY} (Entry {words.entry}). May name a person" in page.text
    assert f"sender {WHY} (Entry {sender.entry}). May name a person" in page.text
    assert f"/entries/{words.entry}/" in set(page.links())
    assert WORDS not in page.text
    assert "message_id Withheld: personal." in page.text
    assert "verb DISPUTE" in page.text
    assert before.headings(1) == page.headings(1)


def test_the_entry_that_erases_says_from_what_and_by_whom_and_names_nobody(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    index = _entry_of(case, "answer.received")
    (said,) = _erase(index, "words")
    page = shown(f"/entries/{said.entry}/")
    place = list(journal.disclosures(entries=[index])[index])
    assert "words" not in place
    for text in (f"entry {index}", "field words", "basis UK GDPR Article 17(1)(a)", "by_role operator"):
        assert text in page.text
    assert "by Withheld: personal." in page.text
    assert "Ada" not in page.text


@pytest.mark.parametrize("published", [True, False])
def test_a_closed_entry_gives_no_erasure_away(published: bool, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",), published=published)
    index = _entry_of(case, "answer.received")
    (said,) = _erase(index, "words")
    assert ("Erased on" in shown(f"/entries/{index}/").text) is published
    assert ("UK GDPR" in shown(f"/entries/{said.entry}/").text) is published


def test_the_claim_page_stands_as_it_stood_and_says_why_the_words_are_gone(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    publish(now=NOW)
    before = shown(_claim(case))
    assert WORDS in before.text
    index = _entry_of(case, "answer.received")
    said = _erase(index, "words", "header_view")
    page = shown(_claim(case))
    assert page.headings(1) == before.headings(1)
    assert WORDS not in page.text
    assert f"{WHY} (Entry {said[0].entry})" in page.text
    assert "What is erased still counts as it was recorded." in page.text
    assert Level.DOMAIN.public_name in page.text
    assert "The level stays as recorded; the signature can no longer be shown." in page.text
    assert "without adding words of its own" not in page.text


def test_the_timeline_and_the_feed_show_the_erasure(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    index = _erase(_entry_of(case, "answer.received"), "words")[0]
    text = f"The field words of entry {_entry_of(case, 'answer.received')} was erased"
    page = shown(f"/projects/{case.project.slug}/")
    assert text in page.text
    assert "Basis: UK GDPR Article 17(1)(a). Its digest stays" in page.text
    assert "entered by whoever operates this record" in page.text
    feed = read(f"/projects/{case.project.slug}/feed.xml")
    assert text.encode() in feed.content
    assert f"/entries/{index.entry}/".encode() in feed.content
    assert WORDS.encode() not in feed.content


def test_a_report_whose_quote_was_erased_is_still_a_report(tmp_path: Path) -> None:
    case = northshire(answers=("",))
    report = report_third_party(
        by=case.ada, project=case.project, engagement=case.engagements[0], says="disputes", reporter="The Courier",
        published_on=NOW.date(), source_url="https://courier.example/1", quote="Nobody asked Jo Bloggs.", now=NOW,
    )  # fmt: skip
    assert "Jo Bloggs" in shown(_claim(case)).text
    _erase(report.entry, "quote")
    page = shown(_claim(case))
    assert "Jo Bloggs" not in page.text
    assert "What The Courier reports" in page.text
    assert WHY in page.text


def test_a_dispute_whose_words_were_erased_is_still_a_dispute() -> None:
    case = northshire(answers=("",))
    dispute = raise_dispute(engagement=case.engagements[0], words=WORDS, contact="", now=NOW)
    _erase(dispute.entry, "words")
    page = shown(_claim(case))
    assert page.headings(1) == ["Contact is claimed with one organisation, which disputes it."]
    assert WORDS not in page.text
    publish(now=LATER)
    verified = verify(read(f"/entries/{dispute.entry}/bundle.json").content, vkey=keys.vkey(), now=LATER)
    assert {one.fact.kind for one in verified.facts} == {"dispute.raised", "field.erased"}


@pytest.mark.parametrize("verb", ["CONFIRM", "CORRECT", "DISPUTE"])
def test_every_proof_made_before_and_after_holds_and_gives_the_same_sentence(verb: str, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=(verb, ""))
    publish(now=NOW)
    index = _entry_of(case, "answer.received")
    paths = (f"{_claim(case)}bundle.json", f"/entries/{index}/bundle.json")
    before = [read(path).content for path in paths]
    said = _erase(index, "header_view", "words")
    after = [read(path).content for path in paths]
    old = [verify(data, vkey=keys.vkey(), now=LATER) for data in before]
    new = [verify(data, vkey=keys.vkey(), now=LATER) for data in after]
    assert [one.answers[0].domain for one in old] == ["harbourtrust.example"] * 2
    for one in new:
        assert one.answers[0].erased is not None
        assert one.answers[0].erased.entry == said[0].entry
        assert "its signature was erased on 2026-11-04, basis: UK GDPR Article 17(1)(a)" in one.report[-2].text
    assert old[0].standing is not None
    assert new[0].standing is not None
    assert old[0].standing.sentence == new[0].standing.sentence
    assert all(WORDS.encode() not in data for data in after)


def test_the_proof_of_an_erasure_brings_what_was_erased_from_and_shows_nothing_of_it(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("CONFIRM",))
    index = _entry_of(case, "answer.received")
    (said,) = _erase(index, "header_view")
    verified = verify(read(f"/entries/{said.entry}/bundle.json").content, vkey=keys.vkey(), now=LATER)
    assert {index, said.entry} <= {one.entry for one in verified.facts}
    [answer] = [one for one in verified.facts if one.entry == index]
    assert {"header_view"} == answer.unopened - {"message_id", "sender"}


def test_the_address_of_an_organisation_was_erased_from_the_register_itself() -> None:
    case = northshire(answers=("",))
    index = case.organisations[0].entry
    (said,) = _erase(index, "contact")
    assert f"contact {WHY} (Entry {said.entry})." in shown(f"/entries/{index}/").text
    assert "the register itself, not a project" in shown(f"/entries/{said.entry}/").text
    verified = verify(read(f"/entries/{index}/bundle.json").content, vkey=keys.vkey(), now=LATER)
    assert [one.entry for one in verified.facts] == [index, said.entry]

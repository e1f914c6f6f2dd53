# SPDX-License-Identifier: Apache-2.0
"""The page of an entry shows its place, its bytes, its fields or why they are withheld, and its proof."""

from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client

from tallystick.apps.journal import keys, vault
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry, Published, VaultKey, VaultRecord
from tallystick.apps.journal.publish import publish
from tallystick.core.facts.base import KINDS
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.proof import parse_proof, verify_proof
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import Page, read, shown

pytestmark = pytest.mark.django_db


def _entry_of(case: Case, kind: str) -> int:
    return next(one.entry for one in journal.facts(project=case.project.id) if one.fact.kind == kind)


def _entry(index: int) -> Page:
    return shown(f"/entries/{index}/")


def test_an_empty_log_says_so() -> None:
    assert "Nothing has been recorded yet." in shown("/entries/").text
    assert read("/entries/0/").status == 404


def test_entries_are_listed_newest_first_with_their_project(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    page = shown("/entries/")
    count = Entry.objects.count()
    assert f"{count} entries" in page.text
    listed = [
        link for link in page.links() if link.startswith("/entries/") and link.strip("/").split("/")[-1].isdecimal()
    ]
    assert listed == [f"/entries/{index}/" for index in range(count - 1, -1, -1)]
    assert f"/projects/{case.project.slug}/" in set(page.links())
    assert "not yet in the published log" in page.text
    publish(now=NOW)
    assert "not yet in the published log" not in shown("/entries/").text


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_entries_can_be_listed_by_kind(kind: str, tmp_path: Path) -> None:
    northshire(answers=("",))
    page = shown(f"/entries/kind/{kind}/")
    count = Entry.objects.filter(kind=kind).count()
    assert (f"{count} entr" if count else "No entry of this kind has been recorded.") in page.text
    assert " ".join((KINDS[kind].__doc__ or "").split()) in page.text
    assert "`" not in (KINDS[kind].__doc__ or ""), "this is read by people, as it stands"


def test_a_kind_that_does_not_exist_is_not_found() -> None:
    assert read("/entries/kind/nothing.known/").status == 404
    assert read("/entries/kind/<script>/").status == 404


def test_an_entry_says_what_it_is_and_where_it_stands(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    index = _entry_of(case, "engagement.claimed")
    row = Entry.objects.get(index=index)
    page = _entry(index)
    assert page.headings(1) == [f"Entry {index}"]
    for text in (
        "A body says that it engaged with an organisation. Worth nothing more until somebody else speaks.",
        "2 November 2026, 09:30:00 UTC",
        bytes(row.leaf).decode(),
        sha256(b"\0" + bytes(row.leaf)).hexdigest(),
        "Youth Signals",
        "What do you think?",
        "Harbour Trust",
    ):
        assert text in page.text
    before = Entry.objects.get(project=row.project, pseq=row.pseq - 1).index
    after = Entry.objects.get(project=row.project, pseq=row.pseq + 1).index
    assert f"{row.pseq}, after Entry {before}, before Entry {after}" in page.text


def test_withheld_fields_are_named_with_their_reason_and_never_shown(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    engagement = _entry(_entry_of(case, "engagement.claimed"))
    assert "by Withheld: personal. Deleted with its salt" in engagement.text
    statement = _entry(_entry_of(case, "statement.fixed"))
    assert "code_salt Withheld: secret." in statement.text
    answer = _entry(_entry_of(case, "answer.received"))
    assert "sender Withheld: personal." in answer.text
    for page in (engagement, statement, answer):
        assert b"ada@northshire" not in page.content
    assert b"office@harbourtrust" not in statement.content


def test_a_field_that_the_vault_lost_is_called_missing_and_the_rest_stays(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    index = _entry_of(case, "answer.received")
    held = journal.disclosures(entries=[index])[index]
    key, record = vault.seal(
        entry=Entry.objects.get(index=index),
        disclosures={name: field for name, field in held.items() if name not in {"words", "sender"}},
    )
    VaultRecord.objects.filter(pk=index).update(nonce=record.nonce, ciphertext=record.ciphertext)
    VaultKey.objects.filter(pk=index).update(key=key.key)
    page = _entry(index)
    assert "words Missing: no entry says that it was erased." in page.text
    assert "sender Missing: no entry says that it was erased." in page.text
    assert "We were never asked." not in page.text
    assert "verb DISPUTE" in page.text


def test_lists_and_absent_values_are_shown_as_what_they_are(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    page = _entry(_entry_of(case, "engagement.claimed"))
    assert "document_sha256 nothing" in page.text
    assert "before_start yes" in _entry(_entry_of(case, "claim.made")).text
    assert "problems" in _entry(_entry_of(case, "engagement.evidence_attached")).text


def test_before_it_is_published_an_entry_says_so_and_gives_no_proof(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    index = _entry_of(case, "claim.made")
    page = _entry(index)
    assert "Logged, not yet published" in page.text
    assert f"/entries/{index}/bundle.json" not in set(page.links())
    for url in (f"/entries/{index}/bundle.json", f"/entries/{index}/entry.tlog-proof"):
        assert read(url).status == 503
        assert b"an entry is logged but not yet published" in read(url).content


def test_the_proof_in_words_is_the_proof_in_the_file(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    index = _entry_of(case, "claim.made")
    page = _entry(index)
    answer = read(f"/entries/{index}/entry.tlog-proof")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="entry-{index}.tlog-proof"'
    proof = parse_proof(answer.content)
    row = Entry.objects.get(index=index)
    opened = verify_proof(
        proof, leaf=leaf_hash(bytes(row.leaf)), origin="localhost:8000/log", verifiers=[keys.signer().verifier]
    )
    size = Published.objects.get().size
    assert opened.checkpoint.size == size
    assert (
        f"Entry {index} is in the published log of {size} entries. {len(proof.hashes)} hashes lead from it" in page.text
    )
    assert proof.checkpoint.decode().splitlines()[2] in page.text


def test_the_register_itself_is_not_a_project() -> None:
    northshire(answers=())
    assert "the register itself, not a project" in _entry(0).text
    assert _entry(0).headings(1) == ["Entry 0"]


@pytest.mark.parametrize("index", ["99", "18446744073709551616", "1" * 40, "-1", "x"])
def test_an_entry_that_does_not_exist_is_not_found(index: str) -> None:
    northshire(answers=())
    for rest in ("", "bundle.json", "entry.tlog-proof"):
        assert read(f"/entries/{index}/{rest}").status == 404


def test_the_page_asks_few_questions(django_assert_max_num_queries, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    publish(now=NOW)
    for kind in ("answer.received", "claim.made"):
        with django_assert_max_num_queries(14):
            Client().get(f"/entries/{_entry_of(case, kind)}/")
    with django_assert_max_num_queries(4):
        Client().get("/entries/")

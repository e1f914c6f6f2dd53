# SPDX-License-Identifier: Apache-2.0
"""``tallystick erase``: without --yes it only says what it would do; with it, it does that, once."""

from pathlib import Path

import pytest
from django.db import connection
from pytest_django import Settings

from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.journal import keys
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.models import Entry, VaultKey, VaultRecord
from tallystick.cli import erase as command
from tallystick.cli.main import COMMANDS, command_parser
from tallystick.core.errors import Refused, Unavailable
from tests.apps.builders import NOW, Case, northshire

pytestmark = pytest.mark.django_db(transaction=True)
BASIS = "UK GDPR Article 17(1)(a)"


@pytest.fixture(autouse=True)
def _own_log(settings: Settings, tmp_path: Path) -> None:
    settings.LOG_DIR = tmp_path / "log"
    settings.KEY_DIR = tmp_path / "keys"
    settings.WITNESS_ADDRESS = "witness@oversight.example"
    keys.make_key(folder=tmp_path / "keys", seed=b"\7" * 32)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return northshire(folder=tmp_path, answers=("DISPUTE",), now=NOW)


def _run(*words: object) -> int:
    arguments = command_parser("erase").parse_args(["erase", *map(str, words)])
    return int(arguments.func(arguments))


def _answer(case: Case) -> int:
    return next(one.entry for one in journal.facts(project=case.project.id) if one.fact.kind == "answer.received")


def test_it_is_a_command_of_an_instance() -> None:
    assert COMMANDS["erase"].needs == "instance"


def test_without_yes_it_says_what_would_go_and_deletes_nothing(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    entry, size = _answer(case), Entry.objects.count()
    assert _run(entry, "words", "--basis", BASIS) == 0
    said = capsys.readouterr().out
    for text in (
        f"Entry {entry}, answer.received, recorded 2 November 2026: the field words.",
        "Rule: May name a person",
        "- its value and salt in the vault, with the key that opened them",
        "- its value in the index: pages and proofs made from then on do not have it",
        "- the mail as it came in, with its envelope sender",
        "- our copies of the receipts",
        f"Stays: the digest {journal.entry(index=entry).sd[10]}",
        "- witness@oversight.example: the witness",
        "- everybody: it is public.",
        "Nothing was deleted. Give the same command with --yes",
    ):
        assert text in said
    assert "We were never asked." not in said, "the value itself is not printed"
    assert Entry.objects.count() == size
    assert bytes(InboundMail.objects.get().raw)


def test_with_yes_it_is_erased_and_what_is_left_to_do_is_said(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    entry = _answer(case)
    assert _run(entry, "words", "--basis", BASIS, "--by", "Bea", "--yes") == 0
    said = capsys.readouterr().out
    [erased] = journal.erasing_entries(entries=[entry])
    assert f"Erased: entry {erased} says so." in said
    for text in (
        "tell those named above (UK GDPR Article 19)",
        "write the static export again",
        "restart tallystick serve",
    ):
        assert text in said
    assert "see that backups with the old vault run out" in said
    fact = journal.private_fact(entry=erased)
    assert (fact.basis, fact.by_role, fact.by) == (BASIS, "operator", "Bea")  # type: ignore[attr-defined]


def test_of_a_personal_value_no_page_is_written_again(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(case.organisations[0].entry, "contact", "--basis", BASIS, "--yes") == 0
    said = capsys.readouterr().out
    assert "staff of the body and the oversight body may have seen it" in said
    assert "its value in the index" not in said
    assert "export" not in said


def test_a_second_time_it_only_cleans_the_files_again(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    entry = _answer(case)
    _run(entry, "words", "--basis", BASIS, "--yes")
    size = Entry.objects.count()
    capsys.readouterr()
    assert _run(entry, "words", "--basis", "something else") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("It was erased on ")
    assert f"basis: {BASIS} (entry {size - 1})." in shown
    assert "let go" not in shown
    assert _run(entry, "words", "--basis", BASIS, "--yes") == 0
    assert "the database has let go of the bytes" in capsys.readouterr().out
    assert Entry.objects.count() == size


def test_a_value_that_a_restored_copy_brought_back_is_erased_again(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = _answer(case)
    copy = (VaultKey.objects.get(pk=entry).key, VaultRecord.objects.values("nonce", "ciphertext").get(pk=entry))
    _run(entry, "words", "--basis", BASIS, "--yes")
    VaultKey.objects.filter(pk=entry).update(key=copy[0])
    VaultRecord.objects.filter(pk=entry).update(**copy[1])
    assert _run(entry, "words", "--basis", BASIS, "--yes") == 0
    assert "says so." in capsys.readouterr().out.rpartition("Erased: ")[2]
    assert "words" in journal.recorded(entry=entry, private=True).unopened
    assert journal.erasures(entries=[entry])[entry]["words"].entry == Entry.objects.count() - 2, "the first one counts"


def test_a_mail_that_a_restored_copy_brought_back_is_deleted_again(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    entry = _answer(case)
    raw = InboundMail.objects.get().raw
    _run(entry, "words", "--basis", BASIS, "--yes")
    InboundMail.objects.update(raw=raw)
    assert _run(entry, "words", "--basis", BASIS, "--yes") == 0
    assert bytes(InboundMail.objects.get().raw) == b""
    assert len(journal.erasing_entries(entries=[entry])) == 1


def test_a_purge_that_fails_says_so_and_the_same_command_makes_it_good(
    case: Case, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = _answer(case)

    def busy(*, models: object) -> None:
        raise Unavailable("another process reads an older state")

    with monkeypatch.context() as patched:
        patched.setattr(command, "purge", busy)
        with pytest.raises(Unavailable):
            _run(entry, "words", "--basis", BASIS, "--yes")
    assert "Erased: entry" in capsys.readouterr().out
    assert _run(entry, "words", "--basis", BASIS, "--yes") == 0
    assert "let go of the bytes" in capsys.readouterr().out


def test_what_else_holds_the_value_or_shows_it_is_named(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(_answer(case), "sender", "--basis", BASIS) == 0
    said = capsys.readouterr().out
    assert f"- entry {case.organisations[0].entry}, contact\n" in said
    assert "The field header_view of this entry shows the signed From and Message-ID" in said
    _run(_answer(case), "header_view", "--basis", BASIS, "--yes")
    capsys.readouterr()
    _run(_answer(case), "message_id", "--basis", BASIS)
    assert "header_view of this entry" not in capsys.readouterr().out


def test_a_value_that_is_kept_elsewhere_is_said_to_be_kept(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    dispute = raise_dispute(engagement=case.engagements[0], words=case.project.name, contact="", now=NOW)
    assert _run(dispute.entry, "words", "--basis", BASIS) == 0
    assert f"- entry {case.project.entry}, name (never erased)" in capsys.readouterr().out


def test_what_is_not_published_was_on_no_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",), published=False)
    assert _run(_answer(case), "words", "--basis", BASIS) == 0
    assert "- nobody through public pages: it is not published" in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    [
        ("verb", "--basis", BASIS, "--yes"),
        ("nonsense", "--basis", BASIS),
        ("words", "--basis", " "),
        ("words", "--basis", "ada@northshire.example asked", "--yes"),
    ],
)
def test_what_cannot_be_erased_is_refused(case: Case, words: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        _run(_answer(case), *words)
    assert journal.erasures() == {}
    assert connection.in_atomic_block is False

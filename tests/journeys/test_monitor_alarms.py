# SPDX-License-Identifier: Apache-2.0
"""A journalist's monitor looks at an instance over the web, and at what a dishonest operator makes of it."""

import datetime as dt
import email
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tallystick.cli import monitor
from tallystick.cli.main import main
from tests.rigs.front import Front
from tests.rigs.monitoring import NOW, Monitor, grow, show
from tests.rigs.tools import free_port
from tests.rigs.witnesses import Witness, canned

pytestmark = pytest.mark.django_db(transaction=True)
SENTENCE = "Contact is claimed with two organisations; none has confirmed it, one disputes it."


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(monitor, "_PAUSE", 0.01)


def test_an_honest_instance_gives_nothing_to_say(case: Any, journalist: Monitor, witness: Witness) -> None:
    status, report = journalist.look()
    assert (status, report["holds"], report["alarms"]) == (0, True, [])
    assert report["claims"] == 1
    assert report["entries"] == report["size"]
    assert list(report["witnesses"]) == report["compared"] == ["trust"]
    assert report["not_compared"] == []
    assert (journalist.folder / "checkpoint").is_file()
    grow(case)
    show()
    status, later = journalist.look()
    assert status == 0
    assert later["size"] > report["size"]


def test_it_speaks_plainly_too(journalist: Monitor, shown: Front, instance: Path, capsys: Any) -> None:
    words = ["monitor", shown.url, "--policy", str(instance / "readers-policy.txt"), "--state", str(instance / "other")]
    assert main(words) == 0
    told = capsys.readouterr().out
    assert "what the pages say of 1 claims follows from them." in told
    assert "Witnesses: trust" in told


def test_a_page_that_lies_about_a_standing(journalist: Monitor, shown: Front) -> None:
    def lie(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        return status, body.replace(SENTENCE.encode(), b"Both organisations were consulted.")

    honest = shown.rewrite
    shown.rewrite = lambda path, status, body: lie(path, status, body) if path.endswith("/") else (status, body)
    status, report = journalist.look()
    assert status == 1
    (alarm,) = report["alarms"]
    assert alarm["kind"] == "page"
    assert "says 'Both organisations were consulted.'; what follows from the log is" in alarm["what"]
    assert SENTENCE in alarm["what"]
    assert journalist.evidence(alarm)["headings.txt"] == b"Both organisations were consulted."
    shown.rewrite = honest
    assert journalist.alarms() == []


def test_a_list_that_lies_about_a_standing(journalist: Monitor, shown: Front) -> None:
    def lie(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        return status, body.replace(b'"disputed":1', b'"disputed":0') if path.endswith("claims.json") else body

    shown.rewrite = lie
    _, report = journalist.look()
    (alarm,) = report["alarms"]
    assert alarm["kind"] == "standing"
    assert "the page says disputed: 0; what follows from the log is 1" in alarm["what"]
    assert set(journalist.evidence(alarm)) == {"claims.json", "bundle.json", "checkpoint"}


def test_an_operator_who_changes_the_index_is_found_by_every_page(case: Any, journalist: Monitor) -> None:
    from django.core.cache import cache

    from tallystick.apps.journal.models import IndexedFact

    (row,) = IndexedFact.objects.filter(kind="answer.received")
    assert '"verb":"DISPUTE"' in row.values
    IndexedFact.objects.filter(pk=row.pk).update(values=row.values.replace('"verb":"DISPUTE"', '"verb":"CONFIRM"'))
    cache.clear()
    status, report = journalist.look()
    assert status == 1
    assert {alarm["kind"] for alarm in report["alarms"]} == {"standing"}
    assert any(SENTENCE in alarm["what"] for alarm in report["alarms"])


def test_a_claim_that_the_pages_leave_out(journalist: Monitor, shown: Front) -> None:
    def leave_out(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        if path.endswith("claims.json"):
            return status, json.dumps(
                json.loads(body) | {"claims": []}, separators=(",", ":"), sort_keys=True
            ).encode() + b"\n"
        return status, body

    shown.rewrite = leave_out
    _, report = journalist.look()
    assert [alarm["kind"] for alarm in report["alarms"]] == ["withheld"]
    assert "leave out the claim in entry" in report["alarms"][0]["what"]


@pytest.mark.parametrize("ending", ["claims.json", "/bundle.json", "CLAIM"])
def test_what_is_withheld_from_readers(case: Any, journalist: Monitor, shown: Front, ending: str) -> None:
    wanted = ending.replace("CLAIM", f"/claims/{case.claim.id}/")
    shown.rewrite = lambda path, status, body: (404, b"") if path.endswith(wanted) else (status, body)
    assert "withheld" in journalist.alarms()


def test_a_proof_that_leaves_out_the_dispute_is_completed(case: Any, journalist: Monitor, shown: Front) -> None:
    """The kinder half of the facts makes a valid proof; the monitor asks for the other half entry by entry."""
    from tallystick.apps.journal import keys, queries
    from tallystick.core.claims.consultation import claim_standing
    from tallystick.core.claims.verify_claim import claim_object
    from tallystick.core.ledger.bundle import build_bundle

    facts = [one for one in queries.facts(project=case.project.id) if one.fact.kind != "answer.received"]
    kinder = claim_standing(claim=case.claim.id, facts=facts, starts_on=case.project.starts_on)
    bundle = build_bundle(
        origin=keys.signer().name,
        vkey=keys.vkey(),
        title="Kinder",
        entries=queries.bundle_entries(entries=[one.entry for one in facts]),
        claim=claim_object(kinder),
    )

    def lie(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        if path.endswith(f"{case.claim.id}/bundle.json"):
            return status, bundle
        return status, body.replace(SENTENCE.encode(), kinder.sentence.encode()).replace(
            b'"disputed":1', b'"disputed":0'
        )

    shown.rewrite = lie
    _, report = journalist.look()
    assert "standing" in [alarm["kind"] for alarm in report["alarms"]]
    assert any(SENTENCE in alarm["what"] or "disputed" in alarm["what"] for alarm in report["alarms"])
    withheld = lie

    def lie_more(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        return (404, b"") if path.startswith("/entries/") else withheld(path, status, body)

    shown.rewrite = lie_more
    assert "withheld" in journalist.alarms(), "nor can it withhold that half"


def test_a_rolled_back_log_is_known_from_the_checkpoint_kept_before(
    case: Any, journalist: Monitor, shown: Front
) -> None:
    """The operator's web server shows the whole site as it was before the newest entries."""
    older: dict[str, bytes] = {}

    def remember(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        older[path] = body
        return status, body

    shown.rewrite = remember
    assert journalist.alarms() == []
    grow(case)
    show()
    shown.rewrite = lambda path, status, body: (status, body)
    assert journalist.alarms() == []
    newest = (journalist.folder / "checkpoint").read_bytes()
    shown.rewrite = lambda path, status, body: (200, older[path]) if path in older else (404, b"")
    status, report = journalist.look()
    assert status == 1
    kinds = [alarm["kind"] for alarm in report["alarms"]]
    assert "rollback" in kinds
    assert "withheld" in kinds, "the witness holds the newer entries, and the log does not give them"
    (alarm,) = [alarm for alarm in report["alarms"] if "showed" in alarm["what"]]
    assert journalist.evidence(alarm)["other.note"] == newest
    assert journalist.evidence(alarm)["shown.note"] == older["/log/checkpoint"]
    assert (journalist.folder / "checkpoint").read_bytes() == newest, "the newest stays what it compares with"


def test_a_tampered_tile(journalist: Monitor, shown: Front) -> None:
    def tamper(path: str, status: int, body: bytes) -> tuple[int, bytes]:
        return status, bytes([body[0] ^ 1]) + body[1:] if path.startswith("/log/tile/0/") else body

    shown.rewrite = tamper
    _, report = journalist.look()
    assert {alarm["kind"] for alarm in report["alarms"]} == {"log"}
    assert "tile/0/" in report["alarms"][0]["what"]
    shown.rewrite = lambda path, status, body: (
        (status, body.replace(b"project.registered", b"project.registerex")) if "entries" in path else (status, body)
    )
    assert journalist.alarms() == ["log"]
    shown.rewrite = lambda path, status, body: (404, b"") if path.startswith("/log/tile/") else (status, body)
    assert "log" in journalist.alarms()


def test_a_checkpoint_of_another_key_or_of_nobody(journalist: Monitor, shown: Front) -> None:
    shown.rewrite = lambda path, status, body: (status, b"nonsense") if path == "/log/checkpoint" else (status, body)
    assert journalist.alarms() == ["signature"]


def test_a_checkpoint_that_no_witness_has_seen(
    case: Any, journalist: Monitor, shown: Front, settings: Settings, witness: Witness
) -> None:
    from tallystick.apps.journal.publish import publish

    settings.POLICY_FILE = ""
    grow(case)
    publish(now=dt.datetime.now(dt.UTC))
    _, report = journalist.look()
    assert [alarm["kind"] for alarm in report["alarms"]] == ["witnesses"]
    witness.stop()
    status, report = journalist.look()
    assert status == 1
    assert "the copy of the witness trust" in report["not_compared"][0]


def test_a_watched_name_is_reported_once(case: Any, journalist: Monitor, instance: Path) -> None:
    from tests.apps.builders import northshire

    status, report = journalist.look("--watch", "harbour  TRUST", "--watch", "Nobody Here")
    assert status == 0
    assert {mention["kind"] for mention in report["mentions"]} == {"organisation.pinned", "engagement.claimed"}
    assert {mention["name"] for mention in report["mentions"]} == {"Harbour Trust"}
    assert journalist.look("--watch", "harbour  TRUST")[1]["mentions"] == []
    northshire(answers=("",), project="School Streets", body="Fairhaven Council", now=NOW)
    northshire(answers=("",), project="Hidden Streets", body="Hidden Council", published=False, now=NOW)
    show()
    _, report = journalist.look("--watch", "harbour  TRUST")
    (mention,) = report["mentions"]
    assert mention["kind"] == "engagement.claimed"
    assert mention["page"].endswith(f"/entries/{mention['entry']}/")


def test_entries_that_wait_for_witnesses_are_no_alarm_until_they_wait_too_long(
    case: Any, journalist: Monitor, witness: Witness
) -> None:
    from tallystick.apps.consultations.operations.answering import raise_dispute
    from tallystick.cli.monitor_log import rules_of
    from tallystick.cli.monitor_site import Site
    from tallystick.cli.monitor_state import Memory, State
    from tallystick.cli.verify import read_policy
    from tallystick.cli.web_client import WebClient

    witness.stop()
    raise_dispute(engagement=case.engagements[1], words="Nor were we.", contact="", now=NOW)
    show()
    status, report = journalist.look()
    assert status == 0, report
    assert any("newer entries" in what for what in report["not_compared"])
    url = report["url"]
    rules = rules_of(policy=read_policy(journalist.folder.parent / "readers-policy.txt"), vkeys=(), url=url)
    later = monitor.look(
        site=Site(url, web=WebClient()),
        rules=rules,
        state=State(journalist.folder),
        memory=Memory(),
        watched=[],
        now=NOW + dt.timedelta(hours=26),
        pause=0.01,
    )
    assert {alarm.kind for alarm in later.alarms} == {"late", "witnesses"}
    witness.start()
    show()
    assert journalist.alarms() == []


def test_what_cannot_be_read_is_no_alarm_and_no_comfort(journalist: Monitor, shown: Front) -> None:
    shown.rewrite = lambda path, status, body: (500, b"")
    status, report = journalist.look()
    assert (status, report["holds"], report["alarms"]) == (2, False, [])
    shown.rewrite = lambda path, status, body: (503, b"") if path.endswith("/bundle.json") else (status, body)
    status, report = journalist.look()
    assert status in {1, 2}
    assert report["unreadable"]


def _subjects(postbox: Path) -> list[str]:
    mails = [
        email.message_from_bytes(path.read_bytes()) for path in sorted(postbox.glob("*-press@courier.example.eml"))
    ]
    return [str(mail["Subject"]) for mail in mails]


def test_alarms_and_mentions_are_mailed_and_posted_once(journalist: Monitor, shown: Front, tmp_path: Path) -> None:
    from tallystick.cli.demo_world import open_postbox

    port = free_port()
    with ExitStack() as running:
        _, controller = open_postbox(folder=tmp_path / "postbox", host="127.0.0.1", port=port)
        running.callback(controller.stop)
        hook = running.enter_context(canned({"": (200, "", b"")}))
        words = ("--mail-to", "press@courier.example", "--smtp", f"127.0.0.1:{port}", "--webhook", hook.url)
        assert journalist.look(*words, "--watch", "Harbour Trust")[0] == 0
        assert _subjects(tmp_path / "postbox") == [f"Named: {shown.url}"]
        shown.rewrite = lambda path, status, body: (status, b"x") if path == "/log/checkpoint" else (status, body)
        for _ in range(2):
            assert journalist.look(*words)[0] == 1
        assert _subjects(tmp_path / "postbox") == [f"Named: {shown.url}", f"ALARM: {shown.url}"]
        assert len(hook.asked) == 2
        hook.answers[""] = (500, "", b"")
        shown.rewrite = lambda path, status, body: (404, b"") if path.endswith("claims.json") else (status, body)
        assert journalist.look(*words)[0] == 1
        assert len(hook.asked) == 4, "tried twice"
        assert "NOT SENT" in journalist.printed.err

# SPDX-License-Identifier: Apache-2.0
"""Pages say who beside the operator has seen the log, and what still waits for them; the data say the same."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.journal import keys, queries, trust
from tallystick.apps.journal.models import Cosigner, Entry
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import witness
from tallystick.cli import export, trace
from tallystick.cli.web_client import WebClient
from tallystick.core.claims.open_data import parse_open_data, recompute
from tallystick.core.claims.verify import verify
from tallystick.core.facts.base import as_public
from tallystick.core.ledger.policy import parse_policy
from tests.apps.builders import NOW, Case, northshire
from tests.apps.reading import read, shown
from tests.rigs.witnesses import Witness, policy, witnesses

pytestmark = pytest.mark.django_db
ALONE = "signed by its operator alone, no witness"


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Witness, ...]]:
    """Run two witnesses; the policy asks for both."""
    key = keys.signer().verifier
    with witnesses("trust", "paper", folder=tmp_path, log=key, clock=NOW.timestamp) as made:
        (Path(instance.LOG_DIR).parent / "policy.txt").write_text(policy(key, made, quorum=2))
        yield made


def _show() -> None:
    Cosigner.objects.update(asked_at=None)
    publish(now=NOW)
    witness(now=NOW, web=WebClient())


def _claim(case: Case) -> str:
    assert case.claim is not None
    return f"/projects/{case.project.slug}/claims/{case.claim.id}/"


def test_without_a_policy_every_page_says_that_the_operator_signs_alone(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    publish(now=NOW)
    for page in ("/entries/0/", _claim(case), "/check/"):
        assert ALONE in shown(page).text
    assert read("/log/policy").status == 404
    assert read("/log/checkpoint.pending").status == 404
    assert "/log/policy" not in set(shown("/check/").links())
    assert ALONE in trace.trace(entry=0)[5].what


def test_pages_name_the_witnesses_and_when_they_signed(two: tuple[Witness, ...], tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    _show()
    for page in ("/entries/0/", _claim(case), "/check/"):
        text = shown(page).text
        assert "trust, on 2 November 2026, 09:30 UTC" in text
        assert "paper, on 2 November 2026, 09:30 UTC" in text
        assert ALONE not in text
    assert "/log/policy" in set(shown("/check/").links())
    served = shown("/log/policy")
    assert set(parse_policy(served.content).witnesses) == {"trust", "paper"}
    assert served.headers["Content-Type"] == "text/plain; charset=utf-8"
    pending = shown("/log/checkpoint.pending")
    assert pending.headers["Cache-Control"] == "public, max-age=5"
    assert pending.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert "cosigned by trust, paper" in trace.trace(entry=0)[5].what


def test_what_waits_for_witnesses_is_called_that_and_the_proof_stays_as_they_saw_it(
    two: tuple[Witness, ...], tmp_path: Path
) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    _show()
    seen = queries.published_size()
    two[0].stop()
    disputed = raise_dispute(engagement=case.engagements[1], words="Nor were we.", contact="", now=NOW)
    _show()
    entry = shown(f"/entries/{disputed.entry}/").text
    assert "Logged, not yet witnessed" in entry
    assert read(f"/entries/{disputed.entry}/bundle.json").status == 503
    page = shown(_claim(case))
    assert "both dispute it" in page.text
    assert "logged, not yet witnessed" in page.text
    verified = verify(shown(f"{_claim(case)}bundle.json").content, vkey=keys.vkey(), now=NOW)
    assert verified.standing is not None
    assert "one disputes it" in verified.standing.sentence, "the proof holds what the witnesses have seen"
    assert verified.bundle.checkpoint.size == seen
    assert "logged, not yet witnessed" in trace.trace(entry=disputed.entry)[5].what
    two[0].start()
    _show()
    assert verify(shown(f"{_claim(case)}bundle.json").content, vkey=keys.vkey(), now=NOW).standing.disputed == 2


def test_a_claim_that_no_witness_has_seen_has_no_proof_yet(two: tuple[Witness, ...], tmp_path: Path) -> None:
    northshire(folder=tmp_path, answers=("DISPUTE",), project="School Streets", body="Fairhaven Council")
    _show()
    two[1].stop()
    case = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    _show()
    answer = read(f"{_claim(case)}bundle.json")
    assert answer.status == 503
    assert b"not yet published" in answer.content


def test_the_list_of_claims_goes_as_far_as_the_published_log(two: tuple[Witness, ...], tmp_path: Path) -> None:
    northshire(folder=tmp_path, answers=("DISPUTE",), project="School Streets", body="Fairhaven Council")
    case = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    northshire(answers=("",), project="Hidden", body="Hidden Council", published=False)
    northshire(answers=(), project="Nothing Claimed", body="Quiet Council")
    _show()
    two[0].stop()
    raise_dispute(engagement=case.engagements[1], words="Nor were we.", contact="", now=NOW)
    northshire(answers=("",), project="Later", body="Later Council")
    _show()
    page = shown("/open-data/claims.json")
    assert page.headers["Content-Type"] == "application/json"
    assert page.headers["Access-Control-Allow-Origin"] == "*"
    listed = parse_open_data(page.content)
    assert (listed.origin, listed.size) == (instance.LOG_ORIGIN, queries.published_size())
    assert listed.size < Entry.objects.count()
    assert len(listed.claims) == 2
    for row in listed.claims:
        facts = [one for one in queries.facts(project=row.project) if as_public(one.fact) == one.fact]
        assert recompute(row=row, facts=facts, size=listed.size).disputed == 1
        assert shown(row.page).status == shown(row.bundle).status == 200


def test_the_list_of_an_empty_log_is_empty() -> None:
    assert parse_open_data(shown("/open-data/claims.json").content).claims == ()


def test_the_static_copy_has_list_policy_and_both_checkpoints_and_waits_for_witnesses_too(
    two: tuple[Witness, ...], tmp_path: Path
) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", ""))
    _show()
    two[0].stop()
    raise_dispute(engagement=case.engagements[1], words="Nor were we.", contact="", now=NOW)
    _show()
    out = tmp_path / "site"
    wanted = [*export.addresses(), *export.log_addresses()]
    assert [address.rsplit("/", 1)[-1] for address in wanted[-2:]] == ["checkpoint.pending", "checkpoint"]
    done = export.export(out=out, addresses=wanted, jobs=1, say=lambda text: None)
    assert done.failed == ()
    for path in ("open-data/claims.json", "log/policy", "log/checkpoint", "log/checkpoint.pending"):
        assert (out / path).read_bytes() == shown(f"/{path}").content


def test_a_page_does_not_fail_because_the_policy_cannot_be_read(tmp_path: Path, settings: Settings) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE",))
    publish(now=NOW)
    (Path(instance.LOG_DIR).parent / "policy.txt").write_text("nonsense\n")
    assert "No witness has cosigned this state of the log yet" in shown(_claim(case)).text
    assert trust.seal(checkpoint="").has_policy

# SPDX-License-Identifier: Apache-2.0
"""The verifier page in Chromium against the command: the same files hold, and the same fail, at the same step."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tallystick.core.claims.verify import Verified, verify
from tallystick.core.ledger.verify import InvalidAtStep, UnverifiedAtStep
from tests.rigs.browser import open_page
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.every_byte import alterations, failing_step
from tests.unit.verifier import altered, erasures, lies
from tests.unit.verifier.asking import ADDRESS, Verdict, ask

pytestmark = pytest.mark.browser

CASES = [*altered.cases(), *lies.cases(), *erasures.cases()]
HONEST = [*lies.honest(), *erasures.honest()]
#: Every how many-th place of a file is altered; ``every_byte.py`` tries all of them on the command.
STRIDE = 211


@pytest.fixture(scope="module")
def verifier(browser) -> Iterator[object]:
    """The page, opened from disk once for all."""
    with open_page(browser) as page:
        page.goto(ADDRESS)
        yield page


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> list[Path]:
    """The bundles that the demo makes, through the whole service."""
    folder = tmp_path_factory.mktemp("verifier") / "demo"
    command = [sys.executable, "-m", "tallystick", "demo", "--no-serve", "--json", "--dir", str(folder)]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "TALLYSTICK_"))}
    done = subprocess.run(command, check=True, capture_output=True, env=clean)
    return [Path(path) for path in json.loads(done.stdout)["bundles"]]


def _agrees(found: Verdict, verified: Verified) -> None:
    """Check that the page says what the command says, but for the claim, which it leaves to the command."""
    assert found.failed is None, found.said
    assert [number for number, _, _ in found.report] == list(range(1, 12))
    assert [said for _, said, _ in found.report[:10]] == [line.text for line in verified.report[:10]]
    assert not any(part for _, _, part in found.report[:10])
    claimed = verified.standing is not None
    assert found.report[10][2] == claimed
    assert found.report[10][1] == verified.report[10].text or claimed


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in HONEST])
@pytest.mark.parametrize("vkey", [None, claim_log.SIGNER.verifier.vkey], ids=["bare", "key given"])
def test_an_honest_file_holds_and_the_page_says_what_the_command_says(verifier, data, vkey):
    found = ask(verifier, data, vkey=vkey)
    verified = verify(data, vkey=vkey, now=claim_log.NOW)
    _agrees(found, verified)
    assert found.not_proved == list(verified.not_proved)


def test_the_bundles_of_the_demo_hold(verifier, demo):
    vkeys = {json.loads(path.read_bytes())["vkey"] for path in demo}
    assert len(vkeys) == 1
    for path in demo:
        data = path.read_bytes()
        verified = verify(data, vkey=None, now=_last_entry(data))
        found = ask(verifier, data, now=_last_entry(data))
        _agrees(found, verified)
        # The page knows the kinds that answers and claims rest on, and says of which others it does not.
        assert [line for line in found.not_proved if "of these kinds" not in line] == list(verified.not_proved)


def _last_entry(data: bytes):
    return max(
        entry.leaf.time for entry in verify(data, vkey=None, now=claim_log.NOW.replace(year=2100)).bundle.entries
    )


def test_a_timestamp_is_left_to_the_command_and_that_is_said(verifier):
    data = erasures.stamped()
    found, verified = ask(verifier, data), verify(data, vkey=None, now=claim_log.NOW)
    _agrees(found, verified)
    assert [line for line in found.not_proved if "timestamp" in line] == [
        "When it was recorded, by anybody else's clock. The file's timestamp was not checked: use the command."
    ]
    assert ask(verifier, erasures.unreadable_stamp()).failed == 1


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_wrong_file_fails_at_its_step(verifier, case):
    with pytest.raises((InvalidAtStep, UnverifiedAtStep)) as refused:
        verify(case.data, vkey=case.vkey, now=claim_log.NOW)
    assert refused.value.step == case.step
    found = ask(verifier, case.data, vkey=case.vkey)
    assert (found.failed, bool(found.said)) == (case.step_of_page, True)
    assert [number for number, _, _ in found.report] == list(range(1, case.step_of_page))
    assert found.not_proved == []


def test_the_names_of_the_cases_are_different():
    assert len({case.name for case in CASES}) == len(CASES) > 350


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("another key than the one given", "the file names another key than yours"),
        ("a foreign key", "the log's key did not sign it"),
        ("a checkpoint signed by another key", "the log's key did not sign it"),
        ("a larger log than was signed", "does not verify"),
        ("another leaf", "leads to another root"),
        ("a broken hash", "leads to another root"),
        ("a changed value", "what it shows as verb is not what was committed"),
        ("verb withheld", "entry 5: it withholds verb, which is public"),
        ("statement text changed", "entry 5: its code is not that of DISPUTE to these words"),
        ("recorded key: foreign", "entry 5: its key is not the one recorded"),
        ("a foreign key passed off as the recorded one", "entry 5: the signature does not match the header"),
        ("Subject swapped", "entry 5: the signature does not match the header"),
        ("raised to witnessed", "supports at most “Countersigned by the organisation's domain”"),
        ("title changed, digest kept", "the digest is another"),
    ],
)
def test_the_page_says_what_is_wrong(verifier, name, said):
    (case,) = [case for case in CASES if case.name == name]
    assert said in (ask(verifier, case.data, vkey=case.vkey).said or "")


def test_an_altered_byte_anywhere_is_found_by_the_step_that_the_command_names(verifier):
    data = claim_log.ClaimLog(claim_log.short_story()).bundle()
    steps = set()
    for place in range(0, len(data), STRIDE):
        for changed in alterations(data, place=place, all_bits=False):
            step = failing_step(changed)
            assert (ask(verifier, changed).failed or 0) == step > 0, place
            steps.add(step)
    assert steps >= {1, 3, 4, 5, 6}


@pytest.mark.parametrize(
    "member",
    [
        *("bundle", "claim", "digest", "entries", "evidence", "origin", "title", "vkey"),
        *("disclosures", "index", "leaf", "names", "proof"),
    ],
)
def test_an_altered_byte_in_each_member_is_found(verifier, member):
    data = claim_log.ClaimLog(claim_log.short_story()).bundle(evidence=[{"entry": claim_log.ANSWER, "type": "answer"}])
    start = data.index(f'"{member}":'.encode()) + len(member) + 3
    for place in (start, start + 1, start + 3):
        for changed in alterations(data, place=place, all_bits=False):
            assert (ask(verifier, changed).failed or 0) == failing_step(changed) > 0, place


# What the page leaves to the command, it names


def test_a_kind_of_fact_that_the_page_does_not_know_is_named_as_not_checked(verifier):
    found = ask(verifier, lies.unknown_kind())
    assert found.failed is None
    assert [line for line in found.not_proved if "claim.revoked. This page does not know their fields" in line]


@pytest.mark.parametrize("data", [pytest.param(data, id=name) for name, data in lies.false_claims()])
def test_a_claim_is_never_said_to_follow(verifier, data):
    with pytest.raises(UnverifiedAtStep):
        verify(data, vkey=None, now=claim_log.NOW)
    found = ask(verifier, data)
    assert found.failed is None
    number, said, part = found.report[-1]
    assert (number, part) == (11, True)
    assert "were not recomputed here: use “tallystick verify”" in said

# SPDX-License-Identifier: Apache-2.0
"""The promise: a charity replies to an email, and a public page says so, with a proof that a stranger can check.

No stand-ins: real SMTP and LMTP on loopback, a real DKIM signature, the real worker, the real page, and the verifier
in a process of its own.
"""

import html
import json
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from tallystick.apps.consultations.operations.asking import fix_statement
from tallystick.apps.consultations.operations.engagements import make_claim
from tallystick.apps.journal import queries as journal
from tallystick.cli.demo_world import subject_to_copy
from tallystick.cli.trace import trace
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.reply import MARKER
from tallystick.core.facts.consultation import AnswerReceived, ReceiptSent, StatementFixed
from tests.apps import cast
from tests.journeys.conftest import Town

WORDS = "We met two officers once. We were never formally asked."


def test_charity_disputes_consultation(town: Town) -> None:
    claim_url, project = _northshire_claims_it_and_asks(town)
    assert _sentence(claim_url) == "Contact is claimed with one organisation, which has not confirmed it."

    _harbour_trust_replies(town)

    facts = journal.facts(project=project)
    [answer] = [one for one in facts if isinstance(one.fact, AnswerReceived)]
    assert isinstance(answer.fact, AnswerReceived)
    assert (answer.fact.verb, answer.fact.level, answer.fact.words) == ("DISPUTE", Level.DOMAIN.value, WORDS)

    page = Client().get(claim_url).content.decode()
    assert _sentence(claim_url) == "Contact is claimed with one organisation, which disputes it."
    assert WORDS in page
    assert Level.DOMAIN.public_name.replace("'", "&#x27;") in page

    _a_stranger_checks_the_bundle(town.folder, Client().get(f"{claim_url}bundle.json").content)
    _the_charity_has_its_receipt(town, facts)
    _every_stop_can_be_traced(answer.entry)


def test_words_are_logged_before_they_are_sent(town: Town) -> None:
    _, project = _northshire_claims_it_and_asks(town)
    kinds = [one.fact.kind for one in journal.facts(project=project)]
    assert kinds.index("statement.fixed") < kinds.index("request.sent")
    [fixed] = [one.fact for one in journal.facts(project=project) if isinstance(one.fact, StatementFixed)]
    sent = " ".join(town.postbox.newest_to("office@harbourtrust.example").text.replace("> ", "").split())
    assert " ".join(fixed.text.split())[:60] in sent


def test_silence_never_becomes_consent(town: Town) -> None:
    claim_url, project = _northshire_claims_it_and_asks(town)
    town.calendar.advance(days=400)
    town.work()
    assert _sentence(claim_url) == "Contact is claimed with one organisation, which has not confirmed it."
    assert not [one for one in journal.facts(project=project) if isinstance(one.fact, AnswerReceived)]


def _northshire_claims_it_and_asks(town: Town) -> tuple[str, str]:
    body_id = cast.northshire()
    ada = cast.ada(body_id)
    project = cast.youth_signals(by=ada, body_id=body_id)
    town.world.add_domain("harbourtrust.example")
    engagement = cast.engagement(by=ada, project=project, organisation=cast.harbour_trust(by=ada, body_id=body_id))
    claim = make_claim(
        by=ada, project=project, text="We consulted youth organisations before launch.", made_by="Northshire Police",
        made_on=cast.NOW.date(), source_title="FOI answer 22/1", source_url="https://northshire.example/foi",
        asserts="consulted", before_start=True, engagements=(engagement.id,), now=cast.NOW,
    )  # fmt: skip
    fix_statement(by=ada, project=project, engagement=engagement, now=town.calendar.now())
    town.work()
    return f"/projects/{project.slug}/claims/{claim.id}/", project.id


def _harbour_trust_replies(town: Town) -> None:
    request = town.postbox.newest_to("office@harbourtrust.example")
    town.calendar.advance(days=1)
    town.world.send(
        sender="Harbour Trust <office@harbourtrust.example>",
        to=town.answers_to,
        subject=subject_to_copy(text=request.text, verb="DISPUTE"),
        text=f"{WORDS}\n\n{MARKER}\n\nWhat was sent to us stands below.\n",
        when=town.calendar.now(),
    )
    town.work()


def _a_stranger_checks_the_bundle(folder: Path, bundle: bytes) -> None:
    path = folder / "claim.json"
    path.write_bytes(bundle)
    good = _verify(path)
    assert good.returncode == 0, good.stdout + good.stderr
    changed = bytearray(bundle)
    at = bundle.index(b"disclosures") + 40
    changed[at] = changed[at] ^ 1
    path.write_bytes(bytes(changed))
    bad = _verify(path)
    assert bad.returncode == 1
    assert "tep" in bad.stdout + bad.stderr
    path.write_bytes(bundle)


def _verify(path: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "tallystick", "verify", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def _the_charity_has_its_receipt(town: Town, facts: list[object]) -> None:
    assert any(isinstance(one.fact, ReceiptSent) for one in facts)  # type: ignore[attr-defined]
    receipts = [path for path in town.folder.glob("postbox/*office@harbourtrust*") if b".json" in path.read_bytes()]
    assert receipts, "the receipt carries the proof"


def _every_stop_can_be_traced(entry: int) -> None:
    stops = trace(entry=entry)
    assert [stop.number for stop in stops] == list(range(1, 9))
    root = Path(__file__).parents[2] / "src" / "tallystick"
    assert all((root / stop.file.split(" and ")[0]).exists() for stop in stops), [stop.file for stop in stops]
    assert stops[0].when is not None
    assert stops[5].when is not None
    json.dumps([stop.what for stop in stops])


def _sentence(claim_url: str) -> str:
    page = Client().get(claim_url).content.decode()
    body = page[page.index("<main") :]
    return html.unescape(body[body.index("Contact is claimed") :].split("<", 1)[0]).strip()


pytestmark = pytest.mark.django_db(transaction=True)

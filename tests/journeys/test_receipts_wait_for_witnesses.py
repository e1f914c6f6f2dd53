# SPDX-License-Identifier: Apache-2.0
"""A charity answers while every witness is away: the answer is taken at once; the receipt waits for its proof."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests.rigs.witnesses import Witness, policy, witnesses

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def room(settings: Settings, tmp_path: Path) -> Iterator[object]:
    from tests.apps.consultations.mailroom import open_mail_room

    with open_mail_room(settings=settings, folder=tmp_path) as opened:
        yield opened


@pytest.fixture
def both(room: object, tmp_path: Path) -> Iterator[tuple[Witness, ...]]:
    """Run two witnesses, of which the policy asks for both."""
    from tallystick.apps.journal import keys

    key = keys.signer().verifier
    clock = lambda: room.clock().timestamp()  # type: ignore[attr-defined]  # noqa: E731
    with witnesses("trust", "paper", folder=tmp_path, log=key, clock=clock) as made:
        (tmp_path / "policy.txt").write_text(policy(key, made, quorum=2))
        yield made


def _receipts(room: object) -> list[object]:
    return [mail for mail in room.postbox.messages() if str(mail["Subject"]).startswith("Receipt")]  # type: ignore[attr-defined]


def test_the_receipt_waits_for_the_witnesses_and_names_them(room, both: tuple[Witness, ...], tmp_path: Path) -> None:
    from tallystick.apps.journal import queries
    from tallystick.core.claims.verify import verify
    from tallystick.core.facts.consultation import AnswerReceived
    from tallystick.core.ledger.policy import parse_policy

    statement = room.settle()
    room.work()
    for one in both:
        one.stop()
    room.pass_time(minutes=1)
    room.deliver(room.mail(room.subject(statement, "DISPUTE"), words="We were never asked."))
    room.work()
    (answer,) = room.facts(AnswerReceived)
    assert queries.published_size() <= answer.entry < queries.signed().size
    assert _receipts(room) == []
    for one in both:
        one.start()
    room.pass_time(hours=1)
    room.work()
    receipt = _receipts(room)[0]
    text = " ".join(receipt.get_body(("plain",)).get_content().split())
    assert "signed by its operator and by these witnesses: trust, paper." in text
    (attachment,) = receipt.iter_attachments()
    rules = parse_policy((tmp_path / "policy.txt").read_bytes())
    verified = verify(attachment.get_content(), vkey=None, policy=rules, now=room.now)
    assert set(verified.bundle.cosigned) == {"trust", "paper"}

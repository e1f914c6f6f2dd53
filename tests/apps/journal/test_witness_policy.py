# SPDX-License-Identifier: Apache-2.0
"""The policy of a log: who may count, what it takes, and what happens when it comes, changes and goes."""

from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import keys, trust
from tallystick.apps.journal.models import Entry, Pending
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Invalid, Refused, Unavailable
from tallystick.core.ledger.keys import WITNESS, PrivateKey
from tests.apps.journal.witnessed import (
    NAMES,
    Now,
    ask_round,
    folder,
    log_key,
    record,
    set_policy,
    shown_file,
    signers,
)
from tests.rigs.witnesses import Witness

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]


def test_the_operators_own_witness_never_counts(clock: Now, three: tuple[Witness, ...], settings: Settings) -> None:
    settings.OWN_WITNESSES = ["trust"]
    record(1)
    three[1].stop()
    assert ask_round(clock) == 0
    three[1].start()
    assert ask_round(clock, seconds=3600) == 1
    assert signers(shown_file()) == [instance.LOG_ORIGIN, "paper", "regulator"]
    assert three[0].asked == 0
    assert [name for name, _ in trust.seal(checkpoint=shown_file().decode()).witnesses] == ["paper", "regulator"]


def test_a_policy_that_only_the_operator_could_meet_is_refused(
    clock: Now, three: tuple[Witness, ...], settings: Settings
) -> None:
    settings.OWN_WITNESSES = ["trust", "paper"]
    record(1)
    with pytest.raises(Refused, match="can never be met"):
        publish(now=clock.now)
    assert Entry.objects.count() == 1


def test_the_logs_own_key_is_no_witness(clock: Now) -> None:
    signer = keys.signer()
    own = PrivateKey("me.example", WITNESS, signer.seed).verifier
    set_policy(f"log {signer.verifier.vkey}\nwitness me {own.vkey} http://127.0.0.1:1\nquorum me\n")
    record(1)
    with pytest.raises(Invalid, match="stands in the policy twice"):
        publish(now=clock.now)


@pytest.mark.parametrize(
    ("text", "own", "what"),
    [
        ("quorum none\n", [], "does not list this log"),
        ("nonsense\n", [], "cannot be read"),
        ("log {log}\nquorum none\n", ["nobody"], "no witness named 'nobody'"),
    ],
)
def test_a_policy_that_does_not_fit_is_refused_and_events_are_still_accepted(
    clock: Now, settings: Settings, text: str, own: list[str], what: str
) -> None:
    settings.OWN_WITNESSES = own
    set_policy(text.replace("{log}", log_key().vkey))
    record(1)
    with pytest.raises(Invalid, match=what):
        publish(now=clock.now)
    assert trust.seal(checkpoint="").has_policy
    assert Entry.objects.count() == 1


def test_a_policy_that_asks_for_none_shows_at_once(clock: Now) -> None:
    set_policy(f"log {log_key().vkey}\nquorum none\n")
    record(2)
    assert ask_round(clock) == 2
    assert signers(shown_file()) == [instance.LOG_ORIGIN]


def test_an_unreadable_policy_is_said_plainly(settings: Settings, tmp_path: Path) -> None:
    settings.POLICY_FILE = str(tmp_path)
    with pytest.raises(Unavailable, match="cannot be read"):
        trust.read()


def test_without_a_policy_the_logs_own_checkpoint_is_shown(clock: Now, settings: Settings) -> None:
    settings.POLICY_FILE = ""
    set_policy("nonsense\n")
    record(1)
    assert ask_round(clock) == 1
    assert signers(shown_file()) == [instance.LOG_ORIGIN]
    assert trust.seal(checkpoint=shown_file().decode()) == trust.Seal(has_policy=False, witnesses=())
    assert not Pending.objects.exists()


def test_a_log_that_gets_witnesses_later_is_cosigned_as_it_is(clock: Now, three: tuple[Witness, ...]) -> None:
    path = folder() / "policy.txt"
    text = path.read_text()
    path.unlink()
    record(2)
    assert ask_round(clock) == 2
    path.write_text(text)
    assert trust.seal(checkpoint=shown_file().decode()) == trust.Seal(has_policy=True, witnesses=())
    assert ask_round(clock) == 2
    assert signers(shown_file()) == [instance.LOG_ORIGIN, *NAMES]


def test_a_policy_that_vanishes_stops_publishing_and_one_that_is_given_up_does_not(
    clock: Now, three: tuple[Witness, ...], settings: Settings
) -> None:
    record(1)
    ask_round(clock)
    for one in three:
        one.stop()
    record(1)
    ask_round(clock)
    (folder() / "policy.txt").unlink()
    with pytest.raises(Refused, match="is gone"):
        publish(now=clock.now)
    settings.POLICY_FILE = ""
    assert ask_round(clock) == 2, "what waited for witnesses is shown without"
    assert shown_file("checkpoint.pending") == b""

# SPDX-License-Identifier: Apache-2.0
"""A bundle, and the witnesses that its reader asks for."""

import datetime as dt

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.keys import WITNESS, PrivateKey
from tallystick.core.ledger.note import Note, NoteSignature, parse_note
from tallystick.core.ledger.policy import Policy, parse_policy
from tallystick.core.ledger.verify import VerifiedBundle, verify_bundle
from tests.unit.core.ledger.small_log import NOW, OTHER_SIGNER, SIGNER, START, SmallLog, chain

TRUST = PrivateKey("trust.example", WITNESS, bytes([1]) * 32)
PAPER = PrivateKey("paper.example", WITNESS, bytes([2]) * 32)
STRANGER = PrivateKey("stranger.example", WITNESS, bytes([3]) * 32)
LATER = NOW + dt.timedelta(days=3650)


def policy(*, quorum: str = "both", log: str = SIGNER.verifier.vkey) -> Policy:
    lines = f"log {log}\nwitness trust {TRUST.verifier.vkey}\nwitness paper {PAPER.verifier.vkey}\n"
    return parse_policy(f"{lines}group both all trust paper\nquorum {quorum}\n".encode())


def line(key: PrivateKey, *, about: bytes, at: dt.datetime = START) -> NoteSignature:
    return key.signer(timestamp=int(at.timestamp())).sign(parse_note(about).text.encode())


def bundle(*keys: PrivateKey, at: dt.datetime = START) -> bytes:
    plain = SmallLog.of(chain())
    note = parse_note(plain.checkpoint)
    lines = tuple(line(key, about=plain.checkpoint, at=at) for key in keys)
    cosigned = Note(note.text, (*note.signatures, *lines)).encode()
    return (log := SmallLog(plain.records, plain.files, plain.root, cosigned)).bundle(log.entry(0))


def check(
    data: bytes, *, rules: Policy | None = None, now: dt.datetime = NOW, vkey: str | None = None
) -> VerifiedBundle:
    return verify_bundle(data, vkey=vkey, now=now, policy=rules)


def test_the_quorum_that_the_reader_asks_for_has_signed() -> None:
    seen = check(bundle(TRUST, PAPER), rules=policy())
    assert seen.cosigned == {"trust": int(START.timestamp()), "paper": int(START.timestamp())}
    assert seen.unchecked == ()
    assert seen.key_given, "the reader's policy lists the log's key"
    assert "Its key is the key in your policy." in seen.report[1].text
    assert "Enough of its witnesses saw this checkpoint (trust at 2026-03-01 09:30:00 UTC; paper" in seen.report[2].text
    assert any("enough of the witnesses above, together" in text for text in seen.not_proved)


def test_a_file_is_good_for_years_after_its_witnesses_signed() -> None:
    assert check(bundle(TRUST, PAPER), rules=policy(), now=LATER).cosigned is not None


def test_too_few_have_signed() -> None:
    for data in (bundle(), bundle(TRUST), bundle(TRUST, STRANGER)):
        with pytest.raises(Unverified, match=r"Step 3 .*too few witnesses"):
            check(data, rules=policy())


def test_a_cosignature_of_the_future_does_not_count() -> None:
    with pytest.raises(Unverified, match="too few witnesses"):
        check(bundle(TRUST, PAPER, at=NOW + dt.timedelta(hours=1)), rules=policy())


def test_a_policy_may_ask_for_no_witness_at_all() -> None:
    seen = check(bundle(), rules=policy(quorum="none"))
    assert seen.cosigned == {}
    assert "your policy asks for none" in seen.report[2].text
    assert any("Compare the size and root above" in text for text in seen.not_proved)


def test_a_policy_of_another_log_is_no_policy_for_this_one() -> None:
    with pytest.raises(Unverified, match=r"Step 2 .*does not list this log with this key"):
        check(bundle(TRUST, PAPER), rules=policy(log=OTHER_SIGNER.verifier.vkey))


def test_key_and_policy_may_both_be_given() -> None:
    seen = check(bundle(TRUST, PAPER), rules=policy(), vkey=SIGNER.verifier.vkey)
    assert "the key that you gave" in seen.report[1].text


def test_without_a_policy_the_lines_of_others_are_named_and_not_checked() -> None:
    seen = check(bundle(TRUST, STRANGER))
    assert seen.cosigned is None
    assert seen.unchecked == ("trust.example", "stranger.example")
    assert not seen.key_given
    assert check(bundle()).unchecked == ()
    assert check(bundle(TRUST, PAPER, STRANGER), rules=policy()).unchecked == ("stranger.example",)


def test_a_cosignature_that_fails_is_not_passed_over() -> None:
    good = SmallLog.of(chain())
    other = SmallLog.of(chain()[:4])
    note = parse_note(good.checkpoint)
    forged = Note(note.text, (*note.signatures, line(TRUST, about=other.checkpoint))).encode()
    log = SmallLog(good.records, good.files, good.root, forged)
    with pytest.raises((Unverified, Invalid), match=r"Step 3 .*does not verify"):
        check(log.bundle(log.entry(0)), rules=policy(quorum="none"))

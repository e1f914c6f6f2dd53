# SPDX-License-Identifier: Apache-2.0
"""Verification of bundles: what passes, which step stops what does not, and that no byte can be altered."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.commitments import WITHHELD, commit
from tallystick.core.ledger.leaf import encode_leaf
from tallystick.core.ledger.merkle import leaf_hash
from tallystick.core.ledger.note import NoteSigner
from tallystick.core.ledger.verify import (
    FUTURE_TOLERANCE,
    STEPS,
    InvalidAtStep,
    Step,
    UnverifiedAtStep,
    VerifiedBundle,
    running,
    verify_bundle,
)
from tests.unit.core.ledger.small_log import (
    NOW,
    ORIGIN,
    OTHER_SIGNER,
    SIGNER,
    START,
    Record,
    SmallLog,
    chain,
    record,
    salts,
)

LOG = SmallLog.of(chain())
VKEY = SIGNER.verifier.vkey


def verified(data: bytes, *, vkey: str | None = VKEY, now: datetime = NOW) -> VerifiedBundle:
    return verify_bundle(data, vkey=vkey, now=now)


def everything() -> bytes:
    return LOG.bundle(*(LOG.entry(index) for index in range(5)))


def some_withheld() -> bytes:
    """A bundle with a withheld field and a withheld list element."""
    shown = [text for text in LOG.entry(1).disclosures if text != LOG.records[1].commitment.disclosures["note"].field]
    shown.remove(LOG.records[1].commitment.disclosures["asked"].elements[0])
    return LOG.bundle(replace(LOG.entry(1), disclosures=tuple(shown)))


def test_a_whole_log_verifies() -> None:
    result = verified(everything())
    assert (result.origin, result.vkey, result.key_given) == (ORIGIN, VKEY, True)
    assert result.checkpoint == Checkpoint(ORIGIN, 5, LOG.root)
    assert [entry.index for entry in result.entries] == [0, 1, 2, 3, 4]
    assert [entry.leaf for entry in result.entries] == [item.leaf for item in LOG.records]
    assert result.entries[1].leaf_hash == leaf_hash(LOG.records[1].data)
    assert result.entries[1].fields == {
        "organisation": "Harbour Trust",
        "asked": ["the aim", "the age range"],
        "note": None,
    }
    assert result.entries[1].leaf_bytes == LOG.records[1].data


def test_evidence_and_claim_are_passed_on_unread() -> None:
    evidence = [{"entry": 0, "type": "mail", "raw": "x"}]
    result = verified(LOG.bundle(LOG.entry(0), evidence=evidence, claim={"any": 1}))
    assert list(result.evidence) == evidence
    assert result.claim == {"any": 1}
    assert result.title == "What Harbour Trust answered"


def test_withheld_fields_and_elements_are_named_and_counted() -> None:
    result = verified(some_withheld())
    assert result.entries[0].fields == {
        "organisation": "Harbour Trust",
        "asked": [WITHHELD, "the age range"],
        "note": WITHHELD,
    }
    assert "Not shown: 2 " in result.report[5].text
    assert any("not shown" in line for line in result.not_proved)
    assert not any("not shown" in line for line in verified(everything()).not_proved)


def test_the_report_has_a_line_per_step_in_plain_words() -> None:
    result = verified(LOG.bundle(LOG.entry(4)))
    assert [line.step for line in result.report] == list(STEPS)
    assert [step.number for step in STEPS] == list(range(1, 9))
    assert result.report[1].text == f"The log is {ORIGIN}. Its key is the key that you gave."
    assert result.report[3].text == "1 entry read, recorded from 2026-03-02 to 2026-03-02."
    assert "5 entries" in verified(everything()).report[4].text


def test_a_key_taken_from_the_bundle_is_said_to_be() -> None:
    result = verified(everything(), vkey=None)
    assert not result.key_given
    assert "came with this file" in result.report[1].text
    assert any("That the key is the log's" in line for line in result.not_proved)
    assert not any("That the key" in line for line in verified(everything()).not_proved)


def stops_at(number: int, data: bytes, **given: Any) -> Unverified | Invalid:
    with pytest.raises((InvalidAtStep, UnverifiedAtStep)) as caught:
        verified(data, **given)
    assert caught.value.step == number
    assert caught.value.what.startswith(f"Step {number} ({STEPS[number - 1].title}) failed: ")
    return caught.value


def test_step_1_stops_what_is_no_bundle() -> None:
    assert isinstance(stops_at(1, b"{}\n"), Invalid)
    stops_at(1, everything() + b"\n")


def test_step_2_stops_another_key_and_a_key_of_another_name() -> None:
    assert isinstance(stops_at(2, everything(), vkey=OTHER_SIGNER.verifier.vkey), Unverified)
    stops_at(2, everything(), vkey="")
    stops_at(2, LOG.bundle(LOG.entry(0), vkey="nonsense"), vkey=None)
    stops_at(2, LOG.bundle(LOG.entry(0), vkey="nonsense"), vkey="nonsense")
    other_name = NoteSigner("other.example", SIGNER.seed).verifier.vkey
    stops_at(2, LOG.bundle(LOG.entry(0), vkey=other_name), vkey=None)
    stops_at(2, LOG.bundle(LOG.entry(0), origin="other.example"))


def test_step_3_stops_a_checkpoint_that_the_log_did_not_sign() -> None:
    forged = SmallLog.of(chain(), signer=OTHER_SIGNER)
    stops_at(3, forged.bundle(forged.entry(0)))
    stops_at(3, LOG.bundle(replace(LOG.entry(0), proof="")))


def test_step_3_stops_entries_proved_under_different_checkpoints() -> None:
    earlier = SmallLog.of(chain()[:3])
    stops_at(3, LOG.bundle(earlier.entry(0), LOG.entry(1)))


def with_leaves(*leaves: bytes) -> bytes:
    """A bundle of a log whose entries are these bytes, all fields withheld."""
    template = record("project.registered", [])
    log = SmallLog.of([replace(template, data=data) for data in leaves])
    return log.bundle(*(log.entry(index) for index in range(len(leaves))))


def test_step_4_stops_a_leaf_that_is_none() -> None:
    stops_at(4, with_leaves(b"{}"))
    stops_at(4, with_leaves(LOG.records[0].data + b"\n"))


def test_step_5_stops_a_leaf_that_is_not_there() -> None:
    stops_at(5, LOG.bundle(replace(LOG.entry(0), leaf=LOG.records[1].data)))
    stops_at(5, LOG.bundle(replace(LOG.entry(0), proof=LOG.entry(1).proof)))
    stops_at(5, LOG.bundle(replace(LOG.entry(0), index=1)))
    no_path = replace(LOG.proof(0), hashes=()).text()
    stops_at(5, LOG.bundle(replace(LOG.entry(0), proof=no_path)))


def test_step_6_stops_disclosures_that_were_not_committed() -> None:
    stops_at(6, LOG.bundle(replace(LOG.entry(0), disclosures=LOG.entry(1).disclosures)))
    stops_at(6, LOG.bundle(replace(LOG.entry(0), names=("purpose", "name"))))
    stops_at(6, LOG.bundle(replace(LOG.entry(0), names=("name", "name"))))
    stops_at(6, LOG.bundle(replace(LOG.entry(0), names=("name",), disclosures=())))
    lie = commit(fields=[("name", "Harbour Ears")], salt=salts()).disclosures["name"].field
    stops_at(6, LOG.bundle(replace(LOG.entry(0), disclosures=(lie,))))


def rebuilt(change: Callable[[list[Record]], None]) -> SmallLog:
    """A log whose operator wrote wrong clear members, properly signed."""
    records = chain()
    change(records)
    return SmallLog.of([replace(item, data=encode_leaf(item.leaf)) for item in records])


def change_leaf(index: int, **members: object) -> Callable[[list[Record]], None]:
    def change(records: list[Record]) -> None:
        records[index] = replace(records[index], leaf=replace(records[index].leaf, **members))  # type: ignore[arg-type]

    return change


def wrong_link(index: int) -> tuple[int, str]:
    return index, b64.encode_url(bytes(32))


def skipping(records: list[Record]) -> None:
    """Entry 4 says that it is the project's third, and links to the first as its second."""
    change_leaf(1, pseq=1, prev=None)(records)
    change_leaf(4, pseq=3, prev=wrong_link(1))(records)


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (change_leaf(1, time=START - timedelta(seconds=1)), (0, 1)),
        (change_leaf(4, time=NOW + FUTURE_TOLERANCE + timedelta(seconds=1)), (4,)),
        (change_leaf(1, prev=wrong_link(0)), (0, 1)),
        (change_leaf(1, pseq=1, prev=None), (0, 1)),
        (change_leaf(1, pseq=3), (0, 1)),
        (change_leaf(3, pseq=2), (1, 3)),
        (change_leaf(4, prev=wrong_link(4)), (4,)),
        (change_leaf(4, prev=wrong_link(7)), (4,)),
        (change_leaf(4, pseq=9, prev=wrong_link(3)), (4,)),
        (change_leaf(4, prev=wrong_link(1)), (4,)),
        (skipping, (1, 4)),
        (change_leaf(2, project="Zx9-northshire", pseq=3, prev=wrong_link(1)), (1, 2)),
    ],
    ids=[
        "dated before its predecessor",
        "dated in the future",
        "another hash for its predecessor",
        "a second first entry",
        "a number too high for the entries between",
        "a number twice",
        "its own predecessor",
        "a predecessor after it",
        "more predecessors than the log had room for",
        "a predecessor too early for its number",
        "a known entry skipped",
        "another hash for its predecessor in between",
    ],
)
def test_step_7_stops_entries_that_do_not_follow_one_another(
    change: Callable[[list[Record]], None], shown: Sequence[int]
) -> None:
    log = rebuilt(change)
    data = log.bundle(*(log.entry(index) for index in shown))
    stops_at(7, data)


def test_step_7_accepts_the_clock_tolerance_and_gaps_between_the_entries_shown() -> None:
    latest = LOG.records[4].leaf.time
    assert verified(everything(), now=latest - FUTURE_TOLERANCE)
    stops_at(7, everything(), now=latest - FUTURE_TOLERANCE - timedelta(seconds=1))
    for shown in [(0, 3), (0, 4), (1, 4), (0, 2, 4), (4,)]:
        assert verified(LOG.bundle(*(LOG.entry(index) for index in shown)))


def test_step_8_stops_what_the_digest_does_not_cover() -> None:
    data = everything()
    stops_at(8, data.replace(b"What Harbour Trust answered", b"What Harbour Trust answerec"))


def test_only_our_two_errors_are_given_a_step() -> None:
    with pytest.raises(Unavailable), running(Step(9, "Evidence")):
        raise Unavailable("a resolver does not answer")
    with pytest.raises(UnverifiedAtStep) as caught, running(Step(9, "Evidence")):
        raise Unverified("no", rule="a rule", next_step="a next step")
    assert caught.value.step == 9
    assert caught.value.explain() == "Step 9 (Evidence) failed: no\nRule: a rule\nNext step: a next step"


def alterations(data: bytes) -> Iterator[bytes]:
    """Return every alteration of one byte: four other values, left out, and two inserted before it."""
    for at, byte in enumerate(data):
        head, tail = data[:at], data[at + 1 :]
        for other in {byte ^ 1, byte ^ 0x20, byte ^ 0x80, 0x39} - {byte}:
            yield head + bytes([other]) + tail
        yield head + tail
        for inserted in {b"0", data[at : at + 1]}:
            yield head + inserted + data[at:]
    yield from (data + extra for extra in (b"\n", b" ", b"0"))


def small_bundles() -> list[bytes]:
    first = SmallLog.of([record("project.registered", [("name", "Eyes")])])
    empty = SmallLog.of([record("log.opened", [])])
    return [
        first.bundle(first.entry(0), title="é"),
        empty.bundle(empty.entry(0), claim={"n": 10}, evidence=[{"entry": 0, "type": "x"}]),
        some_withheld(),
    ]


@pytest.mark.parametrize("number", range(3), ids=["one field", "evidence and claim", "withheld parts"])
def test_every_one_byte_alteration_is_refused(number: int) -> None:
    data = small_bundles()[number]
    assert verified(data, vkey=None)
    for altered in alterations(data):
        with pytest.raises((InvalidAtStep, UnverifiedAtStep)):
            verify_bundle(altered, vkey=None, now=NOW)


def test_a_bundle_changed_and_digested_anew_still_fails_where_it_lies() -> None:
    """The digest is no defence against forgery; the steps before it are."""
    entry = LOG.entry(0)
    leaf = entry.leaf.replace(b"project.registered", b"project.withdrawnx")
    assert len(leaf) == len(entry.leaf)
    stops_at(5, LOG.bundle(replace(entry, leaf=leaf)))
    other_root = Checkpoint(ORIGIN, 5, bytes(32))
    forged = sign_checkpoint(checkpoint=other_root, signers=[OTHER_SIGNER])
    stops_at(3, LOG.bundle(replace(entry, proof=replace(LOG.proof(0), checkpoint=forged).text())))

# SPDX-License-Identifier: Apache-2.0
"""Policies: the file format strictly, and which cosignatures make a quorum."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.cosignature import CosignatureSigner, MlDsaSigner
from tallystick.core.ledger.note import Note, NoteSigner, parse_note, sign_note
from tallystick.core.ledger.policy import MAX_POLICY_SIZE, Group, open_witnessed, parse_policy
from tests.unit.core.ledger.small_log import NOW, ORIGIN, OTHER_SIGNER, SIGNER

SECONDS = int(NOW.timestamp())
HEAD = Checkpoint(ORIGIN, 5, bytes(range(32)))


def witness(number: int, *, age: int = 60) -> CosignatureSigner:
    return CosignatureSigner(f"w{number}.example", bytes([number]) * 32, timestamp=SECONDS - age)


W1, W2, W3 = (witness(number) for number in (1, 2, 3))
W4 = MlDsaSigner("w4.example", bytes([4]) * 32, timestamp=SECONDS)
ALL = (W1, W2, W3, W4)
LOG = f"log {SIGNER.verifier.vkey}\n"
WITNESSES = "".join(f"witness W{number} {signer.verifier.vkey}\n" for number, signer in enumerate(ALL, start=1))
TEXT = f"""# Two of the first three, and the last one
{LOG}
{WITNESSES}
group civil 2 W1 W2 W3
group both all civil W4
quorum both
"""
POLICY = parse_policy(TEXT.encode())


def test_a_policy_reads_as_it_is_written() -> None:
    assert POLICY.logs == (SIGNER.verifier,)
    assert list(POLICY.witnesses.items()) == [(f"W{number}", key.verifier) for number, key in enumerate(ALL, start=1)]
    assert POLICY.groups == {"civil": Group(2, ("W1", "W2", "W3")), "both": Group(2, ("civil", "W4"))}
    assert POLICY.quorum == "both"
    assert (POLICY.log_urls, POLICY.witness_urls) == ({ORIGIN: ()}, {})


def test_urls_tabs_comments_and_spaces_are_read() -> None:
    post_quantum = MlDsaSigner(ORIGIN, bytes([9]) * 32, timestamp=0)
    text = f"\n \t# comment\n\tlog  {SIGNER.verifier.vkey}\thttps://a.example \nlog {post_quantum.verifier.vkey} https://b\n"
    text += f"witness é {W1.verifier.vkey} https://w.example/submit\n  quorum\té\n#"
    policy = parse_policy(text.encode() + b"\xff\n")
    assert policy.log_urls == {ORIGIN: ("https://a.example", "https://b")}
    assert policy.witness_urls == {"é": "https://w.example/submit"}
    assert policy.is_met_by({"é"})


def test_names_are_opaque_octets() -> None:
    text = (
        b"witness \xff "
        + W1.verifier.vkey.encode()
        + b"\nwitness \xfe "
        + W2.verifier.vkey.encode()
        + b"\nquorum \xff\n"
    )
    policy = parse_policy(text)
    assert policy.is_met_by({"\udcff"})
    assert not policy.is_met_by({"\udcfe"})


@pytest.mark.parametrize(
    ("names", "met"),
    [
        ("", False),
        ("W1 W2", False),
        ("W4", False),
        ("W1 W4", False),
        ("W1 W1 W4", False),
        ("W1 W3 W4", True),
        ("W1 W2 W3 W4", True),
        ("civil W4", False),
        ("both", False),
        ("none", False),
    ],
)
def test_the_quorum_counts_witnesses_through_groups(names: str, met: bool) -> None:
    assert POLICY.is_met_by(set(names.split())) is met


@pytest.mark.parametrize(("rule", "needed"), [("any", 1), ("1", 1), ("2", 2), ("3", 3), ("all", 3)])
def test_thresholds(rule: str, needed: int) -> None:
    policy = parse_policy(f"{WITNESSES}group g {rule} W1 W2 W3\nquorum g\n".encode())
    assert policy.groups["g"].threshold == needed
    for count in range(4):
        assert policy.is_met_by({f"W{number}" for number in range(1, count + 1)}) is (count >= needed)


def test_no_quorum_needs_no_witness() -> None:
    policy = parse_policy(f"{LOG}quorum none\n".encode())
    assert policy.is_met_by(set())
    assert open_witnessed(signed(SIGNER), policy=policy, origin=ORIGIN, now=NOW).cosigned == {}


def test_many_nested_groups_are_evaluated_without_recursion() -> None:
    chain = "".join(f"group g{number} any {f'g{number - 1}' if number else 'W1'}\n" for number in range(5000))
    assert parse_policy(f"{WITNESSES}{chain}quorum g4999\n".encode()).is_met_by({"W1"})


SAME_KEY = NoteSigner("other.example", SIGNER.seed).verifier.vkey
LOGS_KEY = CosignatureSigner("w9.example", SIGNER.seed, timestamp=0).verifier.vkey
RENAMED = CosignatureSigner("w9.example", W1.seed, timestamp=0).verifier.vkey


@pytest.mark.parametrize(
    "text",
    [
        "",
        LOG,
        "quorum none",
        "quorum none\nquorum none\n",
        "quorum W1\n" + WITNESSES,
        "quorum\n",
        "quorum none none\n",
        "Quorum none\n",
        "quorum none # trailing comment\n",
        "quorum none\r\n",
        "quorum\x00none\n",
        "quorum none\x7f\n",
        "policy\nquorum none\n",
        "log\nquorum none\n",
        f"{LOG[:-1]} https://a https://b\nquorum none\n",
        f"log {W1.verifier.vkey}\nquorum none\n",
        f"log {SIGNER.verifier.vkey[:-1]}\nquorum none\n",
        LOG + LOG + "quorum none\n",
        f"{LOG}log {SAME_KEY}\nquorum none\n",
        f"{LOG}witness W {LOGS_KEY}\nquorum W\n",
        f"witness W {LOGS_KEY}\n{LOG}quorum W\n",
        f"{WITNESSES}witness W {RENAMED}\nquorum W\n",
        f"witness W {SIGNER.verifier.vkey}\nquorum W\n",
        "witness W\nquorum none\n",
        f"{WITNESSES}witness W1 {OTHER_SIGNER.verifier.vkey}\nquorum none\n",
        f"witness none {W1.verifier.vkey}\nquorum none\n",
        f"{WITNESSES}group g any\nquorum g\n",
        f"{WITNESSES}group g\nquorum g\n",
        f"{WITNESSES}group g 0 W1\nquorum g\n",
        f"{WITNESSES}group g 01 W1\nquorum g\n",
        f"{WITNESSES}group g 2 W1\nquorum g\n",
        f"{WITNESSES}group g -1 W1\nquorum g\n",
        f"{WITNESSES}group g {'9' * 5000} W1\nquorum g\n",
        f"{WITNESSES}group g some W1\nquorum g\n",
        f"{WITNESSES}group g any W1 W1\nquorum g\n",
        f"{WITNESSES}group g any W1\ngroup h any W1\nquorum g\n",
        f"{WITNESSES}group g any none\nquorum g\n",
        f"{WITNESSES}group g any g\nquorum g\n",
        f"{WITNESSES}group g any W9\nquorum g\n",
        f"{WITNESSES}group W1 any W2\nquorum W1\n",
        f"{WITNESSES}group none any W2\nquorum none\n",
        f"{WITNESSES}quorum w1\n",
        "#" * MAX_POLICY_SIZE + "\nquorum none\n",
    ],
    ids=[
        "nothing",
        "no quorum",
        "no last line feed",
        "two quorums",
        "quorum before its witness",
        "quorum without a name",
        "quorum with two names",
        "upper case",
        "trailing comment",
        "carriage return",
        "control character",
        "delete character",
        "unknown line",
        "log without a key",
        "log with two addresses",
        "log with a witness's key type",
        "malformed key",
        "a log twice",
        "a log's key under two names",
        "a witness with the log's key",
        "a log with a witness's key",
        "a witness's key under two names",
        "a witness with a log's key type",
        "witness without a key",
        "a witness name twice",
        "a witness named none",
        "a group without members",
        "a group without a threshold",
        "threshold 0",
        "threshold with a leading zero",
        "threshold above the members",
        "threshold negative",
        "threshold very long",
        "threshold no number",
        "a member twice in a group",
        "a member in two groups",
        "none as a member",
        "a group in itself",
        "an undefined member",
        "a group named as a witness",
        "a group named none",
        "an undefined quorum",
        "too long",
    ],
)
def test_a_malformed_policy_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_policy(text.encode())


def signed(*signers: NoteSigner, head: Checkpoint = HEAD) -> bytes:
    return sign_note(text=head.text(), signers=signers)


def cosigned(signers: Sequence[NoteSigner]) -> dict[str, int]:
    return dict(open_witnessed(signed(SIGNER, *signers), policy=POLICY, origin=ORIGIN, now=NOW).cosigned)


def test_a_checkpoint_with_a_quorum_opens_with_the_times_of_those_that_count() -> None:
    assert cosigned([W1, W3, W4]) == {"W1": SECONDS - 60, "W3": SECONDS - 60, "W4": SECONDS}
    data = signed(SIGNER, W1, W2, W4)
    assert open_witnessed(data, policy=POLICY, origin=ORIGIN, now=NOW).checkpoint == HEAD


@pytest.mark.parametrize("signers", [(), (W1, W2), (W1, W4), (W1, W1, W4)], ids=["nobody", "no W4", "one", "one twice"])
def test_a_checkpoint_without_a_quorum_is_refused(signers: Sequence[NoteSigner]) -> None:
    with pytest.raises(Unverified, match="too few witnesses"):
        cosigned(signers)


def test_a_stale_or_future_cosignature_does_not_count() -> None:
    day = int(timedelta(hours=24).total_seconds())
    assert cosigned([witness(1, age=day), witness(2, age=-30), W4])
    for wrong in (witness(1, age=day + 1), witness(1, age=-31)):
        with pytest.raises(Unverified, match="'W2', 'W4'"):
            cosigned([wrong, W2, W4])


def test_the_newest_of_several_cosignatures_counts() -> None:
    assert cosigned([witness(1, age=50), witness(1, age=10), witness(1, age=90), W2, W4])["W1"] == SECONDS - 10


def test_a_failing_cosignature_of_a_known_witness_rejects_the_checkpoint() -> None:
    other = signed(W3, head=Checkpoint(ORIGIN, 6, HEAD.root))
    good = parse_note(signed(SIGNER, W1, W2, W4))
    mixed = Note(good.text, (*good.signatures, *parse_note(other).signatures)).encode()
    with pytest.raises(Unverified, match=r"w3\.example"):
        open_witnessed(mixed, policy=POLICY, origin=ORIGIN, now=NOW)


def test_witnesses_alone_do_not_make_a_checkpoint() -> None:
    for signers in ((W1, W2, W4), (OTHER_SIGNER, W1, W2, W4)):
        with pytest.raises(Unverified, match="not signed by the log"):
            open_witnessed(signed(*signers), policy=POLICY, origin=ORIGIN, now=NOW)


def test_a_log_that_the_policy_does_not_list_is_refused() -> None:
    with pytest.raises(Unverified, match="does not list"):
        open_witnessed(signed(SIGNER, W1, W2, W4), policy=POLICY, origin="other.example", now=NOW)
    elsewhere = Checkpoint("other.example", 5, HEAD.root)
    with pytest.raises(Unverified, match="another log"):
        open_witnessed(signed(SIGNER, W1, W2, W4, head=elsewhere), policy=POLICY, origin=ORIGIN, now=NOW)

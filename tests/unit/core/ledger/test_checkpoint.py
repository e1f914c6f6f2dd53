# SPDX-License-Identifier: Apache-2.0
"""Checkpoints: strict for our own log, tolerant of extension lines only where asked."""

import pytest

from tallystick.core.errors import Invalid, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.checkpoint import (
    Checkpoint,
    open_checkpoint,
    parse_checkpoint_text,
    parse_decimal,
    sign_checkpoint,
)
from tallystick.core.ledger.merkle import EMPTY_ROOT
from tallystick.core.ledger.note import sign_note
from tests.unit.core.ledger.small_log import ORIGIN, OTHER_SIGNER, SIGNER

ROOT = bytes(range(32))
ROOT_TEXT = b64.encode(ROOT)


def test_a_checkpoint_reads_as_the_specification_prints_it() -> None:
    head = Checkpoint(ORIGIN, 20852163, ROOT)
    assert head.text() == f"{ORIGIN}\n20852163\n{ROOT_TEXT}\n"
    assert parse_checkpoint_text(head.text()) == head


def test_a_signed_checkpoint_opens() -> None:
    head = Checkpoint(ORIGIN, 5, ROOT)
    opened = open_checkpoint(
        sign_checkpoint(checkpoint=head, signers=[SIGNER]), origin=ORIGIN, verifiers=[SIGNER.verifier]
    )
    assert opened.checkpoint == head
    assert opened.note.signed_by == (SIGNER.verifier,)


def test_an_origin_may_hold_spaces_and_differ_from_the_key_name() -> None:
    head = Checkpoint("go.sum database tree", 5, ROOT)
    data = sign_checkpoint(checkpoint=head, signers=[SIGNER])
    assert open_checkpoint(data, origin="go.sum database tree", verifiers=[SIGNER.verifier]).checkpoint == head


def test_extension_lines_of_a_foreign_log_are_kept_where_asked_and_never_written() -> None:
    head = Checkpoint(ORIGIN, 5, ROOT, ("Timestamp: 1", "more"))
    data = sign_note(text=head.text(), signers=[SIGNER])
    foreign = open_checkpoint(data, origin=ORIGIN, verifiers=[SIGNER.verifier], extensions=True)
    assert foreign.checkpoint == head
    with pytest.raises(Invalid, match="extension"):
        open_checkpoint(data, origin=ORIGIN, verifiers=[SIGNER.verifier])
    with pytest.raises(Invalid, match="extension"):
        sign_checkpoint(checkpoint=head, signers=[SIGNER])


def test_a_checkpoint_of_another_log_or_key_is_refused() -> None:
    data = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, 5, ROOT), signers=[SIGNER])
    with pytest.raises(Unverified, match="another log"):
        open_checkpoint(data, origin="other.example", verifiers=[SIGNER.verifier])
    with pytest.raises(Unverified):
        open_checkpoint(data, origin=ORIGIN, verifiers=[OTHER_SIGNER.verifier])


def test_an_empty_tree_has_the_empty_root() -> None:
    empty = Checkpoint(ORIGIN, 0, EMPTY_ROOT)
    data = sign_checkpoint(checkpoint=empty, signers=[SIGNER])
    assert open_checkpoint(data, origin=ORIGIN, verifiers=[SIGNER.verifier]).checkpoint == empty
    lie = Checkpoint(ORIGIN, 0, ROOT)
    with pytest.raises(Invalid, match="empty tree"):
        sign_checkpoint(checkpoint=lie, signers=[SIGNER])
    with pytest.raises(Invalid, match="empty tree"):
        open_checkpoint(
            sign_note(text=lie.text(), signers=[SIGNER]), origin=ORIGIN, verifiers=[SIGNER.verifier], extensions=True
        )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        f"{ORIGIN}\n5\n",
        f"{ORIGIN}\n5\n{ROOT_TEXT}",
        f"\n5\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n05\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n+5\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n-5\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n5 \n{ROOT_TEXT}\n",
        f"{ORIGIN}\n٥\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n9223372036854775808\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n{'9' * 5000}\n{ROOT_TEXT}\n",
        f"{ORIGIN}\n5\n{ROOT_TEXT[:-4]}\n",
        f"{ORIGIN}\n5\n{ROOT_TEXT[:-2]}9=\n",
        f"{ORIGIN}\n5\n{ROOT_TEXT}\n\n",
        f"{ORIGIN}\n5\n{ROOT_TEXT}\nextension\n\n",
        f"{ORIGIN}\r\n5\n{ROOT_TEXT}\n",
    ],
    ids=[
        "nothing",
        "empty line",
        "no root",
        "no last line feed",
        "no origin",
        "no size",
        "leading zero",
        "plus sign",
        "minus sign",
        "space",
        "other digits",
        "2^63",
        "very long size",
        "short root",
        "root not canonical",
        "empty extension",
        "empty second extension",
        "carriage return",
    ],
)
def test_a_malformed_text_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_checkpoint_text(text)


@pytest.mark.parametrize(
    ("origin", "size", "root", "extensions"),
    [
        ("", 1, ROOT, ()),
        ("a\nb", 1, ROOT, ()),
        ("a\x00", 1, ROOT, ()),
        ("\ud800", 1, ROOT, ()),
        ("a", -1, ROOT, ()),
        ("a", 2**63, ROOT, ()),
        ("a", 1, b"", ()),
        ("a", 1, ROOT, ("",)),
        ("a", 1, ROOT, ("x\ny",)),
    ],
    ids=repr,
)
def test_impossible_values_make_no_checkpoint(origin: str, size: int, root: bytes, extensions: tuple[str, ...]) -> None:
    with pytest.raises(Invalid):
        Checkpoint(origin, size, root, extensions)


def test_the_largest_size_is_below_2_to_the_63() -> None:
    assert parse_decimal("9223372036854775807", what="x") == 2**63 - 1
    assert parse_decimal("0", what="x") == 0

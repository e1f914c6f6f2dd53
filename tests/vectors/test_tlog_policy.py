# SPDX-License-Identifier: Apache-2.0
"""Sigsum's published policies: the same structure as tlog-policy, with raw hexadecimal keys instead of vkeys."""

import re
from pathlib import Path

import pytest

from tallystick.core.errors import Invalid
from tallystick.core.ledger.cosignature import CosignatureVerifier
from tallystick.core.ledger.note import NoteVerifier
from tallystick.core.ledger.policy import Policy, parse_policy
from tests.vectors.test_tlog_folder import folder

POLICIES = [pytest.param(path, id=path.stem) for path in sorted((folder() / "sigsum-policy").glob("*.txt"))]
_KEY = re.compile(r"^(log|witness(?:\s+(\S+)))\s+([0-9a-f]{64})", re.MULTILINE)


def with_vkeys(text: str) -> str:
    """Return the policy with each raw key as the vkey of its witness, or of a log named after the key."""

    def vkey(match: re.Match[str]) -> str:
        raw = bytes.fromhex(match[3])
        name = match[2] or f"log-{match[3][:8]}.example"
        kind = CosignatureVerifier if match[2] else NoteVerifier
        return f"{match[1]} {kind(name, raw).vkey}"

    return _KEY.sub(vkey, text)


def enough(policy: Policy, name: str) -> set[str]:
    """Return just as many witnesses as a group needs, taken from its first members."""
    if name in policy.witnesses:
        return {name}
    group = policy.groups[name]
    return {witness for member in group.members[: group.threshold] for witness in enough(policy, member)}


@pytest.mark.parametrize("path", POLICIES)
def test_raw_keys_are_refused(path: Path) -> None:
    with pytest.raises(Invalid):
        parse_policy(path.read_bytes())


@pytest.mark.parametrize("path", POLICIES)
def test_the_same_policy_with_vkeys_is_read_and_its_quorum_counted(path: Path) -> None:
    text = path.read_text()
    policy = parse_policy(with_vkeys(text).encode())
    assert len(policy.logs) == len(re.findall("^log ", text, re.MULTILINE))
    assert len(policy.witnesses) == len(re.findall("^witness ", text, re.MULTILINE))
    names = enough(policy, policy.quorum)
    assert policy.is_met_by(names)
    assert not any(policy.is_met_by(names - {name}) for name in names)

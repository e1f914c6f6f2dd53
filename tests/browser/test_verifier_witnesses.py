# SPDX-License-Identifier: Apache-2.0
"""The verifier page and a reader's own policy: who besides the operator saw the checkpoint (C2SP tlog-policy)."""

from collections.abc import Iterator
from typing import Any

import pytest

from tallystick.core.errors import Invalid
from tallystick.core.ledger.cosignature import CosignatureSigner
from tallystick.core.ledger.policy import parse_policy
from tests.rigs.browser import open_page
from tests.unit.core.claims import claim_log
from tests.unit.verifier.altered import FOREIGN, with_proofs
from tests.unit.verifier.asking import ADDRESS, ask
from tests.unit.verifier.witnessed import (
    AT,
    HEAD,
    HOUR_AGO,
    LOG,
    LOG_TOO,
    OVERSIGHT,
    PAPER,
    TWO_OF_THREE,
    UNION,
    WITNESSES,
    seen_by,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def verifier(browser) -> Iterator[Any]:
    """The page, opened from disk once for all."""
    with open_page(browser) as page:
        page.goto(ADDRESS)
        yield page


def policy_step(verifier: Any, data: bytes, policy: str) -> str:
    """Return what the page says of the policy, which must be met."""
    found = ask(verifier, data, policy=policy)
    assert found.failed is None, found.said
    ((_, said, _),) = [line for line in found.report if line[0] == "3a"]
    return said


def test_both_kinds_of_cosignatures_count(verifier):
    said = policy_step(verifier, seen_by(OVERSIGHT, PAPER), TWO_OF_THREE)
    assert said == f"Enough of its witnesses saw the checkpoint (oversight at {HOUR_AGO}; paper at {HOUR_AGO})."


def test_the_key_in_the_policy_is_a_key_from_elsewhere(verifier):
    found = ask(verifier, seen_by(OVERSIGHT, UNION), policy=TWO_OF_THREE)
    assert found.report[1][1].endswith("Its key is the key in your policy.")
    assert not [line for line in found.not_proved if "It came with this file" in line]


def test_without_a_policy_the_cosignatures_of_strangers_are_passed_over(verifier):
    found = ask(verifier, seen_by(OVERSIGHT, UNION, PAPER))
    assert found.failed is None
    assert [number for number, _, _ in found.report] == list(range(1, 12))


def test_a_log_may_have_a_second_key(verifier):
    policy = f"log {LOG_TOO.verifier.vkey} https://log.example/\n" + TWO_OF_THREE
    policy_step(verifier, seen_by(LOG_TOO, OVERSIGHT, UNION), policy.replace(" https://log.example/", ""))


@pytest.mark.parametrize(
    ("witnesses", "quorum", "met"),
    [
        ((), "none", True),
        ((OVERSIGHT,), "oversight", True),
        ((UNION,), "oversight", False),
        ((UNION,), "any", True),
        ((), "any", False),
        ((OVERSIGHT, UNION), "all", False),
        ((OVERSIGHT, UNION, PAPER), "all", True),
        ((OVERSIGHT, OVERSIGHT), "2", False),
        ((PAPER, UNION), "2", True),
    ],
)
def test_the_quorum_decides(verifier, witnesses, quorum, met):
    group = "" if quorum in ("none", "oversight") else f"group g {quorum} oversight union paper\n"
    name = quorum if not group else "g"
    found = ask(verifier, seen_by(*witnesses), policy=f"{HEAD}{WITNESSES}{group}quorum {name}\n")
    assert found.failed == (None if met else "3a")
    assert met or "too few of its witnesses saw the checkpoint" in found.said


def test_groups_of_groups(verifier):
    policy = HEAD + WITNESSES + "group civic any union paper\ngroup both all oversight civic\nquorum both\n"
    policy_step(verifier, seen_by(OVERSIGHT, UNION), policy)
    assert ask(verifier, seen_by(UNION, PAPER), policy=policy).failed == "3a"


@pytest.mark.parametrize("witness", [OVERSIGHT, PAPER], ids=["Ed25519", "ML-DSA-44"])
def test_a_cosignature_that_does_not_verify_spoils_the_checkpoint(verifier, witness):
    spoilt = type(witness)(witness.name, witness.seed, timestamp=AT)
    line = spoilt.sign(f"{claim_log.ORIGIN}\n12\n".encode() + b"A" * 43 + b"=\n").line()
    data = with_proofs(lambda proof: proof + line, seen_by(UNION))
    found = ask(verifier, data, policy=TWO_OF_THREE)
    assert (found.failed, found.said) == ("3a", f"the signature of {witness.name} does not verify")


def test_a_cosignature_from_the_future_does_not_count(verifier):
    early = CosignatureSigner(UNION.name, UNION.seed, timestamp=AT + 4000)
    assert ask(verifier, seen_by(OVERSIGHT, early), policy=TWO_OF_THREE).failed == "3a"


def test_a_browser_without_ml_dsa_says_so_and_does_not_count_it(browser):
    with open_page(browser) as page:
        page.add_init_script("""const real = SubtleCrypto.prototype.importKey;
          SubtleCrypto.prototype.importKey = function (format, key, algorithm, ...rest) {
            if (algorithm === 'ML-DSA-44') return Promise.reject(new DOMException('no', 'NotSupportedError'));
            return real.call(this, format, key, algorithm, ...rest);
          };""")
        page.goto(ADDRESS)
        data = seen_by(OVERSIGHT, UNION, PAPER)
        said = policy_step(page, data, TWO_OF_THREE)
        assert said.endswith("; not counted, as this browser cannot check ML-DSA-44: paper).")
        found = ask(page, seen_by(OVERSIGHT, PAPER), policy=TWO_OF_THREE)
        assert found.failed == "3a"
        assert "this browser cannot check ML-DSA-44: paper" in found.said


@pytest.mark.parametrize(
    "policy",
    [
        HEAD,
        HEAD + WITNESSES,
        HEAD + "quorum nobody\n",
        HEAD + "quorum none\nquorum none\n",
        HEAD + "quorum none none\n",
        HEAD + "quorum\n",
        HEAD + WITNESSES + WITNESSES + "quorum none\n",
        HEAD + f"witness none {OVERSIGHT.verifier.vkey}\nquorum none\n",
        HEAD + f"witness a {OVERSIGHT.verifier.vkey}\nwitness b {OVERSIGHT.verifier.vkey}\nquorum none\n",
        HEAD + f"witness a {LOG.verifier.vkey}\nquorum none\n",
        HEAD + "witness a nonsense\nquorum none\n",
        HEAD + "witness a\nquorum none\n",
        HEAD + HEAD + "quorum none\n",
        HEAD + WITNESSES + "group g 3 oversight union\nquorum none\n",
        HEAD + WITNESSES + "group g 0 oversight\nquorum none\n",
        HEAD + WITNESSES + "group g 1.5 oversight union\nquorum none\n",
        HEAD + WITNESSES + "group g constructor oversight\nquorum none\n",
        HEAD + WITNESSES + "group g any\nquorum none\n",
        HEAD + WITNESSES + "group g any nobody\nquorum none\n",
        HEAD + WITNESSES + "group g any oversight oversight\nquorum none\n",
        HEAD + WITNESSES + "group g any oversight\ngroup h any oversight\nquorum none\n",
        HEAD + WITNESSES + "group oversight any union\nquorum none\n",
        "log nonsense\nquorum none\n",
        "log\nquorum none\n",
        HEAD + "whatever\nquorum none\n",
    ],
)
def test_a_policy_that_the_command_refuses_is_refused(verifier, policy):
    with pytest.raises(Invalid):
        parse_policy(policy.encode())
    found = ask(verifier, seen_by(OVERSIGHT), policy=policy)
    assert found.failed == "3a"
    assert found.said


def test_comments_empty_lines_tabs_and_addresses_are_read(verifier):
    policy = "# ours\n\n" + TWO_OF_THREE.replace(" union ", "\tunion  ").replace(
        "\nwitness paper", "\n \nwitness paper"
    )
    policy = policy.replace(UNION.verifier.vkey, f"{UNION.verifier.vkey} https://union.example/")
    parse_policy(policy.encode())
    policy_step(verifier, seen_by(UNION, PAPER), policy)


@pytest.mark.parametrize(
    "policy", [TWO_OF_THREE.replace(LOG.verifier.vkey, FOREIGN.verifier.vkey), WITNESSES + "quorum none\n"]
)
def test_a_policy_of_another_log_is_not_met(verifier, policy):
    found = ask(verifier, seen_by(OVERSIGHT, UNION), policy=policy)
    assert found.failed == "3a"
    assert "does not verify" in found.said or "does not list this log with this key" in found.said

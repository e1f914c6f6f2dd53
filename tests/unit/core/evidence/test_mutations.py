# SPDX-License-Identifier: Apache-2.0
"""At least 50,000 altered mails: none is accepted with another answer, sender or date, none raises, none is slow."""

from collections.abc import Callable
from time import process_time

import pytest

from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.header_view import header_view, verify_header_view
from tallystick.core.evidence.levels import Level
from tallystick.core.evidence.verdict import MailEvidence
from tests.signer import RECEIVED
from tests.unit.core.evidence.judged import DOMAIN
from tests.unit.core.evidence.mutants import Seed, mutants, seeds

COUNT = 50_000
CPU_LIMIT = 0.050  # seconds of CPU time for one small mail, best of three where the first is slower


def judge(raw: bytes, origin: Seed) -> MailEvidence:
    return verify(raw, keys=origin.keys, received=RECEIVED, pinned_domain=DOMAIN)


def meaning(evidence: MailEvidence) -> tuple[object, ...]:
    """Return what a mail says that decides anything."""
    answer = (evidence.verb, evidence.reference, evidence.code)
    return (*answer, evidence.from_address, evidence.claimed_date, evidence.message_id)


def cpu_seconds(raw: bytes, origin: Seed) -> float:
    start = process_time()
    judge(raw, origin)
    return process_time() - start


def test_the_seeds_are_good_mails() -> None:
    assert [judge(seed.raw, seed).worth for seed in seeds()] == [Level.DOMAIN] * len(seeds())


@pytest.mark.no_cover  # tracing every line would make the times say nothing
def test_no_mutant_is_accepted_with_another_meaning(record_property: Callable[[str, object], None]) -> None:
    truths = {meaning(judge(seed.raw, seed)) for seed in seeds()}
    judged = accepted = 0
    slowest = 0.0
    for origin, raw in mutants(count=COUNT):
        start = process_time()
        evidence = judge(raw, origin)
        took = process_time() - start
        judged += 1
        if took > CPU_LIMIT:
            took = min(cpu_seconds(raw, origin) for _ in range(3))
        assert took <= CPU_LIMIT, raw
        slowest = max(slowest, took)
        if evidence.worth is Level.DOMAIN:
            accepted += 1
            assert meaning(evidence) in truths, raw
        elif evidence.level is Level.DOMAIN:
            # The sender is proved, but it is no answer: marked as automatic, or without the Subject's form.
            assert evidence.verb is None, raw
            assert ("", "", "", *meaning(evidence)[3:]) in {("", "", "", *truth[3:]) for truth in truths}, raw
    figures = {"mutants": judged, "accepted": accepted, "slowest_cpu_ms": round(slowest * 1000, 2)}
    for name, value in figures.items():
        record_property(name, value)
    print(figures)
    assert judged == COUNT
    # A run that accepts nothing, or all, would show that the mutants are no test.
    assert 0.02 * COUNT < accepted < 0.5 * COUNT


@pytest.mark.no_cover
def test_the_header_view_of_an_accepted_mutant_means_the_same() -> None:
    checked = 0
    for origin, raw in mutants(count=3_000, seed=2):
        evidence = judge(raw, origin)
        if evidence.worth is Level.DOMAIN:
            view = verify_header_view(header_view(evidence), received=RECEIVED, pinned_domain=DOMAIN)
            assert meaning(view) == meaning(evidence)
            checked += 1
    assert checked > 100

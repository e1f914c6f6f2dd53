# SPDX-License-Identifier: Apache-2.0
"""Each rule says where it stands, and quotes only what was read."""

import hashlib

import pytest

from tallystick.core.law.citations.base import READ_ON, Citation
from tallystick.core.law.clocks import quotes, reference
from tallystick.core.law.clocks.events import BETWEEN
from tallystick.core.law.clocks.regimes import REGIMES
from tallystick.core.law.clocks.rules import Span, Unit

QUOTES = {name: value for name, value in vars(quotes).items() if isinstance(value, Citation)}


def bases(regime):
    yield regime.basis
    yield regime.days
    if regime.before:
        yield regime.before[1]
    yield from (rule.basis for rule in regime.events.values())
    if regime.extension:
        yield regime.extension.basis
    yield from (stage.basis for stage in regime.stages)


@pytest.mark.parametrize("name", QUOTES)
def test_quote_has_its_digest_and_day(name):
    quote = QUOTES[name]
    assert hashlib.sha256(quote.quote.encode()).hexdigest() == quote.sha256
    assert quote.read_on == READ_ON


def test_every_quote_is_used():
    used = {basis.citation for regime in REGIMES.values() for basis in bases(regime) if basis.citation}
    assert {name for name, value in QUOTES.items() if value not in used} == set()


@pytest.mark.parametrize("key", REGIMES)
def test_every_rule_names_its_provision_and_address(key):
    regime = REGIMES[key]
    assert regime.key == key
    assert set(regime.events) <= set(BETWEEN)
    assert regime.extension or regime.no_extension
    for basis in bases(regime):
        assert basis.provision
        assert basis.says
        assert basis.address.startswith("https://")
        assert bool(basis.citation) != bool(basis.url)


def test_page_names_every_regime_and_marks_what_was_not_read():
    page = reference.render()
    for key in REGIMES:
        assert f"## {key}: " in page
    unread = sum(basis.citation is None for regime in REGIMES.values() for basis in bases(regime))
    assert page.count("words not read).") == unread > 10
    assert page.count("**Contested**") > 5
    assert "| 2022-09-19 | State funeral of Queen Elizabeth II |" in page


def test_spans_in_words():
    assert Span(number=1, unit=Unit.MONTHS).words() == "1 month"
    assert Span(number=20, unit=Unit.WORKING_DAYS).words() == "20 working days"

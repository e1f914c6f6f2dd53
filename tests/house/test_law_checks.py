# SPDX-License-Identifier: Apache-2.0
"""Every law check cites the law, has eras that do not overlap, and cases both ways beside it."""

import datetime as dt
import itertools
from importlib import resources

import pytest

from tallystick.core.facts import plain
from tallystick.core.facts.declaration import REGIMES
from tallystick.core.law import checks as package
from tallystick.core.law.checks import checks
from tallystick.core.law.citations.base import Citation
from tallystick.core.law.kinds import Kind

_FOLDER = resources.files(package)
_NAMES = sorted(checks())


def test_every_module_has_cases_and_every_file_of_cases_a_module():
    files = {
        entry.name.removesuffix(".cases.yaml") for entry in _FOLDER.iterdir() if entry.name.endswith(".cases.yaml")
    }
    assert files == {name.replace("-", "_") for name in _NAMES}


def test_every_kind_of_question_is_asked():
    assert {check.kind for check in checks().values()} == set(Kind)


def test_every_kind_is_asked_under_every_regime():
    asked = {(check.kind, regime) for check in checks().values() for era in check.eras for regime in era.regimes}
    assert {(kind, regime) for kind in Kind for regime in REGIMES} - asked == set()


@pytest.mark.parametrize("name", _NAMES)
def test_a_check_cites_the_words_that_it_rests_on(name: str):
    for era in checks()[name].eras:
        assert isinstance(era.citation, Citation)
        assert era.citation.quote


@pytest.mark.parametrize("name", _NAMES)
def test_eras_of_a_regime_do_not_overlap_and_run_forwards(name: str):
    check = checks()[name]
    for regime in REGIMES:
        eras = sorted((era for era in check.eras if regime in era.regimes), key=lambda era: era.since or dt.date.min)
        assert all((era.since or dt.date.min) <= (era.until or dt.date.max) for era in eras)
        for one, other in itertools.pairwise(eras):
            assert one.until is not None
            assert other.since is not None
            assert one.until < other.since


@pytest.mark.parametrize("name", _NAMES)
def test_a_check_has_cases_both_ways(name: str):
    read = plain.read(_FOLDER.joinpath(f"{name.replace('-', '_')}.cases.yaml").read_bytes())
    assert isinstance(read, list)
    answers = [answer for case in read if isinstance(case, dict) for answer in dict(case["gives"]).values()]  # type: ignore[call-overload]
    assert {"yes", "no"} <= set(answers)


@pytest.mark.parametrize("name", _NAMES)
def test_a_check_speaks_in_whole_sentences_and_gives_no_verdict(name: str):
    check = checks()[name]
    assert check.asks.endswith("?")
    assert check.means.endswith(".")
    assert check.resolves.endswith(".")
    words = " ".join((check.asks, check.means, check.resolves, *(era.note for era in check.eras))).lower()
    assert not [verdict for verdict in ("unlawful", "illegal", "complian", "complies") if verdict in words]

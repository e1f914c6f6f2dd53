# SPDX-License-Identifier: Apache-2.0
"""Small pieces, plain names, one way to write: the rules about single files, held and shown to hold."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.house import rules
from tests.house.tree import SOURCE, python_files

Rule = Callable[[Path], Iterator[str]]

_EVERYWHERE = python_files()
_APPS = [path for path in _EVERYWHERE if path.is_relative_to(SOURCE / "apps")]
_PRODUCT = [path for path in _EVERYWHERE if path.is_relative_to(SOURCE)]
_CORE = [path for path in _EVERYWHERE if path.is_relative_to(SOURCE / "core")]
_DOORS = [path for path in _APPS if {"operations", "queries"} & {path.stem, path.parent.name}]

_HELD: list[tuple[Rule, list[Path]]] = [
    (rules.without_licence, _EVERYWHERE),
    (rules.too_long, _EVERYWHERE),
    (rules.broad_except, _EVERYWHERE),
    (rules.vague_name, _EVERYWHERE),
    (rules.positional_arguments, _DOORS),
    (rules.hidden_writes, _PRODUCT),
    (rules.impure, _CORE),
]


@pytest.mark.parametrize(("rule", "paths"), _HELD, ids=lambda value: getattr(value, "__name__", ""))
def test_rule_holds(rule: Rule, paths: list[Path]):
    assert paths, "the rule looked at no file"
    problems = [problem for path in paths for problem in rule(path)]
    assert not problems, "\n".join(problems)


_LONG_FUNCTION = "def walk():\n" + "    step()\n" * 50
_DOCUMENTED = 'def walk():\n    """' + "\n" * 60 + '"""\n' + "    step()\n" * 40
_BROKEN: list[tuple[Rule, str, str]] = [
    (rules.without_licence, "# Copyright\n", "the first line"),
    (rules.without_licence, "", "the first line"),
    (rules.too_long, "\n" * 401, "401 lines"),
    (rules.too_long, _LONG_FUNCTION, "walk has 51 lines"),
    (rules.too_long, "class A:\n" + "".join(f"    {line}\n" for line in _LONG_FUNCTION.splitlines()), "walk has 51"),
    (rules.broad_except, "try:\n    go()\nexcept:\n    pass\n", "catches everything"),
    (rules.broad_except, "try:\n    go()\nexcept Exception:\n    pass\n", "catches everything"),
    (rules.broad_except, "try:\n    go()\nexcept (OSError, BaseException):\n    pass\n", "catches everything"),
    (rules.vague_name, "def _helper(): ...\n", "'_helper' says nothing"),
    (rules.positional_arguments, "def ask(project, by, *, now): ...\n", "ask takes project, by by position"),
    (rules.hidden_writes, "from django.dispatch import receiver\n", "signal"),
    (rules.hidden_writes, "from django.db.models import signals\n", "signal"),
    (rules.hidden_writes, "import django.db.models.signals\n", "signal"),
    (rules.hidden_writes, "class Project:\n    def save(self): ...\n", "Project overrides save()"),
    (rules.impure, "import datetime as dt\nnow = dt.datetime.now(dt.UTC)\n", "calls dt.datetime.now()"),
    (rules.impure, "def read(path):\n    return open(path)\n", "calls open()"),
    (rules.impure, "import rfc8785\n", "imports rfc8785"),
    (rules.impure, "from rfc3161_client import decode_timestamp_response\n", "imports rfc3161_client"),
]


@pytest.mark.parametrize(("rule", "text", "problem"), _BROKEN)
def test_rule_can_fail(tmp_path: Path, rule: Rule, text: str, problem: str):
    path = tmp_path / "operations.py"
    path.write_text(text)
    assert any(problem in found for found in rule(path)), list(rule(path))


def test_vague_module_is_named(tmp_path: Path):
    path = tmp_path / "helpers.py"
    path.write_text("")
    assert list(rules.vague_name(path)) == [f"{path}: the name 'helpers' says nothing"]


_SOUND: list[tuple[Rule, str]] = [
    (rules.without_licence, f"{rules.SPDX}\n"),
    (rules.too_long, "\n" * 400),
    (rules.too_long, _DOCUMENTED),
    (rules.broad_except, "try:\n    go()\nexcept (OSError, ValueError):\n    pass\n"),
    (rules.positional_arguments, "def ask(*, project, now): ...\ndef index(fact): ...\ndef _any(a, b): ...\n"),
    (rules.hidden_writes, "class Form:\n    def clean(self): ...\n"),
    (rules.impure, "import hashlib\nfrom cryptography.exceptions import InvalidTag\n"),
]


@pytest.mark.parametrize(("rule", "text"), _SOUND)
def test_rule_lets_sound_code_pass(tmp_path: Path, rule: Rule, text: str):
    path = tmp_path / "operations.py"
    path.write_text(text)
    assert list(rule(path)) == []

# SPDX-License-Identifier: Apache-2.0
"""Imports go down: the contracts hold, and each of them breaks when it is broken."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import rooms
from tests.house.tree import ROOT, SOURCE

#: For each contract, a file and the import that it may not have.
_VIOLATIONS = {
    "1-floors": ("apps/projects/queries.py", "from tallystick.web import urls"),
    "2-rooms": ("apps/projects/forms.py", "from tallystick.apps.consultations import models"),
    "3-core": ("core/ledger/jcs.py", "from tallystick.core.facts import base"),
    "4-core-is-pure": ("core/facts/base.py", "import time"),
    "5-base-install": ("cli/verify.py", "from tallystick.apps.journal import queries"),
    "6-one-door": ("apps/projects/operations.py", "from tallystick.core.ledger import commitments"),
    "7-operations-write": ("apps/projects/views.py", "from tallystick.apps.journal import append"),
    "8-drawers": ("apps/accounts/models.py", "from tallystick.apps.accounts import views"),
    "9-no-cycles": ("core/ledger/merkle.py", "from tallystick.core.ledger import verify"),
}


def _names() -> dict[str, str]:
    """Return the printed name of each contract."""
    contracts = rooms.contracts()
    prefix = "importlinter:contract:"
    return {key.removeprefix(prefix): contracts[key]["name"] for key in contracts if key.startswith(prefix)}


def _verdicts(folder: Path, *options: str) -> dict[str, str]:
    """Return KEPT or BROKEN for the contracts, by name, of the package in a folder."""
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", *options]
    told = subprocess.run(
        [*command, "--config", ROOT / ".importlinter"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    verdicts = dict(re.findall(r"^(.*) (KEPT|BROKEN)$", told.stdout, re.MULTILINE))
    assert verdicts, told.stdout + told.stderr
    return verdicts


def test_imports_go_down():
    assert _verdicts(SOURCE.parent) == dict.fromkeys(_names().values(), "KEPT")


def test_every_contract_is_shown_to_break():
    assert set(_VIOLATIONS) == set(_names())


def test_every_command_of_the_base_install_is_under_its_contract():
    from tallystick.cli.main import COMMANDS

    sources = set(rooms.contracts()["importlinter:contract:5-base-install"]["source_modules"].split())
    base = {command.module for command in COMMANDS.values() if command.needs == "base"}
    assert base
    assert base | {"tallystick.cli.main", "tallystick.core"} == sources


@pytest.mark.parametrize("contract", _VIOLATIONS)
def test_contract_breaks_when_it_is_broken(tmp_path: Path, contract: str):
    shutil.copytree(
        SOURCE, tmp_path / "tallystick", ignore=shutil.ignore_patterns("static", "templates", "__pycache__")
    )
    place, statement = _VIOLATIONS[contract]
    with (tmp_path / "tallystick" / place).open("a") as file:
        file.write(f"\n{statement}\n")
    assert _verdicts(tmp_path, "--contract", contract) == {_names()[contract]: "BROKEN"}

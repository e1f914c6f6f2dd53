# SPDX-License-Identifier: Apache-2.0
"""What we ship for running a witness fits the program: the unit, the configuration and the how-to."""

import re
import shlex
from pathlib import Path

import pytest

from tallystick.cli.main import command_parser
from tallystick.cli.witness import run_serve

ROOT = Path(__file__).parents[3]
UNIT = (ROOT / "deploy" / "tallystick-witness.service").read_text("utf-8")
HOW_TO = (ROOT / "docs" / "how-to" / "run-a-witness.md").read_text("utf-8")
KEYS = (ROOT / "docs" / "how-to" / "log-keys.md").read_text("utf-8")


def test_the_unit_starts_the_witness_with_the_configuration_that_the_how_to_installs():
    program, *words = shlex.split(re.findall(r"^ExecStart=(.*)$", UNIT, re.MULTILINE)[0])
    arguments = command_parser("witness").parse_args(words)
    assert arguments.func is run_serve
    assert f"install -D -m 644 witness.toml {arguments.config}" in HOW_TO
    assert program.removesuffix("tallystick") + "pip install tallystick" in HOW_TO


def test_the_unit_and_the_configuration_agree_on_the_folder_and_its_user():
    state = re.findall(r"^StateDirectory=(.*)$", UNIT, re.MULTILINE)[0]
    config = (ROOT / "deploy" / "witness.toml").read_text("utf-8")
    for line in re.findall(r"^(?:store|key) = \"(.*)\"$", config, re.MULTILINE):
        assert line.startswith(f"/var/lib/{state}/")
    user = re.findall(r"^User=(.*)$", UNIT, re.MULTILINE)[0]
    assert f"adduser --system --group --home /var/lib/{state} {user}" in HOW_TO


@pytest.mark.parametrize("page", [HOW_TO, KEYS], ids=["run-a-witness", "log-keys"])
def test_every_command_of_the_how_to_exists(page: str):
    joined = page.replace("\\\n", " ")
    lines = [line for line in joined.splitlines() if line.startswith("    ") and "tallystick " in line]
    commands = [
        line[line.index("tallystick ") :].split("#")[0] for line in lines if re.search(r"tallystick (w|k|v)", line)
    ]
    assert commands
    for command in commands:
        words = shlex.split(command.replace("…", ""))[1:]
        words = words[: words.index(">")] if ">" in words else words
        assert command_parser(words[0]).parse_args(words).func


def test_what_the_how_to_says_that_the_witness_says_is_what_it_says():
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src" / "tallystick").rglob("*.py"))
    quoted = [words for cell in re.findall(r"^\| (\".*?) \|", HOW_TO, re.MULTILINE) for words in cell.split(", ")]
    parts = [part.strip() for words in quoted for part in words.strip('"').split("…")]
    assert len(parts) >= 8
    for part in parts:
        assert part in source, part

# SPDX-License-Identifier: Apache-2.0
"""The base install: the wheel and its two dependencies, in an empty environment, are enough for a stranger to check."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tallystick import verifier
from tests.house.tree import ROOT
from tests.rigs.tools import absent
from tests.unit.core.claims import stamped
from tests.unit.core.claims.claim_log import ClaimLog, story


def _run(*command: object, **options: object) -> "subprocess.CompletedProcess[str]":
    words = [str(word) for word in command]
    return subprocess.run(words, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def _uv() -> Path:
    own = ROOT / ".tools" / "bin" / "uv"
    found = own if own.exists() else shutil.which("uv")
    if not found:
        absent("uv", remedy="make setup installs it.")
    return Path(found)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder, cwd=ROOT)
    assert built.returncode == 0, built.stderr
    return next(folder.glob("tallystick-*.whl"))


@pytest.fixture(scope="module")
def bare(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what the wheel itself asks for; its folder of programs."""
    folder = tmp_path_factory.mktemp("bare") / "venv"
    uv = _uv()
    made = _run(uv, "venv", "--quiet", "--python", sys.executable, folder)
    assert made.returncode == 0, made.stderr
    install = [uv, "pip", "install", "--quiet", "--python", folder / "bin" / "python"]
    install += ["--constraint", ROOT / "requirements" / "server.txt", wheel]
    # What the development environment has is in uv's cache; the network is asked only where the cache was emptied.
    done = _run(*install, "--offline")
    if done.returncode:
        done = _run(*install)
    assert done.returncode == 0, done.stderr
    return folder / "bin"


def _tallystick(bare: Path, *words: object) -> "subprocess.CompletedProcess[str]":
    clean = {"PATH": os.defpath, "HOME": str(bare), "LANG": "C.UTF-8"}
    told = _run(bare / "tallystick", *words, cwd=bare, env=clean)
    assert "Traceback" not in told.stderr, told.stderr
    return told


def test_holds_nothing_but_what_verifying_needs(bare: Path):
    listing = "import importlib.metadata as m, json; print(json.dumps([d.name.lower() for d in m.distributions()]))"
    installed = set(json.loads(_run(bare / "python", "-c", listing).stdout))
    assert {"tallystick", "cryptography"} <= installed
    needed_by_cryptography = {"cffi", "pycparser", "typing-extensions", "typing_extensions"}
    assert installed <= {"tallystick", "cryptography", "pyyaml", *needed_by_cryptography}
    assert _run(bare / "python", "-c", "import django").stderr.strip().endswith("No module named 'django'")


def test_every_module_of_core_loads(bare: Path):
    load = (
        "import importlib, pkgutil, tallystick.core as core\n"
        "names = [found.name for found in pkgutil.walk_packages(core.__path__, 'tallystick.core.')]\n"
        "[importlib.import_module(name) for name in names]\n"
        "print(len(names))"
    )
    loaded = _run(bare / "python", "-c", load)
    assert loaded.returncode == 0, loaded.stderr
    assert int(loaded.stdout) >= 20


_HELP = [
    ("--help",),
    ("--version",),
    ("verify", "--help"),
    ("evidence", "check", "--help"),
    ("verify-log", "--help"),
    ("keys", "--help"),
    ("witness", "--help"),
    ("foi", "due", "--help"),
    ("verifier", "--help"),
    ("check", "--help"),
    ("schema",),
    ("schema", "report"),
]


@pytest.mark.parametrize("words", _HELP)
def test_command_runs(bare: Path, words: tuple[str, ...]):
    told = _tallystick(bare, *words)
    assert told.returncode == 0, told.stderr
    assert "tallystick" in told.stdout


def test_dossier_is_checked(bare: Path, tmp_path: Path):
    path = tmp_path / "late.yaml"
    start = "- {kind: processing.started, ref: start, on: 2019-06, said_by: oversight}\n"
    dpia = (
        "- {kind: assessment.issued, ref: dpia, on: 2020-12, said_by: body, assessment: d, type: dpia, version: '1'}\n"
    )
    path.write_text(f"tallystick-dossier: 1\nproject: hub\nfacts:\n{start}{dpia}")
    told = _tallystick(bare, "check", path, "--as-of", "2022-06-03", "--format", "json")
    assert told.returncode == 1, told.stderr
    assert "dpia-before-start:record" in {finding["id"] for finding in json.loads(told.stdout)["findings"]}
    path.write_text("tallystick-dossier: 1\nproject: hub\nfacts: {}\n")
    assert _tallystick(bare, "check", path).returncode == 2


def test_deadline_is_worked_out(bare: Path):
    told = _tallystick(bare, "foi", "due", "--regime", "foia", "--received", "2026-05-18", "--as-of", "2026-06-17")
    assert told.returncode == 0, told.stderr
    assert "Due: Wednesday 17 June 2026" in told.stdout


def test_command_that_needs_the_server_says_how_to_get_it(bare: Path):
    told = _tallystick(bare, "serve")
    assert told.returncode == 2
    assert "tallystick[server]" in told.stderr


@pytest.fixture(scope="module")
def bundle() -> bytes:
    """A claim about two charities, every fact behind it, and their proofs; made here, with what the development has."""
    return ClaimLog(story()).bundle()


def test_bundle_verifies(bare: Path, tmp_path: Path, bundle: bytes):
    path = tmp_path / "bundle.json"
    path.write_bytes(bundle)
    told = _tallystick(bare, "verify", path)
    assert told.returncode == 0, told.stdout + told.stderr


@pytest.mark.parametrize(
    ("changed", "step"),
    [((b"What is claimed", b"what is claimed"), 8), ((b"tallystick.bundle/v1", b"tallystick.bundle/v2"), 1)],
)
def test_bundle_with_one_byte_altered_does_not(bare: Path, tmp_path: Path, bundle: bytes, changed, step: int):
    altered = bundle.replace(*changed, 1)
    assert altered != bundle
    path = tmp_path / "bundle.json"
    path.write_bytes(altered)
    told = _tallystick(bare, "verify", path)
    assert told.returncode == 1
    assert f"Step {step} " in told.stdout


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A bundle with a timestamp, and the root of the authority that made it."""
    folder = tmp_path_factory.mktemp("dated")
    (folder / "bundle.json").write_bytes(stamped.honest())
    (folder / "roots.pem").write_bytes(stamped.AUTHORITY.roots)
    return folder / "bundle.json", folder / "roots.pem"


def test_timestamp_that_cannot_be_checked_is_never_passed_over(bare: Path, dated: tuple[Path, Path]):
    bundle, roots = dated
    told = _tallystick(bare, "verify", bundle)
    assert (told.returncode, told.stderr) == (0, "")
    assert "that was not checked: give --tsa-roots" in told.stdout
    assert "pip install 'tallystick[timestamp]'" in told.stdout
    told = _tallystick(bare, "verify", bundle, "--tsa-roots", roots)
    assert told.returncode == 2
    assert "pip install 'tallystick[timestamp]'" in told.stderr


def test_the_verifier_page_comes_with_it(bare: Path, tmp_path: Path):
    told = _tallystick(bare, "verifier", "--out", tmp_path / "page.html")
    assert told.returncode == 0, told.stderr
    assert (tmp_path / "page.html").read_bytes() == verifier.page()
    assert verifier.sha256() in told.stdout


def test_wheel_holds_the_product_and_nothing_else(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tallystick"}
    assert "tallystick/py.typed" in names
    assert {"tallystick/core/facts/dossier.schema.json", "tallystick/core/law/report.schema.json"} <= set(names)
    assert "tallystick/cli/check.css" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    # Government fonts, crowns and crests may not be used by others; the style sheet goes without.
    assert not [name for name in names if name.endswith((".woff", ".woff2", ".ttf", ".ico")) or "crest" in name]
    assert "tallystick/web/static/tallystick/app.css" in names, "sh setup/frontend.sh compiles the style sheet"

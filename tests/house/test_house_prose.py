# SPDX-License-Identifier: Apache-2.0
"""What is written for people leads somewhere, names no machine, and gives its reasons."""

import re
from pathlib import Path

import pytest

from tests.house import prose
from tests.house.tree import ROOT, files, texts


def test_links_inside_the_repository_lead_somewhere():
    pages = [path for path in files() if path.suffix == ".md"]
    assert pages
    problems = [problem for page in pages for problem in prose.broken_links(page, ROOT)]
    assert not problems, "\n".join(problems)


def test_broken_links_are_found(tmp_path: Path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "there.md").write_text("# Who could have *faked* it?\n## Twice\n## Twice\n")
    page = tmp_path / "README.md"
    page.write_text(
        "[a](docs/there.md) [b](docs/there.md#who-could-have-faked-it) [c](docs/there.md#twice-1) [d](#words)\n"
        "[e](https://example.org/x) [f](mailto:ada@example.org) `docs/there.md` `docs/*.md` `docs/`\n"
        "# Words\n```\n[in an example](docs/none.md)\n```\n"
        "[1](docs/none.md) [2](docs/there.md#nowhere) [3](#nothing) [4](../elsewhere.md) ![5](docs/none.png)\n"
        "`docs/none.md`\n"
    )
    assert list(prose.broken_links(page, tmp_path)) == [
        "README.md: docs/none.md leads nowhere",
        "README.md: docs/there.md#nowhere names a heading that is not there",
        "README.md: #nothing names a heading that is not there",
        "README.md: ../elsewhere.md leads nowhere",
        "README.md: docs/none.png leads nowhere",
        "README.md: `docs/none.md` does not exist",
    ]


def test_no_file_names_a_machine_or_a_registry():
    problems = list(prose.forbidden_words(texts()))
    assert not problems, "\n".join(problems)


# Put together here, so that this file passes its own rule.
_SLASH = "/"
_BAD_WORDS = [
    f"see {_SLASH}root/thing",
    f"see {_SLASH}tmp/thing",
    f"see {_SLASH}work/main",
    "https://py" + "pi.org/simple",
    "files.python" + "hosted.org",
    "www.npm" + "js.com/package",
    "when the session" + " ends",
    "the ." + "library folder",
]


@pytest.mark.parametrize("words", _BAD_WORDS)
def test_words_that_do_not_belong_are_found(words: str):
    found = list(prose.forbidden_words([(Path("page.md"), f"first line\n{words}\n")]))
    assert [problem.partition(": ")[0] for problem in found] == ["page.md:2"]


def test_ordinary_words_pass():
    text = (
        "the homework/task, a root/branch, the library, a session that ends, https://docs.example.org/work/, C:/tmp\n"
    )
    assert list(prose.forbidden_words([(Path("page.md"), text)])) == []


def test_every_dependency_has_a_reason():
    assert list(prose.dependencies_without_reason((ROOT / "pyproject.toml").read_text("utf-8"))) == []


def test_dependency_without_a_reason_is_found():
    pyproject = """
[project]
keywords = [
    "not-a-dependency",
]
dependencies = [
    # Signatures.
    "cryptography>=48",
]
[project.optional-dependencies]
server = [
    "django>=5.2",
]
[dependency-groups]
dev = [
    "pytest>=8",
    # Types, and the stubs they need.
    "mypy>=2",
    "django-stubs>=5.2",
]
"""
    assert list(prose.dependencies_without_reason(pyproject)) == [
        "django has no reason above it",
        "pytest has no reason above it",
    ]


def _pins(name: str) -> dict[str, str]:
    text = (ROOT / "requirements" / name).read_text("utf-8")
    return dict(re.findall(r"^([\w.-]+)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["server.txt", "build.txt"])
def test_sets_agree_on_their_versions(name: str):
    """setup/bootstrap.sh counts on it: the development set holds the server set."""
    development = _pins("dev.txt")
    assert _pins(name)
    differing = {package: pin for package, pin in _pins(name).items() if development.get(package, pin) != pin}
    assert not differing
    if name == "server.txt":
        assert set(_pins(name)) <= set(development)


@pytest.mark.parametrize("name", ["server.txt", "dev.txt", "build.txt", "tools.txt"])
def test_every_pin_has_its_hashes(name: str):
    text = (ROOT / "requirements" / name).read_text("utf-8")
    entries = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    without = [entry.split("==")[0] for entry in entries if "--hash=sha256:" not in entry]
    assert not without


def test_files_of_a_copy_without_git_leave_out_what_git_ignores(tmp_path: Path):
    (tmp_path / ".gitignore").write_text("/.venv/\nnode_modules/\n/web/static/\n*.pyc\n")
    for name in (".venv/a.py", "front/node_modules/b.js", "web/static/c.css", "src/.venv/d.py", "e.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x")
    assert {str(path.relative_to(tmp_path)) for path in files(tmp_path)} == {".gitignore", "src/.venv/d.py", "e.md"}

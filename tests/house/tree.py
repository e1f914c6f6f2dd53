# SPDX-License-Identifier: Apache-2.0
"""The files of the repository, as git would commit them, and their syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "tallystick"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(root: Path = ROOT) -> tuple[Path, ...]:
    """Return every file of the repository that git has or would add; without git, all but the folders it ignores."""
    if not (root / ".git").exists():
        return tuple(sorted(path for path in root.rglob("*") if path.is_file() and not _ignored(path, root)))
    # Whose clone it is does not matter: it is only read.
    command = ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=root, capture_output=True, check=True).stdout
    named = (root / name.decode() for name in listing.split(b"\0") if name)
    return tuple(sorted(path for path in named if path.is_file()))


@cache
def _ignored_folders(root: Path) -> tuple[str, ...]:
    ignored = (root / ".gitignore").read_text("utf-8").splitlines() if (root / ".gitignore").exists() else []
    return tuple(line for line in ignored if line.endswith("/"))


def _ignored(path: Path, root: Path) -> bool:
    """Return whether a file lies in an ignored folder: ``/a/b/`` from the root, ``name/`` anywhere."""
    place = f"/{path.relative_to(root)}"
    return any(
        place.startswith(line) if line.startswith("/") else f"/{line}" in place for line in _ignored_folders(root)
    )


def python_files(root: Path = ROOT) -> list[Path]:
    """Return every Python file of the repository but the migrations, which Django writes."""
    return [path for path in files(root) if path.suffix == ".py" and "migrations" not in path.parts]


def texts(root: Path = ROOT) -> Iterator[tuple[Path, str]]:
    """Yield every file that is text, with its text."""
    for path in files(root):
        data = path.read_bytes()
        if b"\0" not in data:
            yield path, data.decode("utf-8", "replace")


def parse(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text("utf-8"), filename=str(path))


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method of a tree, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dotted(node: ast.AST) -> str:
    """Return ``a.b.c`` for an attribute chain, the name for a name, and nothing for anything else."""
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else ""
    return node.id if isinstance(node, ast.Name) else ""

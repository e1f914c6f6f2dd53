# SPDX-License-Identifier: Apache-2.0
"""Rules about one Python file. Each takes a path, and returns its problems as ``place: what``."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.house.tree import dotted, functions, parse

SPDX = "# SPDX-License-Identifier: Apache-2.0"
LONGEST_FILE = 400
LONGEST_FUNCTION = 50
#: A name that says nothing gathers everything.
VAGUE = {"utils", "util", "helpers", "helper", "common", "misc"}
#: The clock, the disk, the screen and the import system: what core may not call, however it got hold of them.
IMPURE_CALLS = {
    *("datetime.now", "datetime.utcnow", "datetime.today", "date.today"),
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.date.today"),
    *("dt.datetime.now", "dt.datetime.utcnow", "dt.datetime.today", "dt.date.today"),
    *("open", "print", "input", "exec", "eval", "__import__", "importlib.import_module"),
}
#: The dependencies of the base install.
CORE_MAY_IMPORT = {"cryptography", "tallystick", "yaml"}
#: The package of an extra, and the one module of core that may ask whether it is there.
CORE_EXTRAS = {"rfc3161_client": "evidence/timestamp.py"}
_SIGNALS = re.compile(r"django\.dispatch|django\.db\.models\.signals|django\.core\.signals")


def without_licence(path: Path) -> Iterator[str]:
    """The first line names the licence."""
    if path.read_text("utf-8").split("\n", 1)[0] != SPDX:
        yield f"{path}: the first line is not {SPDX!r}"


def too_long(path: Path) -> Iterator[str]:
    """Small pieces: a file of at most 400 lines, a function of at most 50, its docstring and decorators aside."""
    lines = len(path.read_text("utf-8").splitlines())
    if lines > LONGEST_FILE:
        yield f"{path}: {lines} lines, over {LONGEST_FILE}"
    for function in functions(parse(path)):
        length = (function.end_lineno or function.lineno) - function.lineno + 1 - _docstring_lines(function)
        if length > LONGEST_FUNCTION:
            yield f"{path}:{function.lineno}: {function.name} has {length} lines, over {LONGEST_FUNCTION}"


def _docstring_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    if ast.get_docstring(function, clean=False) is None:
        return 0
    first = function.body[0]
    return (first.end_lineno or first.lineno) - first.lineno + 1


def broad_except(path: Path) -> Iterator[str]:
    """An except clause names what it expects."""
    for node in ast.walk(parse(path)):
        if not isinstance(node, ast.ExceptHandler):
            continue
        caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
        if any(kind is None or dotted(kind) in {"Exception", "BaseException"} for kind in caught):
            yield f"{path}:{node.lineno}: catches everything"


def vague_name(path: Path) -> Iterator[str]:
    """A module or function is named after what it does."""
    for part in (*path.parent.parts[-3:], path.stem):
        if part.lower() in VAGUE:
            yield f"{path}: the name {part!r} says nothing"
    for function in functions(parse(path)):
        if function.name.strip("_").lower() in VAGUE:
            yield f"{path}:{function.lineno}: the name {function.name!r} says nothing"


def positional_arguments(path: Path) -> Iterator[str]:
    """A public function of operations and queries takes one value by position at most, and the others by name."""
    for node in parse(path).body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) or node.name.startswith("_"):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        if len(arguments) > 1:
            names = ", ".join(argument.arg for argument in arguments)
            yield f"{path}:{node.lineno}: {node.name} takes {names} by position"


def hidden_writes(path: Path) -> Iterator[str]:
    """No Django signals, and no logic in save() or delete(): operations are the only writers."""
    tree = parse(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and _SIGNALS.match(node.module or ""):
            yield f"{path}:{node.lineno}: uses a Django signal"
        if isinstance(node, ast.ImportFrom) and node.module == "django.db.models":
            yield from (f"{path}:{node.lineno}: uses a Django signal" for name in node.names if name.name == "signals")
        if isinstance(node, ast.Import) and any(_SIGNALS.match(name.name) for name in node.names):
            yield f"{path}:{node.lineno}: uses a Django signal"
        if isinstance(node, ast.ClassDef):
            yield from (
                f"{path}:{method.lineno}: {node.name} overrides {method.name}()"
                for method in node.body
                if isinstance(method, ast.FunctionDef) and method.name in {"save", "delete", "bulk_create"}
            )


def impure(path: Path) -> Iterator[str]:
    """Core calls no clock, disk or screen, and imports nothing but the standard library, cryptography and yaml."""
    for node in ast.walk(parse(path)):
        if isinstance(node, ast.Call) and dotted(node.func) in IMPURE_CALLS:
            yield f"{path}:{node.lineno}: calls {dotted(node.func)}()"
        for module in _imported(node):
            is_extra = module in CORE_EXTRAS and path.as_posix().endswith(CORE_EXTRAS[module])
            if module not in CORE_MAY_IMPORT and module not in sys.stdlib_module_names and not is_extra:
                yield f"{path}:{node.lineno}: imports {module}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name.split(".")[0] for name in node.names]
    if isinstance(node, ast.ImportFrom):
        return [(node.module or "").split(".")[0]]
    return []

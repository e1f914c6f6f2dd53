# SPDX-License-Identifier: Apache-2.0
"""Rules about the rooms of apps/: their drawers, and where their foreign keys point."""

import ast
import configparser
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from tests.house.tree import ROOT, parse

#: The Python files that a room may have. A newcomer finds each thing in the drawer of the same name in every room.
DRAWERS = {"models", "queries", "may", "operations", "forms", "views", "urls", "jobs", "mail", "admin"}
_DJANGO_ASKS_FOR = {"__init__", "apps"}
_FOLDERS = {"migrations", "templates", "static", "templatetags", "__pycache__"}
#: allauth looks for its pages under these names; the accounts room owns them.
_TEMPLATES_OF_ALLAUTH = {"accounts": {"account", "allauth", "mfa"}}
#: The journal is the door to the record, not a room with pages: it has drawers of its own, and none of these.
DOOR = "journal"
_NO_PAGES = {"views", "forms", "urls", "admin", "mail"}


def contracts() -> configparser.ConfigParser:
    """Return the import contracts."""
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def order_of_rooms() -> list[str]:
    """Return the rooms from the last of a project's life to the first, as the import contract lists them."""
    layers = contracts()["importlinter:contract:2-rooms"]["layers"]
    return [line.strip("()") for line in layers.split()]


def wrong_drawers(apps: Path) -> Iterator[str]:
    """Yield what stands in a room and is no drawer of it."""
    for room in sorted(path for path in apps.iterdir() if path.is_dir() and path.name != "__pycache__"):
        for entry in sorted(room.iterdir()):
            if entry.is_dir():
                yield from _wrong_folder(room, entry)
            elif entry.suffix == ".py":
                yield from _wrong_file(room, entry)
            else:
                yield f"{room.name}/{entry.name}: not a drawer"


def _wrong_folder(room: Path, folder: Path) -> Iterator[str]:
    if folder.name in DRAWERS and room.name != DOOR:
        yield from _wrong_package(room, folder)
    elif folder.name not in _FOLDERS:
        yield f"{room.name}/{folder.name}/: not a drawer"
    if folder.name in {"templates", "static"}:
        elsewhere = _TEMPLATES_OF_ALLAUTH.get(room.name, set()) if folder.name == "templates" else set()
        for inner in sorted(folder.iterdir()):
            if inner.name not in {room.name} | elsewhere:
                place = f"{room.name}/{folder.name}/{inner.name}"
                yield f"{place}: what is a room's own stands in {folder.name}/{room.name}/"


def _wrong_package(room: Path, drawer: Path) -> Iterator[str]:
    """A drawer that has outgrown one file is a package of the same name: Python files of its own, no folders."""
    for entry in sorted(drawer.iterdir()):
        if entry.suffix != ".py" and entry.name != "__pycache__":
            yield f"{room.name}/{drawer.name}/{entry.name}: a drawer holds Python files only"


def _wrong_file(room: Path, path: Path) -> Iterator[str]:
    if path.stem in _DJANGO_ASKS_FOR:
        return
    if room.name == DOOR:
        if path.stem in _NO_PAGES:
            yield f"{room.name}/{path.name}: the journal has no pages"
    elif path.stem not in DRAWERS:
        yield f"{room.name}/{path.name}: not a drawer"
    if not any(not isinstance(node, ast.Expr | ast.Import | ast.ImportFrom) for node in parse(path).body):
        yield f"{room.name}/{path.name}: an empty drawer"


def upward_keys(models: Iterable[Any], order: list[str]) -> Iterator[str]:
    """Yield each foreign key that points from an earlier room to a later one; imports cannot see those.

    Args:
        models: Django models, those of other packages among them.
        order: the labels of the rooms, the highest first.
    """
    height = {room: len(order) - place for place, room in enumerate(order)}
    for model in models:
        for field in model._meta.get_fields():
            target = field.related_model if field.concrete and field.is_relation else None
            here = height.get(model._meta.app_label)
            there = height.get(target._meta.app_label) if target else None
            if here is not None and there is not None and there > here:
                yield f"{model._meta.label}.{field.name} points up to {target._meta.label}"

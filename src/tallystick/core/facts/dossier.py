# SPDX-License-Identifier: Apache-2.0
"""The dossier: what is known about one project, as one portable YAML or JSON file of facts.

::

    tallystick-dossier: 1
    project: northshire-hub
    sources:
      S1: {title: Answer to a request for information, url: "https://example.org/answer"}
    facts:
    - {kind: processing.started, ref: start, on: 2019-06, said_by: oversight, source: S1}

The kinds and fields are those of ``core.facts``; ``source`` stands for the fields ``source_title`` and ``source_url``.
"""

import dataclasses
import typing
from collections.abc import Iterator, Mapping
from functools import cache

from tallystick.core.errors import Invalid
from tallystick.core.facts import dates, plain
from tallystick.core.facts.base import KINDS, MAX_ITEMS, Fact, JsonValue, decode, field_names
from tallystick.core.facts.dossier_kinds import DATES, choices, required
from tallystick.core.facts.plain import Path, Unreadable

#: The key that says what the file is, and the version of the format.
MARK = "tallystick-dossier"
VERSION = 1
MAX_FACTS = 5_000
_Sources = Mapping[str, Mapping[str, JsonValue]]
#: What ``source`` stands for.
SOURCE_FIELDS = ("source_title", "source_url")
_TOP = {MARK, "project", "sources", "facts"}


@dataclasses.dataclass(frozen=True, kw_only=True)
class Dossier:
    """The facts of one project in the order of the file."""

    project: str
    facts: tuple[Fact, ...]


def read(data: bytes) -> Dossier:
    """Read a dossier.

    Raises:
        Unreadable: it is no dossier, or a value is not what its field takes; with the line and the path.
    """
    value = plain.read(data)
    try:
        return of(value)
    except Unreadable as error:
        error.line = error.line or plain.place(data, error.path)
        raise


def of(value: JsonValue) -> Dossier:
    """Return the dossier that plain values hold; see ``read``."""
    top = _object(value, ())
    if type(top.get(MARK)) is not int or top[MARK] != VERSION:
        raise _wrong((MARK,), f"the file does not say “{MARK}: {VERSION}”", "A dossier says so in its first line.")
    _only(top, _TOP, ())
    listed = {} if top.get("sources") is None else _object(top["sources"], ("sources",))
    sources = {name: _source(item, ("sources", name)) for name, item in listed.items()}
    items = _list(top.get("facts"), ("facts",))
    if len(items) > MAX_FACTS:
        raise _wrong(("facts",), f"there are {len(items):,} facts", f"A dossier holds at most {MAX_FACTS:,}.")
    facts = tuple(_fact(item, ("facts", number), sources) for number, item in enumerate(items))
    _no_ref_twice(facts)
    return Dossier(project=_text(top.get("project"), ("project",)), facts=facts)


def _source(value: JsonValue, path: Path) -> Mapping[str, JsonValue]:
    source = _object(value, path)
    _only(source, {"title", "url"}, path)
    return {f"source_{name}": _text(text, (*path, name)) for name, text in source.items()}


def _fact(value: JsonValue, path: Path, sources: _Sources) -> Fact:
    given = dict(_object(value, path))
    kind = _kind(given.pop("kind", None), (*path, "kind"))
    if "source" in given and takes_source(kind):
        _only_source(given, path)
        given |= _named_source(given.pop("source"), (*path, "source"), sources)
    _only(given, set(field_names(kind)), path, kind=kind)
    for name, item in given.items():
        _check_field(kind, name, item, (*path, name))
    for name in required(kind):
        if given.get(name) is None:
            raise _wrong(path, f"{kind} says nothing about “{name}”", f"Each {kind} says {', '.join(required(kind))}.")
    return decode(kind=kind, values=given)


@cache
def takes_source(kind: str) -> bool:
    """Whether facts of a kind may name a source of the list instead of giving its title and address."""
    return set(SOURCE_FIELDS) <= set(field_names(kind))


def _only_source(given: Mapping[str, JsonValue], path: Path) -> None:
    for name in SOURCE_FIELDS:
        if name in given:
            raise _wrong((*path, name), f"both “source” and “{name}” stand here", "A fact has one source.")


def _kind(value: JsonValue, path: Path) -> str:
    kind = _text(value, path)
    if kind not in KINDS:
        raise _wrong(path, f"{kind[:60]!r} is no kind of fact", "docs/reference/facts.md lists the kinds.")
    return kind


def _named_source(value: JsonValue, path: Path, sources: _Sources) -> Mapping[str, JsonValue]:
    name = _text(value, path)
    if name not in sources:
        raise _wrong(path, f"the source {name[:60]!r} is not listed", "Each source is listed under “sources”.")
    return sources[name]


_YEARS = 'A date is a text. Write a year alone in quotes: "2023".'


def _check_field(kind: str, name: str, value: JsonValue, path: Path) -> None:
    if value is None:
        return
    wanted = field_types(kind)[name]
    if not _fits(value, wanted):
        rule = _YEARS if name in DATES else f"It takes {describe_type(wanted)}."
        raise _wrong(path, f"“{name}” holds {_describe(value)}", rule)
    if isinstance(value, list) and len(value) > MAX_ITEMS:
        raise _wrong(path, f"“{name}” has {len(value)} items", f"A list holds at most {MAX_ITEMS}.")
    if name in DATES:
        _check_date(str(value), path)
    if name == "ref" and not value:
        raise _wrong(path, "“ref” is empty", "Findings name a fact by its ref.")
    _check_choice(kind, name, value, path)


def _check_choice(kind: str, name: str, value: JsonValue, path: Path) -> None:
    allowed = choices(kind, name)
    for item in value if isinstance(value, list) else [value]:
        if allowed and item not in allowed:
            raise _wrong(path, f"“{name}” is {str(item)[:40]!r}", f"It is one of: {', '.join(allowed)}.")


def _check_date(text: str, path: Path) -> None:
    try:
        dates.read(text)
    except Invalid as error:
        raise Unreadable(error.what, rule=error.rule, next_step=error.next_step, path=path) from None


@cache
def field_types(kind: str) -> Mapping[str, object]:
    """Return the type of each field of a kind of fact, without the ``None`` that stands for "not known"."""
    hints = typing.get_type_hints(KINDS[kind])
    return {name: _without_none(hints[name]) for name in field_names(kind)}


def _without_none(hint: object) -> object:
    found = [part for part in typing.get_args(hint) if part is not type(None)]
    return found[0] if type(None) in typing.get_args(hint) else hint


def _fits(value: JsonValue, wanted: object) -> bool:
    if wanted is bool or wanted is int:
        return type(value) is wanted
    if wanted is str:
        return isinstance(value, str)
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def describe_type(wanted: object) -> str:
    """Return a type of a field in plain words."""
    names = {bool: "true or false", int: "a whole number", str: "a text"}
    return names.get(typing.cast(type, wanted), "a list of texts")


def _describe(value: JsonValue) -> str:
    names = {bool: "true or false", int: "a number", str: "a text", list: "a list", dict: "an object"}
    return names[type(value)]


def _no_ref_twice(facts: tuple[Fact, ...]) -> None:
    seen: set[str] = set()
    for number, fact in enumerate(facts):
        ref = getattr(fact, "ref", None)
        if ref in seen:
            raise _wrong(("facts", number, "ref"), f"the ref {ref!r} stands twice", "Each fact has a ref of its own.")
        seen |= {ref} if ref else set()


def _object(value: JsonValue, path: Path) -> Mapping[str, JsonValue]:
    if not isinstance(value, dict):
        raise _wrong(path, f"{plain.spell(path)} is no object", "Here stand names with values.")
    return value


def _list(value: JsonValue, path: Path) -> list[JsonValue]:
    if not isinstance(value, list):
        raise _wrong(path, f"{plain.spell(path)} is no list", "Here stands a list.")
    return value


def _text(value: JsonValue, path: Path) -> str:
    if not isinstance(value, str) or not value:
        raise _wrong(path, f"{plain.spell(path)} is no text", "Here stands a text.")
    return value


def _only(value: Mapping[str, JsonValue], known: set[str], path: Path, *, kind: str = "") -> None:
    for name in value:
        if name not in known:
            rule = f"Known here: {', '.join(sorted(known))}."
            raise _wrong((*path, name), f"{kind or plain.spell(path)} has no “{name[:60]}”", rule)


def _wrong(path: Path, what: str, rule: str) -> Unreadable:
    return Unreadable(what, rule=rule, next_step="`tallystick schema` prints what a dossier may hold.", path=path)


def refs(dossier: Dossier) -> Iterator[tuple[str, Fact]]:
    """Yield each fact with the short name that findings use: its ``ref``, or its kind and place in the file."""
    for number, fact in enumerate(dossier.facts):
        yield getattr(fact, "ref", None) or f"{fact.kind}#{number + 1}", fact

# SPDX-License-Identifier: Apache-2.0
"""Reads YAML or JSON that people write by hand into plain values, within limits, and says where something is wrong.

Only the parts of YAML that mean the same to everybody are taken: no tags, anchors, aliases or several documents, no
key twice, and scalars by the core schema of YAML 1.2 (https://yaml.org/spec/1.2.2/#103-core-schema), so ``no`` is a
word and ``2022-06`` is a text. Numbers are whole. JSON (RFC 8259) is read as JSON, with the same limits.
"""

import contextlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn

import yaml

from tallystick.core.errors import Invalid
from tallystick.core.facts.base import MAX_TEXT, JsonValue

#: A file of 200 facts has about 60 kB.
MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 12
MAX_NODES = 200_000
#: Enough for every amount in pence, and exact in every reader of JSON.
MAX_NUMBER = 2**53 - 1

Path = tuple[str | int, ...]

_INTEGER = re.compile(r"[-+]?[0-9]{1,16}", re.ASCII)
#: Every other scalar that YAML 1.2 takes for a number.
_NO_WHOLE_NUMBER = re.compile(
    r"[-+]?(?:[0-9]+|[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?:\.[0-9]*)?e[-+]?[0-9]+|\.inf|\.nan)|0o[0-7]+|0x[0-9a-f]+",
    re.IGNORECASE | re.ASCII,
)
_WORDS: dict[str, JsonValue] = {"": None, "~": None, "null": None, "true": True, "false": False}
#: C0 and C1 controls without tab, LF and CR; line ends that only some readers take for one; bidirectional overrides
#: and isolates; what is no character; lone surrogates.
UNSEEN = re.compile(
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\u2028-\\u202e\\u2066-\\u2069\\ufeff\\ufffe\\uffff\\ud800-\\udfff]",
)


class Unreadable(Invalid):
    """A file is not what it should be at one place: the place is part of the message."""

    def __init__(self, what: str, *, rule: str, next_step: str, path: Path = (), line: int | None = None) -> None:
        super().__init__(what, rule=rule, next_step=next_step)
        self.path = path
        self.line = line


def read(data: bytes) -> JsonValue:
    """Return the one value that a YAML or JSON file holds.

    Raises:
        Unreadable: too large, not UTF-8, no YAML, or a part of YAML that is not taken here; with the line.
    """
    if len(data) > MAX_BYTES:
        raise _refusal(f"the file has {len(data):,} bytes", f"A file has at most {MAX_BYTES:,} bytes.", "Split it.")
    text = _decode(data)
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return _Reader(text).value()
    try:
        value = _read_json(text)
        _check(value)
    except Unreadable as error:
        error.line = error.line or _line_of_fault(text, error.path)
        raise
    return value


def place(data: bytes, path: Path) -> int | None:
    """Return the line (from 1) at which the value at a path begins, or its parent's; ``None`` where it has no lines.

    Args:
        data: a file that ``read`` has taken.
        path: keys and list indexes from the top.
    """
    lines = places(data)
    return next((lines[path[:length]] for length in range(len(path), -1, -1) if path[:length] in lines), None)


def places(data: bytes) -> Mapping[Path, int]:
    """Return the line (from 1) on which each value begins, by its path, as far as the file can be read.

    JSON is looked at as the YAML that it nearly always is; where it is none, it has no lines from there on.
    """
    try:
        reader = _Reader(_decode(data))
    except Unreadable:
        return {}
    with contextlib.suppress(Unreadable):
        reader.value()
    return reader.lines


def spell(path: Path) -> str:
    """Return a path as people write it: ``facts[3].on``."""
    parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in path]
    return "".join(parts).removeprefix(".") or "the file"


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise _refusal("the file is not UTF-8", "Files are UTF-8 text.", "Save it as UTF-8.", line=line) from None
    unseen = UNSEEN.search(text)
    if unseen:
        what = f"the file holds the character U+{ord(unseen[0]):04X}, which cannot be seen"
        rule = "Control and bidirectional characters can make a text read otherwise than it is."
        raise _refusal(what, rule, "Delete it.", line=text.count("\n", 0, unseen.start()) + 1)
    return text


def _line_of_fault(text: str, path: Path) -> int | None:
    """Return the line of a value of JSON, or the line where it stops being YAML that is taken."""
    reader = _Reader(text)
    try:
        reader.value()
    except Unreadable as error:
        return reader.lines.get(path, error.line) if path else error.line
    return reader.lines.get(path) if path else None


def _read_json(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(
            text, object_pairs_hook=_pairs, parse_float=_no_fraction, parse_constant=_no_fraction
        )
    except json.JSONDecodeError as error:
        what = f"this is no JSON: {error.msg}"
        raise _refusal(what, "The file holds one JSON value.", "Mend it there.", line=error.lineno) from None
    except (RecursionError, ValueError):  # more digits than Python reads
        raise _refusal("the JSON is nested too deeply or has a huge number", _DEPTH_RULE, "Flatten it.") from None
    return value


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise _refusal(f"the key {key[:60]!r} stands twice", _ONCE, "Keep one of them.")
        found[key] = value
    return found


def _no_fraction(text: str) -> NoReturn:
    raise _refusal(f"{text[:40]} is no whole number", _WHOLE, "Write money in pence and other figures in words.")


def _check(value: JsonValue) -> None:
    nodes = 0
    waiting: list[tuple[JsonValue, Path]] = [(value, ())]
    while waiting:
        item, path = waiting.pop()
        nodes += 1
        _check_one(item, path, nodes)
        if isinstance(item, dict):
            for key in item:
                _check_text(key, path)
            waiting += [(child, (*path, key)) for key, child in item.items()]
        elif isinstance(item, list):
            waiting += [(child, (*path, number)) for number, child in enumerate(item)]


def _check_one(item: JsonValue, path: Path, nodes: int) -> None:
    if nodes > MAX_NODES:
        raise _refusal(f"the file has more than {MAX_NODES:,} values", "Files are bounded.", "Split it.", path=path)
    if len(path) > MAX_DEPTH:
        raise _refusal("values are nested too deeply", _DEPTH_RULE, "Flatten it.", path=path)
    if isinstance(item, str):
        _check_text(item, path)
    elif isinstance(item, int) and abs(item) > MAX_NUMBER:
        raise _refusal("the number is too large", f"Numbers go up to {MAX_NUMBER:,}.", "Mend it.", path=path)


def _check_text(item: str, path: Path, line: int | None = None) -> None:
    if len(item) > MAX_TEXT:
        what = f"a text has {len(item):,} characters"
        raise _refusal(what, f"At most {MAX_TEXT:,}.", "Shorten it.", path=path, line=line)
    if unseen := UNSEEN.search(item):
        what = f"a text holds the character U+{ord(unseen[0]):04X}, which cannot be seen"
        raise _refusal(what, "None is taken.", "Delete it.", path=path, line=line)


_DEPTH_RULE = f"Values are nested at most {MAX_DEPTH} deep."
_ONCE = "Each key stands once: readers would differ on which counts."
_WHOLE = "Numbers are whole: fractions are rounded differently by different readers."


def _refusal(what: str, rule: str, next_step: str, *, line: int | None = None, path: Path = ()) -> Unreadable:
    return Unreadable(what, rule=rule, next_step=next_step, line=line, path=path)


class _Reader:
    """Builds values from the events of the YAML parser, which never expands anything by itself."""

    def __init__(self, text: str) -> None:
        self._events = self._parse(text)
        self._nodes = 0
        #: The line on which each value begins, as far as the file was read.
        self.lines: dict[Path, int] = {}

    def value(self) -> JsonValue:
        next(self._events)  # the start of the stream
        event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):
            raise _refusal("the file is empty", "A file holds one value.", "Write a dossier into it.", line=1)
        value = self._node(next(self._events), ())
        next(self._events)  # the end of the document
        end = next(self._events)
        if not isinstance(end, yaml.StreamEndEvent):
            raise self._refuse(
                end, (), "there is a second document in the file", "A file holds one document.", "Split it."
            )
        return value

    def _parse(self, text: str) -> Iterator[Any]:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            yield from yaml.parse(text, Loader=loader)
        except yaml.YAMLError as error:
            mark = getattr(error, "problem_mark", None)
            what = f"this is no YAML: {getattr(error, 'problem', None) or str(error)[:200]}"
            raise _refusal(what, "YAML 1.2, or JSON.", "Mend it there.", line=mark.line + 1 if mark else None) from None

    def _node(self, event: Any, path: Path) -> JsonValue:  # noqa: ANN401 (the parser's events have no common type)
        self._admit(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        return self._scalar(event, path)

    def _admit(self, event: Any, path: Path) -> None:  # noqa: ANN401
        self._nodes += 1
        self.lines.setdefault(path, event.start_mark.line + 1)
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            what = "anchors and aliases are not taken"
            raise self._refuse(event, path, what, "Each value stands where it counts.", "Write it out.")
        if event.tag is not None:
            what = f"the tag {event.tag[:60]!r} is not taken"
            raise self._refuse(event, path, what, "Values are plain.", "Delete the tag.")
        if self._nodes > MAX_NODES:
            raise self._refuse(event, path, f"more than {MAX_NODES:,} values", "Files are bounded.", "Split the file.")
        if len(path) > MAX_DEPTH:
            raise self._refuse(event, path, "values are nested too deeply", _DEPTH_RULE, "Flatten it.")

    def _sequence(self, path: Path) -> JsonValue:
        found: list[JsonValue] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            found.append(self._node(event, (*path, len(found))))
        return found

    def _mapping(self, path: Path) -> JsonValue:
        found: dict[str, JsonValue] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, path)
            if key in found:
                raise self._refuse(
                    event, (*path, key), f"the key {key[:60]!r} stands twice", _ONCE, "Keep one of them."
                )
            found[key] = self._node(next(self._events), (*path, key))
        return found

    def _key(self, event: Any, path: Path) -> str:  # noqa: ANN401
        self._admit(event, path)
        line: int = event.start_mark.line + 1
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refuse(event, path, "a key is a list or an object", "Keys are texts.", "Write a text.")
        _check_text(str(event.value), path, line)
        return str(event.value)

    def _scalar(self, event: Any, path: Path) -> JsonValue:  # noqa: ANN401
        text = str(event.value)
        if not event.implicit[0]:  # in quotes, or a block
            _check_text(text, path, event.start_mark.line + 1)
            return text
        if text.lower() in _WORDS:
            return _WORDS[text.lower()]
        if _INTEGER.fullmatch(text) and abs(int(text)) <= MAX_NUMBER:
            return int(text)
        if _NO_WHOLE_NUMBER.fullmatch(text):
            what = f"{text[:40]} is no whole number that is taken"
            raise self._refuse(event, path, what, _WHOLE, "Write it in quotes, or in pence.")
        _check_text(text, path, event.start_mark.line + 1)
        return text

    @staticmethod
    def _refuse(event: Any, path: Path, what: str, rule: str, next_step: str) -> Unreadable:  # noqa: ANN401
        return _refusal(what, rule, next_step, line=event.start_mark.line + 1, path=path)

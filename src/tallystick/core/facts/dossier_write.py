# SPDX-License-Identifier: Apache-2.0
"""Writes a dossier as YAML that a person likes to read, and that ``core.facts.dossier`` reads back as the same facts.

The same facts give the same bytes: one block for each fact, fields in schema order, each source once, quotes only
where a text would be taken for something else.
"""

import json
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence

from tallystick.core.facts.base import Fact, JsonValue, encode
from tallystick.core.facts.dossier import MARK, SOURCE_FIELDS, VERSION, Dossier, takes_source

_WIDTH = 100
#: A text that needs no quotes, in a list in brackets neither: nothing that YAML gives a meaning.
_PLAIN = re.compile(r"[A-Za-z](?:[A-Za-z0-9 ()/._;+%-]*[A-Za-z0-9()/._%])?|\d{4}(?:-\d\d){1,2}", re.ASCII)
#: Words that readers of YAML 1.1 take for something else, so they stand in quotes.
_TAKEN = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
#: A text that can be broken between words and comes back as it was.
_FOLDED = re.compile(r"[^\s]+(?: [^\s]+)*")
#: A line of a text in several lines that comes back as it was.
_LINE = re.compile(r"(?:[^\s](?:[^\r\n\t]*[^\s])?)?")
_Source = tuple[JsonValue, JsonValue]


def write(dossier: Dossier) -> bytes:
    """Return a dossier as UTF-8 YAML, with a line feed at the end."""
    encoded = [(fact, encode(fact)) for fact in dossier.facts]
    sources = _sources(encoded)
    lines = [f"{MARK}: {VERSION}", f"project: {_scalar(dossier.project)}"]
    lines += _source_table(sources)
    lines.append("facts:" if encoded else "facts: []")
    lines += [line for fact, values in encoded for line in _fact(fact, values, sources)]
    return ("\n".join(lines) + "\n").encode()


def _source_of(fact: Fact, values: Mapping[str, JsonValue]) -> _Source | None:
    """Return title and address of a fact's source, where it can stand in the list of sources."""
    if not takes_source(fact.kind):
        return None
    title, url = (values[name] for name in SOURCE_FIELDS)
    return (title, url) if (title or url) and "" not in (title, url) else None


def _sources(encoded: Sequence[tuple[Fact, Mapping[str, JsonValue]]]) -> Mapping[_Source, str]:
    found = dict.fromkeys(source for fact, values in encoded if (source := _source_of(fact, values)))
    return {source: f"S{number}" for number, source in enumerate(found, start=1)}


def _source_table(sources: Mapping[_Source, str]) -> Iterator[str]:
    if sources:
        yield "sources:"
    for source, name in sources.items():
        yield f"  {name}:"
        for field, value in zip(("title", "url"), source, strict=True):
            if value is not None:
                yield from _value(field, value, indent="    ")


def _fact(fact: Fact, values: Mapping[str, JsonValue], sources: Mapping[_Source, str]) -> Iterator[str]:
    yield ""
    yield f"- kind: {fact.kind}"
    source = _source_of(fact, values)
    for name, value in values.items():
        if source and name in SOURCE_FIELDS:
            if name == SOURCE_FIELDS[0]:
                yield f"  source: {sources[source]}"
        elif value is not None:
            yield from _value(name, value, indent="  ")


def _value(name: str, value: JsonValue, *, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        yield from _list(name, value, indent=indent)
    elif isinstance(value, str) and "\n" in value and _is_block(value):
        yield f"{indent}{name}: |-"
        yield from (f"{indent}  {line}".rstrip() for line in value.split("\n"))
    elif isinstance(value, str) and len(indent + name) + len(value) > _WIDTH and _FOLDED.fullmatch(value):
        yield f"{indent}{name}: >-"
        yield from _wrapped(value, indent=f"{indent}  ")
    else:
        yield f"{indent}{name}: {_scalar(value)}"


def _list(name: str, value: Sequence[JsonValue], *, indent: str) -> Iterator[str]:
    items = [_scalar(item) for item in value]
    line = f"{indent}{name}: [{', '.join(items)}]"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"{indent}{name}:"
    yield from (f"{indent}- {item}" for item in items)


def _is_block(text: str) -> bool:
    lines = text.split("\n")
    return bool(lines[0] and lines[-1]) and all(_LINE.fullmatch(line) for line in lines)


def _wrapped(text: str, *, indent: str) -> Iterator[str]:
    yield from textwrap.wrap(
        text,
        width=_WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _scalar(value: JsonValue) -> str:
    if isinstance(value, str) and (value.lower() in _TAKEN or not _PLAIN.fullmatch(value)):
        return json.dumps(value, ensure_ascii=False)
    return value if isinstance(value, str) else json.dumps(value)

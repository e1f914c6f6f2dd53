# SPDX-License-Identifier: Apache-2.0
"""Reads ``cases/``: a dossier for each documented case, and beside it the findings that its record must raise.

``<name>.yaml`` is the dossier, ``<name>.findings.yaml`` what must be found in it and what must not. Both are read with
the limits of a dossier; whatever is not as it should be is refused with the file and the place in it.
"""

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tallystick.core.errors import Invalid
from tallystick.core.facts import dates, dossier, plain
from tallystick.core.facts.dates import When
from tallystick.core.facts.plain import Unreadable
from tallystick.core.law.checks import checks
from tallystick.core.law.kinds import Kind

MARK = "tallystick-findings"
VERSION = 1
#: D: documents alone show it; P: it needs processing data; B: documents raise the suspicion.
MODES = ("D", "B", "P")
NEEDS = "processing-data"
_END = ".findings.yaml"
_TOP = {MARK, "case", "title", "record", "alarms", "as_of", "sources", "findings", "must_not"}
_FINDING = {
    *("id", "says", "mode", "kinds", "found_by", "found_on", "derived", "source", "provision"),
    *("raises", "also", "twin", "needs", "as_of"),
}
#: What a finding that our checks must raise says at least.
_ALWAYS = ("id", "says", "mode", "kinds", "found_by", "source", "provision")


@dataclasses.dataclass(frozen=True, kw_only=True)
class Twin:
    """One repaired fact: the dossier with it is the clean twin of a finding."""

    #: ``replace``, ``add`` or ``remove``.
    way: str
    #: The fact that is replaced or removed; empty where one is added.
    ref: str
    #: The fields that are repaired, or the whole fact that is added.
    values: Mapping[str, Any]


@dataclasses.dataclass(frozen=True, kw_only=True)
class Expected:
    """One finding that somebody made of a documented case, and by what our checks must raise it."""

    id: str
    says: str
    mode: str
    kinds: tuple[str, ...]
    found_by: str
    #: When it was made public; ``None`` where nobody has published it and it follows from the dates alone.
    found_on: When | None
    derived: bool
    sources: tuple[str, ...]
    provision: str
    #: Ids of our findings; all are raised, and exactly these are gone in the twin.
    raises: tuple[str, ...]
    #: Further ids that show other parts of it: raised too, and repaired by other facts.
    also: tuple[str, ...]
    twin: Twin | None
    needs_processing_data: bool
    #: The day of the judgement where a later fact of the record has mended it; ``None``: the end of the record.
    as_of: dt.date | None


@dataclasses.dataclass(frozen=True, kw_only=True)
class Case:
    """One dossier with what must be found in it, and what must not."""

    name: str
    case: str
    title: str
    good_practice: bool
    #: How many findings that are not listed a record of good practice may raise.
    alarms: int
    #: The day of the judgement; ``None``: the last day in the record.
    as_of: dt.date | None
    #: The dossier as plain values; ``core.facts.dossier.of`` takes it.
    dossier: Mapping[str, Any]
    findings: tuple[Expected, ...]
    must_not: tuple[str, ...]


def read_all(folder: Path) -> tuple[Case, ...]:
    """Return the cases of a folder, in the order of their ids.

    Raises:
        Unreadable: a file is not as it should be, stands alone, or the folder holds no case; the file is named.
    """
    files = sorted(path for path in folder.glob("*.yaml") if path.is_file())
    names = [path.name.removesuffix(_END) for path in files if path.name.endswith(_END)]
    alone = {path.name.removesuffix(".yaml") for path in files if not path.name.endswith(_END)} ^ set(names)
    if alone or not names:
        what = f"{folder} lacks the dossier or the findings of {', '.join(sorted(alone)) or 'any case'}"
        rule = "Each case has a dossier <name>.yaml and its <name>.findings.yaml."
        raise Unreadable(what, rule=rule, next_step="docs/how-to/add-a-case.md shows both; --cases names the folder.")
    return tuple(sorted((_case(folder, name) for name in names), key=lambda case: case.case))


def _case(folder: Path, name: str) -> Case:
    facts, path = folder / f"{name}.yaml", folder / f"{name}{_END}"
    with _naming(facts):
        dossier.read(facts.read_bytes())
    value = plain.read(facts.read_bytes())
    with _naming(path):
        return case_of(name=name, value=plain.read(path.read_bytes()), facts=value)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say in a refusal which file it is, and where in it."""
    try:
        yield
    except Unreadable as error:
        line = error.line or plain.place(path.read_bytes(), error.path)
        what = f"{path}, line {line or '?'}: {plain.spell(error.path)}: {error.what}"
        raise Unreadable(what, rule=error.rule, next_step=error.next_step) from None


def case_of(*, name: str, value: Any, facts: Any) -> Case:  # noqa: ANN401 (plain values of a file)
    """Return the case that plain values hold.

    Args:
        name: of its files.
        value: what its file of findings holds.
        facts: what its dossier holds.

    Raises:
        Unreadable: a value is not as it should be; with its path.
    """
    _only(value, _TOP, ())
    if value.get(MARK) != VERSION:
        raise _wrong((MARK,), f"the file does not say “{MARK}: {VERSION}”")
    sources = {**(facts.get("sources") or {}), **(value.get("sources") or {})}
    findings = tuple(_finding(item, ("findings", at), sources) for at, item in enumerate(_list(value, "findings", ())))
    _once([finding.id for finding in findings])
    return Case(
        name=name,
        case=_text(value, "case", ()),
        title=_text(value, "title", ()),
        good_practice=value.get("record", "case") == "good-practice",
        alarms=_whole(value.get("alarms", 1)),
        as_of=_day(value, "as_of", ()),
        dossier=facts,
        findings=findings,
        must_not=tuple(_known(item, ("must_not",)) for item in _list(value, "must_not", ())),
    )


def _finding(value: Any, path: plain.Path, sources: Mapping[str, Any]) -> Expected:  # noqa: ANN401
    _only(value, _FINDING, path)
    for name in _ALWAYS:
        if not value.get(name):
            raise _wrong(path, f"“{name}” is missing")
    raises = tuple(_known(item, (*path, "raises")) for item in _list(value, "raises", path))
    finding = Expected(
        id=_text(value, "id", path),
        says=_text(value, "says", path),
        mode=_one_of(value["mode"], MODES, (*path, "mode")),
        kinds=tuple(_one_of(kind, tuple(Kind), (*path, "kinds")) for kind in _list(value, "kinds", path)),
        found_by=_text(value, "found_by", path),
        found_on=_when(value, "found_on", path),
        derived=value.get("derived") is True,
        sources=tuple(_listed(name, sources, (*path, "source")) for name in _list(value, "source", path)),
        provision=_text(value, "provision", path),
        raises=raises,
        also=tuple(_known(item, (*path, "also")) for item in _list(value, "also", path)),
        twin=_twin(value["twin"], (*path, "twin")) if value.get("twin") else None,
        needs_processing_data=_one_of(value.get("needs", ""), ("", NEEDS), (*path, "needs")) == NEEDS,
        as_of=_day(value, "as_of", path),
    )
    _whole_story(finding, path)
    return finding


def _whole_story(finding: Expected, path: plain.Path) -> None:
    if bool(finding.raises) != (finding.twin is not None):
        raise _wrong(path, "what it raises and its twin stand together")
    if not finding.raises and not finding.needs_processing_data:
        raise _wrong(path, f"it neither raises anything nor says “needs: {NEEDS}”")
    if finding.mode == "D" and finding.needs_processing_data:
        raise _wrong(path, "documents alone show it (mode D), so it needs no processing data")
    if finding.found_on is None and not finding.derived:
        raise _wrong(path, "it says neither when it was found (found_on) nor that it is derived here")


def _twin(value: Any, path: plain.Path) -> Twin:  # noqa: ANN401
    ways = set(value) if isinstance(value, dict) else set()
    if len(ways) != 1 or not ways <= {"replace", "add", "remove"}:
        raise _wrong(path, "a twin replaces, adds or removes")
    way, given = next(iter(value.items()))
    if not isinstance(given, dict if way == "replace" else list) or len(given) != 1:
        raise _wrong(path, "a twin repairs exactly one fact")
    if isinstance(given, dict):
        ref, fields = next(iter(given.items()))
        return Twin(way=way, ref=str(ref), values=fields)
    return Twin(way=way, ref="", values=given[0]) if way == "add" else Twin(way=way, ref=str(given[0]), values={})


def _known(value: Any, path: plain.Path) -> str:  # noqa: ANN401
    check = str(value).partition(":")[0]
    if check not in checks():
        raise _wrong(path, f"there is no check {check!r}")
    return str(value)


def _listed(name: Any, sources: Mapping[str, Any], path: plain.Path) -> str:  # noqa: ANN401
    source = sources.get(str(name))
    if not isinstance(source, dict) or not str(source.get("url", "")).startswith("https://"):
        raise _wrong(path, f"the source {name!r} is not listed with an https address")
    return str(name)


def _one_of(value: Any, allowed: tuple[str, ...], path: plain.Path) -> str:  # noqa: ANN401
    if value not in allowed:
        raise _wrong(path, f"{value!r} is none of {', '.join(filter(None, allowed))}")
    return str(value)


def _list(value: Mapping[str, Any], name: str, path: plain.Path) -> list[Any]:
    found = value.get(name) or []
    if not isinstance(found, list):
        raise _wrong((*path, name), "here stands a list")
    return found


def _text(value: Mapping[str, Any], name: str, path: plain.Path) -> str:
    found = value.get(name)
    if not isinstance(found, str) or not found:
        raise _wrong((*path, name), "here stands a text")
    return found


def _whole(value: Any) -> int:  # noqa: ANN401
    if type(value) is not int or value < 0:
        raise _wrong(("alarms",), "here stands a whole number")
    return value


def _when(value: Mapping[str, Any], name: str, path: plain.Path) -> When | None:
    if value.get(name) is None:
        return None
    try:
        return dates.read(str(value[name]))
    except Invalid as error:
        raise Unreadable(error.what, rule=error.rule, next_step=error.next_step, path=(*path, name)) from None


def _day(value: Mapping[str, Any], name: str, path: plain.Path) -> dt.date | None:
    when = _when(value, name, path)
    if when and not when.exact:
        raise _wrong((*path, name), "here stands a day")
    return when.first if when else None


def _once(ids: list[str]) -> None:
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise _wrong(("findings",), f"{twice[0]} stands twice")


def _only(value: Any, known: set[str], path: plain.Path) -> None:  # noqa: ANN401
    if not isinstance(value, dict):
        raise _wrong(path, "here stand names with values")
    for name in _unknown(value, known):
        raise _wrong((*path, name), f"“{name[:60]}” is not known here; known are {', '.join(sorted(known))}")


def _unknown(value: Mapping[str, Any], known: set[str]) -> Iterator[str]:
    yield from (name for name in value if name not in known)


def _wrong(path: plain.Path, what: str) -> Unreadable:
    rule = "A file of findings says what was found, by whom and when, what raises it, and which one fact repairs it."
    return Unreadable(what, rule=rule, next_step="docs/how-to/add-a-case.md shows each part.", path=path)

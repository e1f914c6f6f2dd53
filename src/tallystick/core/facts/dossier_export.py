# SPDX-License-Identifier: Apache-2.0
"""From the facts of a project's stream to its dossier: what everybody may see, under names that hold anywhere.

Left out is what only this instance is about: who typed a fact in, and that a dossier was imported. What a dossier
brought in word for word is written as it was.
"""

import dataclasses
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import cast

from tallystick.core.facts import plain
from tallystick.core.facts.base import Fact, JsonValue, decode, encode, public_names
from tallystick.core.facts.consultation import OrganisationPinned
from tallystick.core.facts.dossier import Dossier, field_types
from tallystick.core.facts.dossier_kinds import required
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.facts.record import DossierImported, RecordImported
from tallystick.core.facts.sourced import Sourced

#: Ids that an import makes its own by a suffix.
OWN_IDS = ("engagement", "claim", "report", "dispute")
_ERASED = "[erased]"


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Names:
    """What the things of one stream are called in its dossier."""

    project: str
    body: str
    suffix: str
    organisations: Mapping[str, str]

    def of(self, name: str, value: JsonValue) -> JsonValue:
        if name in ("body", "pinned_by_body"):
            return self.body
        if name == "project":
            return self.project
        if name == "organisation":
            return self.organisations.get(str(value), value)
        if name in OWN_IDS:
            return str(value).removesuffix(self.suffix)
        if name == "engagements":
            return [str(one).removesuffix(self.suffix) for one in cast("list[JsonValue]", value)]
        return _seen(value)


def exported(
    *, project: str, body: str, stream: Sequence[Fact], organisations: Sequence[OrganisationPinned]
) -> Dossier:
    """Return the dossier of a project.

    Args:
        project: the project's address name; a project that came from a dossier keeps the name it had there.
        body: the address name of its body.
        stream: the public view of the facts of the project, in entry order.
        organisations: the organisations of the register; those that the project speaks of are taken.
    """
    imported = next((fact for fact in stream if isinstance(fact, DossierImported)), None)
    names = _Names(
        project=imported.project if imported else project,
        body=body,
        suffix=f"-{imported.suffix}" if imported else "",
        organisations=_organisation_names(imported),
    )
    facts = [*_organisations(stream, organisations, names), *_stream(stream, imported, names)]
    return Dossier(project=names.project, facts=tuple(facts))


def wrapped(fact: RecordImported) -> Fact | None:
    """Return the fact that a dossier had brought; ``None`` where it was erased."""
    if not fact.values:
        return None
    return decode(kind=fact.original_kind, values=json.loads("".join(fact.values)))


def named(fact: OrganisationPinned, *, organisation: str, body: str) -> Fact:
    """Return what the register says of an organisation under the names that a dossier has for it."""
    names = _Names(project="", body=body, suffix="", organisations={fact.organisation: organisation})
    return _renamed(fact, names)


def _organisation_names(imported: DossierImported | None) -> Mapping[str, str]:
    pairs = [pair.rpartition("=") for pair in imported.organisations] if imported else []
    return {ours: theirs for theirs, _, ours in pairs}


def _organisations(
    stream: Iterable[Fact], organisations: Iterable[OrganisationPinned], names: _Names
) -> Iterator[Fact]:
    """Yield what the register says of each organisation of the stream, unless the dossier had said it otherwise."""
    known = {fact.organisation: fact for fact in organisations}
    mentioned = [str(getattr(fact, "organisation", "")) for fact in stream]
    brought = {getattr(fact, "organisation", "") for fact in _wrapped(stream) if isinstance(fact, OrganisationPinned)}
    for organisation in dict.fromkeys([*names.organisations, *mentioned]):
        if organisation in known and names.of("organisation", organisation) not in brought:
            yield _renamed(known[organisation], names)


def _wrapped(stream: Iterable[Fact]) -> Iterator[Fact | None]:
    yield from (wrapped(fact) for fact in stream if isinstance(fact, RecordImported))


def _stream(stream: Iterable[Fact], imported: DossierImported | None, names: _Names) -> Iterator[Fact]:
    for fact in stream:
        if isinstance(fact, RecordImported):
            yield wrapped(fact) or fact
        elif isinstance(fact, ProjectRegistered) and imported and not imported.registered:
            continue
        elif not isinstance(fact, DossierImported):
            yield _renamed(fact, names)


def _renamed(fact: Fact, names: _Names) -> Fact:
    shown = public_names(fact.kind) - {"by_role"}
    given = {name: value for name, value in encode(fact).items() if name in shown and value is not None}
    own = isinstance(fact, Sourced)  # it names nothing by an id of this instance
    values = {name: _seen(value) if own else names.of(name, value) for name, value in given.items()}
    types = field_types(fact.kind)
    for name in required(fact.kind):
        values.setdefault(name, _ERASED if types[name] is str else [])
    return decode(kind=fact.kind, values=values)


def _seen(value: JsonValue) -> JsonValue:
    """Return a value with each character that cannot be seen spelled out: no dossier takes it."""
    if isinstance(value, list):
        return [_seen(item) for item in value]
    return plain.UNSEEN.sub(_spelled, value) if isinstance(value, str) else value


def _spelled(found: re.Match[str]) -> str:
    return f"[U+{ord(found[0]):04X}]"

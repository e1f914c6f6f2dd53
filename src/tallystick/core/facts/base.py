# SPDX-License-Identifier: Apache-2.0
"""What a fact is: something that happened, in the past tense, immutable, typed and versioned.

A kind of fact cannot be defined without saying, for each of its fields, who may see it and how it is erased. The
order of the fields is the schema order in which the ledger commits them, so a field is never inserted or moved:
a changed kind gets a new name.
"""

import dataclasses
import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, ClassVar, TypeVar, cast, dataclass_transform

from tallystick.core.errors import Invalid

JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]

#: The stream of facts that belong to no single project (bodies, organisations, keys seen).
REGISTER = "register"

#: The longest text that one field of a fact may hold, in characters.
MAX_TEXT = 40_000
#: The most elements that a list field may hold.
MAX_ITEMS = 500


class Visibility(StrEnum):
    """Who may see the value of a field. Its digest is public in any case."""

    PUBLIC = "public"  # everybody, once the project is published
    PERSONAL = "personal"  # the body, the oversight body and the person or organisation it is about
    SECRET = "secret"  # nobody but the running service: salts and capabilities  # noqa: S105


class Erasure(StrEnum):
    """How a field is erased; printed on the page of the fact kind."""

    KEPT = "Holds no personal data: kept as long as the log."
    ON_REQUEST = "May name a person: value and salt are deleted on a valid request; the digest stays."
    RETENTION = "Deleted with its salt when the retention period of the project ends, or earlier on a valid request."


def public(*, erase: Erasure = Erasure.KEPT) -> Any:  # noqa: ANN401 (as dataclasses.field)
    """Declare a field that everybody may see once its project is published.

    One that may be erased reads as ``None`` afterwards, whatever its type.
    """
    return dataclasses.field(metadata={"visibility": Visibility.PUBLIC, "erasure": erase})


def personal(*, erase: Erasure, default: None) -> Any:  # noqa: ANN401 (as dataclasses.field)
    """Declare a field that is withheld from the public; ``None`` wherever it is withheld."""
    return dataclasses.field(default=default, metadata={"visibility": Visibility.PERSONAL, "erasure": erase})


def secret(*, erase: Erasure, default: None) -> Any:  # noqa: ANN401 (as dataclasses.field)
    """Declare a field that only the running service reads; ``None`` everywhere else."""
    return dataclasses.field(default=default, metadata={"visibility": Visibility.SECRET, "erasure": erase})


@dataclasses.dataclass(frozen=True, kw_only=True)
class Fact:
    """Base of all facts. Field values are JSON values without floats; lists are tuples here."""

    kind: ClassVar[str]


@dataclasses.dataclass(frozen=True, kw_only=True)
class FieldRule:
    """Who may see one field of a fact kind, and how it is erased."""

    name: str
    visibility: Visibility
    erasure: Erasure


@dataclasses.dataclass(frozen=True, kw_only=True)
class Recorded:
    """A fact with its place in the ledger: entry index and time recorded (UTC)."""

    entry: int
    time: dt.datetime
    project: str
    fact: Fact
    #: Names of fields whose value was not at hand where it was looked for, because it is withheld or erased. ``None``
    #: in such a field is no value; in any other field it is what was recorded.
    unopened: frozenset[str] = dataclasses.field(default=frozenset(), compare=False)


KINDS: dict[str, type[Fact]] = {}
F = TypeVar("F", bound=type[Fact])
T = TypeVar("T", bound=Fact)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(public, personal, secret))
def fact(kind: str) -> Callable[[F], F]:
    """Register a fact kind under its wire name.

    Raises:
        TypeError: at import, if a field does not say who may see it and how it is erased, if a withheld field could
            not be left out, or if the name is taken.
    """

    def register(cls: F) -> F:
        made = dataclasses.dataclass(frozen=True, kw_only=True)(cls)
        for field in dataclasses.fields(made):
            _check_declaration(kind, field)
        if kind in KINDS:
            raise TypeError(f"{kind}: this fact kind exists already")
        made.kind = kind
        KINDS[kind] = made
        return cast(F, made)

    return register


def _check_declaration(kind: str, field: "dataclasses.Field[Any]") -> None:
    if "visibility" not in field.metadata:
        raise TypeError(f"{kind}.{field.name}: say who may see it (public, personal or secret) and how it is erased")


def rules(kind: str) -> tuple[FieldRule, ...]:
    """Return the fields of a fact kind in schema order, with who may see each.

    Raises:
        Invalid: unknown kind.
    """
    return _rules(_kind(kind))  # type: ignore[arg-type]  # a class is hashable, whatever its objects are


def field_names(kind: str) -> tuple[str, ...]:
    """Return the names of the fields of a fact kind in schema order."""
    return _names(_kind(kind))  # type: ignore[arg-type]  # as above


def public_names(kind: str) -> frozenset[str]:
    """Return the names of the fields that everybody may see."""
    return frozenset(rule.name for rule in rules(kind) if rule.visibility is Visibility.PUBLIC)


@cache
def _rules(cls: type[Fact]) -> tuple[FieldRule, ...]:
    return tuple(
        FieldRule(name=field.name, visibility=field.metadata["visibility"], erasure=field.metadata["erasure"])
        for field in dataclasses.fields(cls)
    )


@cache
def _names(cls: type[Fact]) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


def encode(fact: Fact) -> dict[str, JsonValue]:
    """Return the field values of a fact as JSON values, in schema order, absent fields as ``None``.

    Raises:
        Invalid: a value is not of a permitted type or is too long.
    """
    return {
        field.name: _to_json(fact.kind, field.name, getattr(fact, field.name)) for field in dataclasses.fields(fact)
    }


def decode(*, kind: str, values: Mapping[str, JsonValue]) -> Fact:
    """Rebuild a fact from JSON values; fields that are not given are ``None`` (withheld).

    Raises:
        Invalid: unknown kind, unknown field, or a value of a type that no fact holds.
    """
    cls = _kind(kind)
    names = field_names(kind)
    unknown = sorted(set(values) - set(names))
    if unknown:
        raise Invalid(f"{kind} has no field {unknown[0]!r}", rule="A fact has exactly the fields of its kind.")
    return cls(**{name: _from_json(values.get(name)) for name in names})


def as_public(fact: Fact) -> Fact:
    """Return the fact as the public sees it: fields that are not public are ``None``."""
    hidden = {rule.name: None for rule in rules(fact.kind) if rule.visibility is not Visibility.PUBLIC}
    return dataclasses.replace(fact, **hidden)


def expect(fact: Fact, cls: type[T]) -> T:
    """Return the fact if it is of this kind.

    Raises:
        Invalid: it is of another kind.
    """
    if not isinstance(fact, cls):
        raise Invalid(f"{fact.kind} where {cls.kind} belongs", rule="Each kind of fact has its own reader.")
    return fact


def _kind(kind: str) -> type[Fact]:
    try:
        return KINDS[kind]
    except KeyError:
        raise Invalid(
            f"unknown kind of fact: {kind!r}",
            rule="Every entry is of a kind that this version knows.",
            next_step="Use a version of Tallystick at least as new as the log.",
        ) from None


def _to_json(kind: str, name: str, value: object) -> JsonValue:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        if len(value) > MAX_TEXT:
            raise Invalid(
                f"{name} is {len(value):,} characters long",
                rule=f"A text in a fact holds at most {MAX_TEXT:,} characters.",
                next_step="Shorten it, or attach the long text as a document.",
            )
        return str(value)
    if isinstance(value, tuple):
        if len(value) > MAX_ITEMS:
            raise Invalid(f"{name} has {len(value)} items", rule=f"A list in a fact holds at most {MAX_ITEMS} items.")
        return [_to_json(kind, name, item) for item in value]
    raise Invalid(f"{kind}.{name} holds a {type(value).__name__}", rule="Facts hold texts, whole numbers and lists.")


def _from_json(value: JsonValue) -> object:
    if isinstance(value, list):
        return tuple(_from_json(item) for item in value)
    if isinstance(value, dict):
        raise Invalid("a field of a fact holds an object", rule="Facts hold texts, whole numbers and lists.")
    return value

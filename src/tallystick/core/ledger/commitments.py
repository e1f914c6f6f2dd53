# SPDX-License-Identifier: Apache-2.0
"""Salted commitments to the fields of a fact, which can be opened, withheld or erased one by one.

The disclosure and digest of SD-JWT, without the JWT: the log's signature already covers the leaf that holds the
digests. Unlike SD-JWT there is one digest per field of the fact kind's schema, in schema order, absent fields
included (their value is null), and no decoys: the position names the field. A list is committed element by element,
so that its length is fixed and each element can be withheld by itself.
Source: RFC 9901 sections 4.2.1 to 4.2.4, https://www.rfc-editor.org/rfc/rfc9901#section-4.2
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256
from typing import Final, TypeAlias

from tallystick.core.errors import Invalid, Refused, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.jcs import JsonValue, canonical, parse_canonical

SALT_SIZE: Final = 32
MAX_DISCLOSURE_SIZE: Final = 1_400_000
MAX_FIELDS: Final = 600
MAX_ELEMENTS: Final = 10_000
ELEMENT_KEY: Final = "..."

_RESERVED: Final = frozenset({"_sd", "_sd_alg", ELEMENT_KEY})
_RULE: Final = "RFC 9901 section 4.2"


class Withheld(Enum):
    """The one value that stands for a field or list element that was committed but not opened."""

    WITHHELD = "withheld"


WITHHELD: Final = Withheld.WITHHELD

OpenedValue: TypeAlias = JsonValue | Withheld | list[JsonValue | Withheld]


@dataclass(frozen=True, slots=True)
class FieldDisclosure:
    """What opens one field: its disclosure string and, for a list, one string per element."""

    field: str
    elements: tuple[str, ...] = ()

    def strings(self) -> tuple[str, ...]:
        """Return all disclosure strings, the field's first."""
        return (self.field, *self.elements)

    def to_json(self) -> dict[str, JsonValue]:
        """Return the form in which a vault keeps it."""
        return {"field": self.field, "elements": list(self.elements)}

    @classmethod
    def from_json(cls, value: JsonValue) -> "FieldDisclosure":
        """Return what `to_json` gave. Raises `Invalid` for any other shape."""
        if not isinstance(value, Mapping) or set(value) != {"field", "elements"}:
            raise Invalid("a field disclosure has the members field and elements")
        field, elements = value["field"], value["elements"]
        if not isinstance(field, str) or not isinstance(elements, list):
            raise Invalid("a field disclosure is a string and a list of strings")
        strings = tuple(element for element in elements if isinstance(element, str))
        if len(strings) != len(elements):
            raise Invalid("a field disclosure is a string and a list of strings")
        return cls(field, strings)


@dataclass(frozen=True, slots=True)
class Commitment:
    """``sd``: one digest per field in schema order, for the leaf. ``disclosures``: what opens each field, by name."""

    sd: tuple[str, ...]
    disclosures: dict[str, FieldDisclosure]


def digest(disclosure: str) -> str:
    """Return base64url(SHA-256(ASCII disclosure)) (RFC 9901 section 4.2.3). Raises `Invalid` for non-ASCII text."""
    try:
        return b64.encode_url(sha256(disclosure.encode("ascii")).digest())
    except UnicodeEncodeError as error:
        raise Invalid("a disclosure is base64url text", rule=_RULE) from error


def commit(*, fields: Sequence[tuple[str, JsonValue]], salt: Callable[[], bytes]) -> Commitment:
    """Commit to each field of a fact.

    Args:
        fields: name and value in schema order, with None for an absent one. A list or tuple as a value is committed
            element by element (once: lists inside elements stay whole).
        salt: gives 32 fresh secret random bytes at each call.

    Raises:
        Invalid: a name twice, a reserved name or key, a value without canonical form, or too much.
        Refused: a salt of fewer than 32 bytes, or the same salt twice.
    """
    _check_names([name for name, _ in fields])
    fresh = _FreshSalts(salt)
    disclosures = {name: _commit_field(name=name, value=value, salt=fresh) for name, value in fields}
    return Commitment(tuple(digest(opened.field) for opened in disclosures.values()), disclosures)


def open_fields(*, names: Sequence[str], sd: Sequence[str], disclosures: Sequence[str]) -> dict[str, OpenedValue]:
    """Return each field's value, or `WITHHELD`, by name in schema order.

    1. There is one digest per name.
    2. Every disclosure reads as ``[salt, name, value]`` or ``[salt, value]``, with a 32-byte salt used once.
    3. A field's disclosure has its digest at exactly the position of its name.
    4. A disclosed list holds element digests only. No digest is committed twice, in lists or outside.
    5. Every disclosure opens something. What no disclosure opens is `WITHHELD`.

    The names of withheld fields are the caller's word: compare ``names`` with the schema of the fact kind.

    Raises:
        Invalid: a name is reserved or stands twice.
        Unverified: one of the steps fails.
    """
    _check_names(names)
    if len(names) != len(sd):
        raise Unverified("the names do not match the digests one to one", rule=_RULE)
    fields, elements = _sorted_openings([_parse_disclosure(text) for text in disclosures])
    _check_places(fields, committed=dict(zip(names, sd, strict=True)))
    lists = {name: _element_digests(part.value) for name, part in fields.items() if isinstance(part.value, list)}
    in_lists = [item for digests in lists.values() for item in digests]
    if len({*sd, *in_lists}) != len(sd) + len(in_lists):
        raise Unverified("one digest is committed twice", rule="RFC 9901 section 7.1")
    if not elements.keys() <= set(in_lists):
        raise Unverified("a disclosure opens nothing in this entry", rule="RFC 9901 section 7.1")
    opened: dict[str, OpenedValue] = dict.fromkeys(names, WITHHELD)
    opened.update({name: opening.value for name, opening in fields.items()})
    opened.update({name: [_element(item, elements) for item in digests] for name, digests in lists.items()})
    return opened


@dataclass(frozen=True, slots=True)
class _Opening:
    digest: str
    salt: str
    name: str | None  # None for a list element
    value: JsonValue


class _FreshSalts:
    """Salts in their text form, each checked for length and used once."""

    def __init__(self, source: Callable[[], bytes]) -> None:
        self._source = source
        self._used: set[bytes] = set()

    def __call__(self) -> str:
        salt = self._source()
        if len(salt) < SALT_SIZE:
            raise Refused(f"a salt of {len(salt)} bytes is too short", rule=f"A salt has {SALT_SIZE} random bytes")
        if salt in self._used:
            raise Refused("the same salt came twice", rule="RFC 9901 section 9.4: a salt for each claim")
        self._used.add(salt)
        return b64.encode_url(salt)


def _check_names(names: Sequence[str]) -> None:
    if len(names) > MAX_FIELDS:
        raise Invalid(f"a fact has {len(names)} fields, more than {MAX_FIELDS}")
    if len(set(names)) != len(names) or not all(names) or not _RESERVED.isdisjoint(names):
        raise Invalid("the field names of a fact are different, non-empty and not reserved", rule=_RULE)


def _check_keys(value: JsonValue) -> None:
    """Refuse the keys by which an SD-JWT reader would take data for digests."""
    if isinstance(value, Mapping):
        if not _RESERVED.isdisjoint(value):
            raise Invalid(f"the object keys {', '.join(sorted(_RESERVED))} are reserved", rule=_RULE)
        for item in value.values():
            _check_keys(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _check_keys(item)


def _commit_field(*, name: str, value: JsonValue, salt: _FreshSalts) -> FieldDisclosure:
    canonical(value)  # bounds the depth and types, before anything walks the value
    _check_keys(value)
    if not isinstance(value, list | tuple):
        return FieldDisclosure(_disclosure([salt(), name, value]))
    if len(value) > MAX_ELEMENTS:
        raise Invalid(f"the list {name} has {len(value)} elements, more than {MAX_ELEMENTS}")
    elements = tuple(_disclosure([salt(), item]) for item in value)
    return FieldDisclosure(_disclosure([salt(), name, [{ELEMENT_KEY: digest(item)} for item in elements]]), elements)


def _disclosure(parts: JsonValue) -> str:
    text = b64.encode_url(canonical(parts))
    if len(text) > MAX_DISCLOSURE_SIZE:
        raise Invalid(f"a committed value of {len(text)} characters is too large", next_step="Commit to its hash.")
    return text


def _parse_disclosure(text: str) -> _Opening:
    try:
        parts = parse_canonical(b64.decode_url(text, what="a disclosure"), limit=MAX_DISCLOSURE_SIZE)
    except Invalid as error:
        raise Unverified(f"a disclosure cannot be read: {error.what}", rule=_RULE) from error
    match parts:
        case [str(salt), str(name), value]:
            opening = _Opening(digest(text), salt, name, value)
        case [str(salt), value]:
            opening = _Opening(digest(text), salt, None, value)
        case _:
            raise Unverified("a disclosure is [salt, name, value] or [salt, value]", rule=_RULE)
    _check_salt(opening.salt)
    return opening


def _check_salt(text: str) -> None:
    try:
        salt = b64.decode_url(text, what="a salt")
    except Invalid as error:
        raise Unverified(error.what, rule=_RULE) from error
    if len(salt) < SALT_SIZE:
        raise Unverified(f"a salt of {len(salt)} bytes is too short", rule=f"A salt has {SALT_SIZE} random bytes")


def _sorted_openings(parsed: Sequence[_Opening]) -> tuple[dict[str, _Opening], dict[str, _Opening]]:
    """Return the openings of fields by name and those of list elements by digest."""
    if len({opening.salt for opening in parsed}) != len(parsed):
        raise Unverified("two disclosures share a salt", rule=_RULE)
    fields = {opening.name: opening for opening in parsed if opening.name is not None}
    elements = {opening.digest: opening for opening in parsed if opening.name is None}
    if len(fields) + len(elements) != len(parsed):
        raise Unverified("one field is disclosed twice", rule=_RULE)
    return fields, elements


def _check_places(fields: Mapping[str, _Opening], *, committed: Mapping[str, str]) -> None:
    for name, opening in fields.items():
        if committed.get(name) != opening.digest:
            raise Unverified(f"the disclosure of {name!r} is not the one committed at its place", rule=_RULE)


def _element_digests(value: Sequence[JsonValue]) -> list[str]:
    return [_element_digest(item) for item in value]


def _element_digest(item: JsonValue) -> str:
    match item:
        case {"...": str(committed), **rest} if not rest:
            return committed
        case _:
            raise Unverified("a committed list holds something else than element digests", rule=_RULE)


def _element(committed: str, elements: Mapping[str, _Opening]) -> JsonValue | Withheld:
    return elements[committed].value if committed in elements else WITHHELD

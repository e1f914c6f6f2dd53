# SPDX-License-Identifier: Apache-2.0
"""What an instance says about every published claim, in one file, so that anybody can compare it with the log.

The file says up to which entry it goes: nothing that was recorded later is in it, and everything before is.
Source: our own format; JSON form RFC 8785, https://www.rfc-editor.org/rfc/rfc8785
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tallystick.core.claims.consultation import claim_standing
from tallystick.core.claims.gather import only
from tallystick.core.claims.standing import ClaimStanding
from tallystick.core.claims.verify_claim import claim_object
from tallystick.core.claims.wording import read_date
from tallystick.core.errors import Invalid, Unverified
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import ClaimMade
from tallystick.core.facts.project import ProjectRegistered
from tallystick.core.ledger.jcs import JsonValue, canonical, parse_canonical

FORMAT: Final = "tallystick.claims/v1"
MAX_SIZE: Final = 64 * 1024 * 1024
MAX_CLAIMS: Final = 100_000

_MEMBERS: Final = frozenset({"format", "origin", "size", "claims"})
_PLACES: Final = frozenset({"project", "entry", "page", "bundle"})
_SAYS: Final = frozenset(
    {"claim", "starts_on", "sentence", "claimed", "confirmed", "disputed", "corrected", "unconfirmed"}
)
#: A path on the same site: one that names another would lead whoever follows it astray.
_PATH: Final = re.compile(r"/(?:[A-Za-z0-9._~%-]+(?:/[A-Za-z0-9._~%-]+)*/?)?", re.ASCII)
_RULE: Final = FORMAT


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenClaim:
    """One published claim.

    Attributes:
        project: id of its project.
        entry: the entry that makes the claim.
        page: path of its page on the instance's site.
        bundle: path of its bundle.
        says: what the page says about it, in the form of `tallystick.core.claims.verify_claim.claim_object`.
    """

    project: str
    entry: int
    page: str
    bundle: str
    says: Mapping[str, JsonValue]

    @property
    def claim(self) -> str:
        """Return the claim's id."""
        return str(self.says["claim"])


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """Every published claim as of the first ``size`` entries of the log ``origin``."""

    origin: str
    size: int
    claims: tuple[OpenClaim, ...]


def encode_open_data(data: OpenData) -> bytes:
    """Return the bytes of the file. Raises `Invalid` where `parse_open_data` would."""
    members: dict[str, JsonValue] = {
        "format": FORMAT,
        "origin": data.origin,
        "size": data.size,
        "claims": [
            {"project": row.project, "entry": row.entry, "page": row.page, "bundle": row.bundle, **row.says}
            for row in data.claims
        ],
    }
    encoded = canonical(members) + b"\n"
    parse_open_data(encoded)
    return encoded


def parse_open_data(data: bytes) -> OpenData:
    """Return what a file says. Nothing of it is compared with the log here.

    Raises:
        Invalid: longer than 64 MiB, not canonical JSON and a line feed, a member that is missing, unknown or
            malformed, a claim twice, or an address on another site.
    """
    if not data.endswith(b"\n"):
        raise Invalid("the list of claims ends with a line feed", rule=_RULE)
    members = _object(parse_canonical(data[:-1], limit=MAX_SIZE), members=_MEMBERS, what="the list of claims")
    claims = members["claims"]
    if members["format"] != FORMAT or not isinstance(claims, list) or len(claims) > MAX_CLAIMS:
        raise Invalid(f"this is no list of at most {MAX_CLAIMS} claims in the format {FORMAT}", rule=_RULE)
    rows = tuple(_row(value) for value in claims)
    if len({row.claim for row in rows}) != len(rows):
        raise Invalid("a claim stands twice in the list", rule=_RULE)
    return OpenData(origin=_text(members, "origin"), size=_number(members, "size"), claims=rows)


def recompute(*, row: OpenClaim, facts: Sequence[Recorded], size: int) -> ClaimStanding:
    """Return the standing of a claim, computed from the facts among the first ``size`` entries.

    Args:
        row: the claim, as an instance lists it.
        facts: all disclosed facts of its project; later ones are left out.
        size: how many entries of the log count.

    Raises:
        Unverified: it is not what the row says.
        Invalid: no fact makes the claim, or the project's own entry is not among the facts.
    """
    counted = [recorded for recorded in facts if recorded.entry < size and recorded.project == row.project]
    made = [recorded.entry for recorded, fact in only(ClaimMade, counted) if fact.claim == row.claim]
    if min(made, default=None) != row.entry:
        raise Invalid(f"entry {row.entry} does not make the claim {row.claim!r}", rule=_RULE)
    registered = [fact for _, fact in only(ProjectRegistered, counted)]
    if not registered:
        raise Invalid(f"the entry that registers the project {row.project!r} is not shown", rule=_RULE)
    standing = claim_standing(claim=row.claim, facts=counted, starts_on=read_date(registered[0].starts_on))
    for member, wanted in claim_object(standing).items():
        if canonical(row.says[member]) != canonical(wanted):
            raise Unverified(
                f"the page says {member}: {row.says[member]!r}; what follows from the log is {wanted!r}",
                rule="A page says exactly what follows from the facts.",
                next_step="Keep both, and publish them.",
            )
    return standing


def _row(value: JsonValue) -> OpenClaim:
    members = _object(value, members=_PLACES | _SAYS, what="a claim in the list")
    _text(members, "claim")
    return OpenClaim(
        project=_text(members, "project"),
        entry=_number(members, "entry"),
        page=_path(members, "page"),
        bundle=_path(members, "bundle"),
        says={name: members[name] for name in sorted(_SAYS)},
    )


def _object(value: JsonValue, *, members: frozenset[str], what: str) -> Mapping[str, JsonValue]:
    if not isinstance(value, Mapping) or set(value) != members:
        raise Invalid(f"{what} has the members {', '.join(sorted(members))}", rule=_RULE)
    return value


def _text(members: Mapping[str, JsonValue], name: str) -> str:
    value = members[name]
    if not isinstance(value, str):
        raise Invalid(f"the {name} in the list of claims is a text", rule=_RULE)
    return value


def _path(members: Mapping[str, JsonValue], name: str) -> str:
    value = _text(members, name)
    if not _PATH.fullmatch(value):
        raise Invalid(f"the {name} in the list of claims is no path on its own site", rule=_RULE)
    return value


def _number(members: Mapping[str, JsonValue], name: str) -> int:
    value = members[name]
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Invalid(f"the {name} in the list of claims is a number from 0", rule=_RULE)
    return value

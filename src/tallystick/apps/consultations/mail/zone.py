# SPDX-License-Identifier: Apache-2.0
"""DNS data from a file, for the demonstration and for tests without a name server.

The file is a JSON object: owner name -> {"TXT": [texts], "MX": [hosts], "CNAME": target}. It is read at every
question, so it may grow while the instance runs. What it says is recorded as coming from a file, never as DNS.
"""

import json
from dataclasses import dataclass
from pathlib import Path

from tallystick.core.errors import Invalid, Unavailable

_MOST_ALIASES = 8
_RULE = 'A zone file maps names to {"TXT": [...], "MX": [...], "CNAME": "..."}.'


@dataclass(frozen=True, kw_only=True)
class ZoneAnswer:
    """What the file says."""

    records: tuple[str, ...]
    aliases: tuple[str, ...]
    authenticated: bool = False


@dataclass(frozen=True, kw_only=True)
class ZoneFile:
    """A file that stands for the DNS."""

    path: Path

    @property
    def name(self) -> str:
        """How the file is named in the record."""
        return f"file {self.path.name} (not the DNS)"

    def look_up(self, owner: str, kind: str) -> ZoneAnswer:
        """Return the records of a name, following aliases.

        Raises:
            Unavailable: the file cannot be read.
            Invalid: it is no zone file.
        """
        zone = self._read()
        aliases: list[str] = []
        at = owner.lower().rstrip(".")
        while len(aliases) < _MOST_ALIASES:
            entry = zone.get(at, {})
            target = entry.get("CNAME")
            if not target or kind == "CNAME":
                records = entry.get(kind, []) if kind != "CNAME" or not target else [target]
                return ZoneAnswer(records=_texts(records), aliases=tuple(aliases))
            at = _texts([target])[0].lower().rstrip(".")
            aliases.append(at)
        raise Unavailable(f"the aliases of {owner} in {self.path.name} do not end")

    def _read(self) -> dict[str, dict[str, object]]:
        try:
            zone = json.loads(self.path.read_bytes())
        except OSError as error:
            raise Unavailable(f"{self.path} cannot be read: {error}") from error
        except ValueError as error:
            raise Invalid(f"{self.path} is not JSON: {error}", rule=_RULE) from error
        if not isinstance(zone, dict) or not all(isinstance(entry, dict) for entry in zone.values()):
            raise Invalid(f"{self.path} is no zone file", rule=_RULE)
        return {name.lower().rstrip("."): entry for name, entry in zone.items()}


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise Invalid("a record of the zone file is not a list of texts", rule=_RULE)
    return tuple(value)

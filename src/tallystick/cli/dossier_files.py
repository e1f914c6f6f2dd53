# SPDX-License-Identifier: Apache-2.0
"""Reads dossier files, and says in which file, on which line and at which value something is wrong."""

import dataclasses
from collections.abc import Mapping
from pathlib import Path

from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.facts import dossier, plain
from tallystick.core.facts.dossier import Dossier


@dataclasses.dataclass(frozen=True, kw_only=True)
class DossierFile:
    """A dossier with the file that it came from."""

    path: Path
    data: bytes
    dossier: Dossier

    def lines(self) -> Mapping[str, int]:
        """Return the line on which each fact begins, by the fact's short name."""
        found = plain.places(self.data)
        named = enumerate(ref for ref, _ in dossier.refs(self.dossier))
        return {ref: found["facts", number] for number, ref in named if ("facts", number) in found}


def load(path: Path) -> DossierFile:
    """Read a dossier from a file.

    Raises:
        Unavailable: the file cannot be read.
        Invalid: it is no dossier; with the line and the path of the value.
    """
    try:
        with path.open("rb") as file:
            data = file.read(plain.MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise Unavailable(f"{path} cannot be read: {error}", next_step="Give the path of a dossier.") from error
    try:
        return DossierFile(path=path, data=data, dossier=dossier.read(data))
    except plain.Unreadable as error:
        raise located(error, path=path) from None


def located(error: plain.Unreadable, *, path: Path) -> Invalid:
    """Return the error with file, line and path of the value before what is wrong."""
    line = f":{error.line}" if error.line else ""
    value = f" at {plain.spell(error.path)}" if error.path else ""
    return Invalid(f"{path}{line}{value}: {error.what}.", rule=error.rule, next_step=error.next_step)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick export PROJECT --as dossier``: write the public record of a project as one portable file."""

import sys
from pathlib import Path

from tallystick.apps.projects import queries as projects
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.facts import dossier
from tallystick.core.facts.dossier_write import write
from tallystick.core.facts.plain import Unreadable


def export_dossier(*, slug: str, out: Path | None) -> int:
    """Write the dossier of a project to a file, or print it.

    Raises:
        Refused: there is no such project, or its record is larger than a dossier can be.
        Unavailable: the file cannot be written.
    """
    project = projects.project(slug=slug)
    if project is None:
        raise Refused(f"There is no project {slug!r}.", next_step="Give the last part of the project's address.")
    data = write(projects.dossier(project=project))
    try:
        dossier.read(data)
    except Unreadable as error:
        raise Refused(f"The record does not fit into a dossier: {error.what}.", rule=error.rule) from error
    if out is None:
        sys.stdout.buffer.write(data)
        return 0
    try:
        out.write_bytes(data)
    except OSError as error:
        raise Unavailable(f"{out} cannot be written: {error}", next_step="Name another file.") from error
    return 0

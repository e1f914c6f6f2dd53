# SPDX-License-Identifier: Apache-2.0
"""The report of ``tallystick check`` as JSON; ``tallystick schema report`` prints its shape."""

import hashlib
import json

from tallystick.cli.dossier_files import DossierFile
from tallystick.core.law.report import Report
from tallystick.core.law.report_object import as_object


def render(found: Report, *, file: DossierFile, everything: bool) -> str:
    """Return the report as one JSON object, with the file it is about."""
    about = {"path": str(file.path), "sha256": hashlib.sha256(file.data).hexdigest()}
    return json.dumps({**as_object(found, everything=everything), "file": about}, indent=2)

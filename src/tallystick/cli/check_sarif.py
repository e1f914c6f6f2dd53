# SPDX-License-Identifier: Apache-2.0
"""The report of ``tallystick check`` as SARIF 2.1.0, which code forges and editors show beside the lines of the file.

https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from tallystick import __version__
from tallystick.cli.dossier_files import DossierFile
from tallystick.core.law.examine import Finding
from tallystick.core.law.kinds import Severity
from tallystick.core.law.report import Basis, Report

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.HIGH: "error", Severity.MEDIUM: "warning", Severity.LOW: "note", Severity.INFO: "note"}
#: SARIF's words (section 3.27.9): ``open`` says that the tool had too little to go by.
_KINDS = {False: "fail", None: "open", True: "pass"}


def render(found: Report, *, file: DossierFile, everything: bool) -> str:
    """Return the report as a SARIF log of one run."""
    listed = [*found.findings, *found.cannot_tell, *(found.holds if everything else ())]
    rules = {one.check: one for one in sorted(listed, key=lambda one: one.check)}
    uri = quote(file.path.as_posix())
    places = {name: number for number, name in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "tallystick",
                "semanticVersion": __version__,
                "rules": [_rule(one) for one in rules.values()],
            }
        },
        "artifacts": [{"location": {"uri": uri}, "hashes": {"sha-256": hashlib.sha256(file.data).hexdigest()}}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, found, uri, places) for one in listed],
        "properties": {"asOf": found.as_of.isoformat(), "notes": list(found.notes)},
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


def _rule(one: Finding) -> dict[str, Any]:
    return {
        "id": one.check,
        "shortDescription": {"text": one.asks},
        "fullDescription": {"text": f"{one.asks} {one.means}"},
        "defaultConfiguration": {"level": _LEVELS[one.severity]},
        "properties": {"tags": [str(one.kind)]},
    }


def _result(one: Finding, found: Report, uri: str, places: Mapping[str, int]) -> dict[str, Any]:
    citation = one.era.citation
    placed = [basis for basis in found.rests_on(one) if basis.line]
    first, *others = [_location(basis, uri) for basis in placed] or [{"physicalLocation": _file(uri)}]
    return {
        "ruleId": one.check,
        "ruleIndex": places[one.check],
        "kind": _KINDS[one.holds],
        "level": _LEVELS[one.severity] if one.holds is False else "none",
        "message": {"text": f"{one.message} {citation.short()}. {one.resolves}"},
        "locations": [first],
        "relatedLocations": [{"id": number, **other} for number, other in enumerate(others, start=1)],
        "partialFingerprints": {"findingId/v1": one.id},
        "properties": {
            "severity": str(one.severity),
            "means": one.means,
            "citation": citation.short(),
            "citationUrl": citation.url,
            "quote": citation.quote,
            "judgedOn": one.judged_on.isoformat(),
            "restsOn": list(one.rests_on),
        },
    }


def _location(basis: Basis, uri: str) -> dict[str, Any]:
    region = {"region": {"startLine": basis.line}}
    return {"physicalLocation": _file(uri) | region, "message": {"text": f"{basis.ref}: {basis.kind}"}}


def _file(uri: str) -> dict[str, Any]:
    return {"artifactLocation": {"uri": uri, "index": 0}}

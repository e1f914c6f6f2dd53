# SPDX-License-Identifier: Apache-2.0
"""The report of a check as one JSON object of a stable shape, and the JSON Schema of that shape."""

from typing import Any

from tallystick.core.facts.declaration import REGIMES
from tallystick.core.law.examine import Finding
from tallystick.core.law.given import Claimed, Contact
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.report import LIMITS, Basis, Report

#: The key that says what the object is, and the version of its shape. A key is never removed or given another meaning
#: under the same version; readers ignore keys that they do not know.
MARK = "tallystick-report"
VERSION = 1
_DATE = {"type": "string", "format": "date"}
_TEXT = {"type": "string"}
_MAYBE_DATE = {"type": ["string", "null"], "format": "date"}
_MAYBE_TEXT = {"type": ["string", "null"]}
_COUNT = {"type": "integer", "minimum": 0}
_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def as_object(found: Report, *, everything: bool) -> dict[str, Any]:
    """Return a report as JSON values; ``holds`` is a list only where everything is asked for."""
    return {
        MARK: VERSION,
        "project": found.project,
        "name": found.name,
        "body": found.body,
        "as_of": found.as_of.isoformat(),
        "facts": found.facts,
        "regime": {"id": found.regime, "declared": found.regime_declared},
        "law": [{"instrument": law.instrument, "results": law.results} for law in found.laws],
        "notes": list(found.notes),
        "summary": {
            "findings": len(found.findings),
            "by_severity": {str(severity): count for severity, count in found.by_severity.items()},
            "cannot_tell": len(found.cannot_tell),
            "holds": len(found.holds),
        },
        "claims": [_claim(claim) for claim in found.claims],
        "contacts": [_contact(contact) for contact in found.contacts],
        "findings": [_result(finding, found) for finding in found.findings],
        "cannot_tell": [_result(finding, found) for finding in found.cannot_tell],
        "holds": [_result(finding, found) for finding in found.holds] if everything else None,
        "limits": list(LIMITS),
    }


def _claim(claim: Claimed) -> dict[str, Any]:
    return {
        "claim": claim.claim,
        "ref": claim.ref,
        "text": claim.text,
        "made_on": claim.when.text if claim.when else None,
        "asserts": claim.asserts,
        "sentence": claim.sentence,
        "claimed": claim.claimed,
        "confirmed": claim.confirmed,
        "disputed": claim.disputed,
        "corrected": claim.corrected,
        "unconfirmed": claim.unconfirmed,
        "not_shown": list(claim.not_shown),
    }


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "engagement": contact.engagement,
        "organisation": contact.organisation,
        "name": contact.name,
        "state": contact.state,
        "sentence": contact.sentence,
    }


def _result(finding: Finding, found: Report) -> dict[str, Any]:
    return {
        "id": finding.id,
        "check": finding.check,
        "about": finding.about,
        "asks": finding.asks,
        "kind": str(finding.kind),
        "severity": str(finding.severity),
        "message": finding.message,
        "means": finding.means,
        "resolves": finding.resolves,
        "rests_on": [_basis(basis) for basis in found.rests_on(finding)],
        "law": _law(finding),
        "judged_on": finding.judged_on.isoformat(),
    }


def _basis(basis: Basis) -> dict[str, Any]:
    return {
        "ref": basis.ref,
        "kind": basis.kind,
        "date": basis.date,
        "said_by": basis.said_by,
        "source_title": basis.source_title,
        "source_url": basis.source_url,
        "quote": basis.quote,
        "line": basis.line,
    }


def _law(finding: Finding) -> dict[str, Any]:
    era, citation = finding.era, finding.era.citation
    return {
        "short": citation.short(),
        "instrument": citation.instrument,
        "provision": citation.provision,
        "url": citation.url,
        "version": citation.version,
        "read_on": citation.read_on.isoformat(),
        "quote": citation.quote,
        "sha256": citation.sha256,
        "since": era.since.isoformat() if era.since else None,
        "until": era.until.isoformat() if era.until else None,
        "note": era.note or None,
    }


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a report. The command adds ``file``: which file was read."""
    counts = {str(severity): _COUNT for severity in Severity}
    shape = _shape(
        {
            MARK: {"const": VERSION},
            "project": _TEXT,
            "name": _MAYBE_TEXT,
            "body": _MAYBE_TEXT,
            "as_of": _DATE,
            "facts": _COUNT,
            "regime": _shape({"id": {"enum": list(REGIMES)}, "declared": {"type": "boolean"}}),
            "law": _list(_shape({"instrument": _TEXT, "results": _COUNT})),
            "notes": _list(_TEXT),
            "summary": _shape(
                {"findings": _COUNT, "by_severity": _shape(counts), "cannot_tell": _COUNT, "holds": _COUNT}
            ),
            "claims": _list(_claim_shape()),
            "contacts": _list(
                _shape(dict.fromkeys(("engagement", "organisation", "name", "state", "sentence"), _TEXT))
            ),
            "findings": _list({"$ref": "#/$defs/result"}),
            "cannot_tell": _list({"$ref": "#/$defs/result"}),
            "holds": {"type": ["array", "null"], "items": {"$ref": "#/$defs/result"}},
            "limits": _list(_TEXT),
        }
    )
    shape["properties"]["file"] = _shape({"path": _TEXT, "sha256": _SHA256})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:tallystick:report:1",
        "title": "Report of tallystick check",
        "description": "What a record shows, lacks or leaves open. Nothing in it says that anything is lawful.",
        **shape,
        "$defs": {"result": _result_shape()},
    }


def _claim_shape() -> dict[str, Any]:
    counts = dict.fromkeys(("claimed", "confirmed", "disputed", "corrected", "unconfirmed"), _COUNT)
    texts = dict.fromkeys(("claim", "ref", "text", "asserts", "sentence"), _TEXT)
    return _shape({**texts, "made_on": _MAYBE_TEXT, **counts, "not_shown": _list(_TEXT)})


def _result_shape() -> dict[str, Any]:
    texts = dict.fromkeys(("id", "check", "about", "asks", "message", "means", "resolves"), _TEXT)
    basis = {"ref": _TEXT, "kind": _TEXT, "said_by": _TEXT, "line": {"type": ["integer", "null"], "minimum": 1}}
    basis |= dict.fromkeys(("date", "source_title", "source_url", "quote"), _MAYBE_TEXT)
    law: dict[str, Any] = dict.fromkeys(("short", "instrument", "provision", "url", "version", "quote"), _TEXT)
    law |= {"sha256": _SHA256, "read_on": _DATE, "note": _MAYBE_TEXT}
    law |= {"since": _MAYBE_DATE, "until": _MAYBE_DATE}
    return _shape(
        {
            **texts,
            "kind": {"enum": [str(kind) for kind in Kind]},
            "severity": {"enum": [str(severity) for severity in Severity]},
            "rests_on": _list(_shape(basis)),
            "law": _shape(law),
            "judged_on": _DATE,
        }
    )


def _shape(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}

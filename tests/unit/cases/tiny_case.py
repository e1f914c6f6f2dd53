# SPDX-License-Identifier: Apache-2.0
"""A tiny fictional case, and a record of good practice beside it, for the tests of the casebook command."""

import copy
import json
from pathlib import Path
from typing import Any

DOSSIER: dict[str, Any] = {
    "tallystick-dossier": 1,
    "project": "canteen-cameras",
    "sources": {"S1": {"title": "Northshire Gazette", "url": "https://gazette.example/cameras"}},
    "facts": [
        {
            "kind": "project.registered",
            "project": "canteen-cameras",
            "body": "northshire",
            "body_name": "Northshire Police",
            "name": "Canteen Cameras",
        },
        {"kind": "regime.declared", "ref": "law", "said_by": "body", "regime": "uk-gdpr"},
        {"kind": "processing.started", "ref": "begin", "on": "2021-03", "said_by": "press", "source": "S1"},
        {"kind": "basis.declared", "ref": "ground", "on": "2021-03", "said_by": "body", "basis": "direct-care"},
        {
            "kind": "assessment.issued",
            "ref": "paper",
            "on": "2021-09-10",
            "said_by": "body",
            "assessment": "camera-paper",
            "type": "dpia",
            "version": "1",
        },
    ],
}

FINDINGS: dict[str, Any] = {
    "tallystick-findings": 1,
    "case": "T1",
    "title": "Canteen Cameras",
    "findings": [
        {
            "id": "T1/late",
            "says": "The assessment came after the start.",
            "mode": "D",
            "kinds": ["DPIA_TIMING"],
            "found_by": "Bea of oversight",
            "found_on": "2021-12-01",
            "source": ["S1"],
            "provision": "UK GDPR Art 35(1)",
            "raises": ["dpia-before-start:record"],
            "twin": {"replace": {"paper": {"on": "2021-01-10"}}},
        },
        {
            "id": "T1/ground",
            "says": "“Direct care” is no ground of the law.",
            "mode": "D",
            "kinds": ["LEGAL_BASIS"],
            "found_by": "Bea of oversight",
            "found_on": "2021-12-01",
            "source": ["S1"],
            "provision": "UK GDPR Art 6",
            "raises": ["legal-basis-in-the-law:direct-care"],
            "twin": {"replace": {"ground": {"basis": "public-task", "law": "Canteens Act"}}},
        },
        {
            "id": "T1/kept",
            "says": "Pictures were kept on a shelf.",
            "mode": "P",
            "needs": "processing-data",
            "kinds": ["RETENTION"],
            "found_by": "Bea of oversight",
            "found_on": "2021-12-01",
            "source": ["S1"],
            "provision": "UK GDPR Art 5(1)(e)",
        },
    ],
    "must_not": ["breach-notified"],
}

GOOD: dict[str, Any] = {
    "tallystick-findings": 1,
    "case": "G1",
    "title": "Canteen Tills",
    "record": "good-practice",
    "alarms": 0,
    "findings": [],
    "must_not": [],
}


def dossier() -> dict[str, Any]:
    """Return the dossier of the case, to be changed at will."""
    return copy.deepcopy(DOSSIER)


def findings() -> dict[str, Any]:
    """Return the findings of the case, to be changed at will."""
    return copy.deepcopy(FINDINGS)


def good_dossier() -> dict[str, Any]:
    """Return a dossier in which nothing is to be found: the assessment is older than the start."""
    value = dossier()
    value["facts"][3] = {"kind": "basis.declared", "ref": "ground", "on": "2021-03", "said_by": "body"} | {
        "basis": "public-task",
        "law": "Canteens Act",
    }
    value["facts"][4]["on"] = "2021-01-10"
    return value


def write(folder: Path, name: str, *, dossier: dict[str, Any], findings: dict[str, Any]) -> Path:
    """Write one case into a folder, as JSON, which is read as YAML is; return the folder."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.yaml").write_text(json.dumps(dossier), "utf-8")
    (folder / f"{name}.findings.yaml").write_text(json.dumps(findings), "utf-8")
    return folder

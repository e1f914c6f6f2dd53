# SPDX-License-Identifier: Apache-2.0
"""``tallystick check`` and ``tallystick schema``: exit status, the forms of the report, and what they never say."""

import base64
import datetime as dt
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tallystick.cli import check
from tallystick.cli.main import main
from tests.unit.cli import checked


@pytest.fixture(autouse=True)
def fictional_law(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "checks", lambda: checked.CHECKS)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    file = tmp_path / "youth signals.yaml"
    file.write_text(checked.DOSSIER, "utf-8")
    return file


def printed(path: Path, capsys: pytest.CaptureFixture[str], *words: str, status: int = 1) -> str:
    assert main(["check", str(path), "--as-of", "2021-01-01", *words]) == status
    return capsys.readouterr().out


def test_findings_give_status_1_and_none_gives_0(path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(path), "--as-of", "2021-01-01"]) == 1
    path.write_text("tallystick-dossier: 1\nproject: p\nfacts: []\n")
    assert main(["check", str(path)]) == 0
    assert "Findings:     0" in capsys.readouterr().out


def test_what_cannot_be_told_is_no_finding(path: Path, capsys: pytest.CaptureFixture[str]):
    path.write_text("tallystick-dossier: 1\nproject: p\nfacts: []\n")
    text = printed(path, capsys, status=0)
    assert "Cannot tell:  1" in text
    assert "Supply: The end." in text


def test_a_file_that_is_not_there_gives_status_2(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(tmp_path / "none.yaml")]) == 2
    assert main(["check", str(tmp_path)]) == 2
    assert main(["check", "nul\0"]) == 2
    assert capsys.readouterr().err.count("cannot be read") == 3


def test_a_day_that_is_none_gives_status_2(path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["check", str(path), "--as-of", "tomorrow"]) == 2
    assert "'tomorrow' is no date" in capsys.readouterr().err


def test_without_a_day_the_record_is_judged_today(path: Path, capsys: pytest.CaptureFixture[str]):
    main(["check", str(path), "--format", "json"])
    as_of = dt.date.fromisoformat(json.loads(capsys.readouterr().out)["as_of"])
    assert abs(as_of - dt.datetime.now(dt.UTC).date()) <= dt.timedelta(days=1)


def test_a_month_means_its_last_day(path: Path, capsys: pytest.CaptureFixture[str]):
    main(["check", str(path), "--as-of", "2020-02", "--format", "json"])
    assert json.loads(capsys.readouterr().out)["as_of"] == "2020-02-29"


def test_the_law_of_the_day_applies(path: Path, capsys: pytest.CaptureFixture[str]):
    path.write_text(checked.DOSSIER.replace("on: 2019-06", "on: 2014-06"))
    main(["check", str(path), "--as-of", "2015-01-01"])
    text = capsys.readouterr().out
    assert "Note:          Good practice." in text
    assert "ended:record" not in text


def test_text_leads_with_what_a_busy_reader_needs(path: Path, capsys: pytest.CaptureFixture[str]):
    text = printed(path, capsys)
    summary = text.split("=====")[0]
    assert "Youth <Signals> (Northshire Police)" in summary
    assert "as of 1 January 2021" in summary
    assert "assumed: the record declares none" in summary
    assert "The record does not say which law governs the processing" in summary
    assert "The claim d names an engagement that is not on record" in summary
    assert "Shown:     Contact is claimed with one organisation, which disputes it." in summary
    assert "1 claimed, 0 confirmed, 1 disputed, 0 unconfirmed" in summary
    assert "Contact:   Lantern Youth: " in summary
    assert "Findings:     2 (2 high)" in summary
    assert "Answered yes: 2" in summary


def test_text_gives_the_grounds_of_each_finding(path: Path, capsys: pytest.CaptureFixture[str]):
    words = " ".join(printed(path, capsys).split())
    assert (
        "Rests on: start; processing.started; June 2019; says press; A paper, https://n.example/paper; line 8" in words
    )
    assert "“They began <early>.”" in words
    assert f"Fictional Records Act 2001 s.3(1): “{checked.WORDS}”" in words
    assert "as made. Read on 1 November 2026. https://law.example/records-act/3" in words
    assert "What resolves: The date." in words


def test_what_holds_is_listed_only_on_request(path: Path, capsys: pytest.CaptureFixture[str]):
    assert "It ended." not in printed(path, capsys)
    assert "It ended." in printed(path, capsys, "--all")


def _schema(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["schema", *words]) == 0
    schema: dict[str, Any] = json.loads(capsys.readouterr().out)
    Draft202012Validator.check_schema(schema)
    return schema


@pytest.mark.parametrize("words", [(), ("--all",)])
def test_json_is_of_the_published_shape(path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]):
    schema = _schema(capsys, "report")
    strict = json.loads(
        json.dumps(schema).replace('"type": "object"', '"additionalProperties": false, "type": "object"')
    )
    found = json.loads(printed(path, capsys, "--format", "json", *words))
    assert [error.message for error in Draft202012Validator(strict).iter_errors(found)] == []
    assert (found["holds"] is None) == (not words)
    assert found["summary"] == {
        "findings": 2,
        "by_severity": {"high": 2, "medium": 0, "low": 0, "info": 0},
        "cannot_tell": 1,
        "holds": 2,
    }
    assert found["findings"][1]["id"] == "began:start"
    assert found["findings"][1]["rests_on"][0]["line"] == 8
    assert found["file"]["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_schema_of_the_dossier_is_printed_by_default(capsys: pytest.CaptureFixture[str]):
    schema = _schema(capsys)
    assert Draft202012Validator(schema).is_valid({"tallystick-dossier": 1, "project": "p", "facts": []})


def test_sarif_points_to_the_lines_of_the_file(path: Path, capsys: pytest.CaptureFixture[str]):
    log = json.loads(printed(path, capsys, "--format", "sarif", "--all"))
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    run = log["runs"][0]
    kinds = {result["partialFingerprints"]["findingId/v1"]: result["kind"] for result in run["results"]}
    assert kinds == {
        "began:other": "fail",
        "began:start": "fail",
        "ended:why": "open",
        "began:undated": "pass",
        "ended:record": "pass",
    }
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    place = run["results"][1]["locations"][0]["physicalLocation"]
    assert place["region"] == {"startLine": 8}
    assert place["artifactLocation"]["uri"].endswith("/youth%20signals.yaml")


def test_sarif_places_what_rests_on_nothing_at_the_file(path: Path, capsys: pytest.CaptureFixture[str]):
    path.write_text("tallystick-dossier: 1\nproject: p\nfacts: []\n")
    log = json.loads(printed(path, capsys, "--format", "sarif", status=0))
    assert [error.message for error in Draft202012Validator(SARIF).iter_errors(log)] == []
    assert "region" not in log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]


class _Page(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_html_is_one_file_without_script(path: Path, capsys: pytest.CaptureFixture[str]):
    text = printed(path, capsys, "--format", "html", "--all")
    page = _Page(text)
    names = {name for name, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "form", "b"}
    assert [attrs["href"] for name, attrs in page.tags if name == "a" and not str(attrs["href"]).startswith("#")] == [
        "https://law.example/records-act/3",
        "https://n.example/paper",
        "https://law.example/records-act/3",
    ]
    assert not [attrs for _, attrs in page.tags for name in attrs if name.startswith("on") or name == "style"]
    policy = next(attrs["content"] for name, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    style = re.search("<style>(.*?)</style>", text, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_html_shows_every_text_as_text(path: Path, capsys: pytest.CaptureFixture[str]):
    page = _Page(printed(path, capsys, "--format", "html", "--all"))
    for words in ("Youth <Signals>", "It began <b>June 2019</b>.", "They began <early>.", checked.WORDS, "We <asked>."):
        assert words in page.words
    assert "Not a link, javascript:alert(1)" in page.words
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_html_without_findings_says_so(path: Path, capsys: pytest.CaptureFixture[str]):
    path.write_text("tallystick-dossier: 1\nproject: p\nfacts: []\n")
    page = _Page(printed(path, capsys, "--format", "html", status=0))
    assert "None of the questions that were asked found something against the record." in page.words
    assert "not named in the record" in page.words


@pytest.mark.parametrize("form", sorted(check.FORMATS))
def test_no_report_calls_anything_lawful(path: Path, capsys: pytest.CaptureFixture[str], form: str):
    words = " ".join(printed(path, capsys, "--format", form, "--all").split())
    words = words.replace("No finding does not mean that anything is lawful", "")
    assert not re.search(r"\b(un)?lawful|\bcomplian|\bcomplie|\billegal", words)


@pytest.mark.parametrize("form", sorted(check.FORMATS))
def test_the_same_record_gives_the_same_report(path: Path, capsys: pytest.CaptureFixture[str], form: str):
    assert printed(path, capsys, "--format", form) == printed(path, capsys, "--format", form)


#: The part of SARIF 2.1.0 that is used here, with nothing else allowed
#: (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html, the sections named).
_TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
_BAG = {"type": "object"}  # 3.8


def _closed(required: list[str], **properties: object) -> dict[str, object]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


_ARTIFACT_LOCATION = _closed(
    [], uri={"type": "string", "format": "uri-reference"}, index={"type": "integer", "minimum": -1}
)
_PHYSICAL = _closed(
    [], artifactLocation=_ARTIFACT_LOCATION, region=_closed([], startLine={"type": "integer", "minimum": 1})
)
_LOCATION = _closed([], id={"type": "integer", "minimum": -1}, physicalLocation=_PHYSICAL, message=_TEXT)  # 3.28
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_RESULT = {  # 3.27; the level of what is no failure is none (3.27.10)
    **_closed(
        ["message"],
        ruleId={"type": "string"},
        ruleIndex={"type": "integer", "minimum": -1},
        kind={"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        level=_LEVEL,
        message=_TEXT,
        locations={"type": "array", "items": _LOCATION},
        relatedLocations={"type": "array", "items": _LOCATION},
        partialFingerprints={"type": "object", "additionalProperties": {"type": "string"}},
        properties=_BAG,
    ),
    "if": {"properties": {"kind": {"const": "fail"}}},
    "then": {"properties": {"level": {"enum": ["note", "warning", "error"]}}},
    "else": {"properties": {"level": {"const": "none"}}},
}
_RULE = _closed(  # 3.49
    ["id"],
    id={"type": "string"},
    shortDescription=_TEXT,
    fullDescription=_TEXT,
    defaultConfiguration=_closed([], level=_LEVEL),
    properties=_BAG,
)
_DRIVER = _closed(  # 3.19
    ["name"],
    name={"type": "string"},
    semanticVersion={"type": "string"},
    rules={"type": "array", "items": _RULE, "uniqueItems": True},
)
_ARTIFACT = _closed(
    [], location=_ARTIFACT_LOCATION, hashes={"type": "object", "additionalProperties": {"type": "string"}}
)
_RUN = _closed(  # 3.14
    ["tool"],
    tool=_closed(["driver"], driver=_DRIVER),
    artifacts={"type": "array", "items": _ARTIFACT, "uniqueItems": True},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results={"type": "array", "items": _RESULT},
    properties=_BAG,
)
SARIF = _closed(  # 3.13
    ["version", "runs"],
    **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}},
    runs={"type": "array", "items": _RUN},
)

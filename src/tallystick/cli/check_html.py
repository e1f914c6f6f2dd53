# SPDX-License-Identifier: Apache-2.0
"""The report of ``tallystick check`` as one HTML file: nothing to load, no script, and made to be printed on A4."""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from importlib import resources

from tallystick.cli.check_text import counts_of, in_short
from tallystick.cli.dossier_files import DossierFile
from tallystick.core.facts.dates import day
from tallystick.core.law.examine import Finding
from tallystick.core.law.report import LIMITS, REGIME_NAMES, Basis, Report

#: Links are made of these only; every other address is shown as text.
_LINKED = ("https://", "http://")


def render(found: Report, *, file: DossierFile, everything: bool) -> str:
    """Return the report as one page."""
    style = resources.files("tallystick.cli").joinpath("check.css").read_text("utf-8")
    title = f"Check of the record of {found.name or found.project}"
    body = [*_summary(found, file), *_claims(found), *_table(found), *_findings(found)]
    body += [*_brief("What the record does not tell", "cannot-tell", found.cannot_tell, supply=True)]
    if everything:
        body += _brief("Questions that the record answers with yes", "holds", found.holds, supply=False)
    body += ["<h2>What this does not show</h2>", "<ul>", *(f"<li>{escape(line)}</li>" for line in LIMITS), "</ul>"]
    return "\n".join(_page(title, style, body))


def _page(title: str, style: str, body: Iterable[str]) -> Iterator[str]:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{escape(policy)}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield '<meta name="referrer" content="no-referrer">'
    yield f"<title>{escape(title)}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>"
    yield '<header><a class="skip" href="#main">Skip to the report</a></header>'
    yield f'<main id="main">\n<h1>{escape(title)}</h1>'
    yield from body
    yield "</main>\n</body>\n</html>"


def _summary(found: Report, file: DossierFile) -> Iterator[str]:
    declared = "as the record declares" if found.regime_declared else "assumed: the record declares none"
    rows = [
        ("Public body", found.body or "not named in the record"),
        ("Record", f"{file.path.name}, {found.facts} facts"),
        ("As of", day(found.as_of).words),
        ("Law", f"{REGIME_NAMES[found.regime]}, {declared}"),
        ("Judged by", "; ".join(f"{law.instrument}: {law.results}" for law in found.laws) or "no question applies"),
        ("SHA-256 of the file", hashlib.sha256(file.data).hexdigest()),
    ]
    yield from _rows("About this report", rows)
    yield from (f"<p><strong>Note:</strong> {escape(note)}</p>" for note in found.notes)


def _rows(caption: str, rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield f"<table>\n<caption>{escape(caption)}</caption>\n<tbody>"
    for name, value in rows:
        yield f'<tr><th scope="row">{escape(name)}</th><td>{escape(value)}</td></tr>'
    yield "</tbody>\n</table>"


def _claims(found: Report) -> Iterator[str]:
    if found.claims or found.contacts:
        yield "<h2>What is claimed about consultation, and what is confirmed</h2>"
    for claim in found.claims:
        said = f"“{claim.text}” ({claim.when.words if claim.when else 'no date'})"
        yield f'<div class="claim"><p>{escape(said)}</p><p><strong>{escape(claim.sentence)}</strong></p>'
        yield f"<p>{escape(counts_of(claim))}.</p></div>"
    if found.contacts:
        yield "<ul>"
        yield from (f"<li>{escape(contact.name)}: {escape(contact.sentence)}</li>" for contact in found.contacts)
        yield "</ul>"


def _table(found: Report) -> Iterator[str]:
    counts = [(f"Findings, {severity}", str(count)) for severity, count in found.by_severity.items()]
    counts += [("Cannot be told", str(len(found.cannot_tell))), ("Answered with yes", str(len(found.holds)))]
    yield "<h2>In short</h2>"
    yield from _rows("How many questions were answered how", counts)
    if found.findings:
        yield "<ol>"
        for number, finding in enumerate(found.findings, start=1):
            found_here = f'<a href="#finding-{number}">{escape(in_short(finding.message))}</a>'
            yield f'<li>{found_here} <span class="small">{finding.severity}, {escape(finding.id)}</span></li>'
        yield "</ol>"


def _findings(found: Report) -> Iterator[str]:
    yield "<h2>Findings</h2>"
    if not found.findings:
        yield "<p>None of the questions that were asked found something against the record.</p>"
    for number, finding in enumerate(found.findings, start=1):
        yield f'<article aria-labelledby="finding-{number}">'
        yield f'<h3 id="finding-{number}">{number}. {escape(finding.message)}</h3>'
        yield f'<p><span class="severity {finding.severity}">{finding.severity}</span> '
        yield f"{escape(finding.kind)}: {escape(finding.kind.meaning)}.</p>\n<dl>"
        yield from _term("What was asked", f"<p>{escape(finding.asks)}</p>")
        yield from _term("What it means for people", f"<p>{escape(finding.means)}</p>")
        yield from _term("What it rests on", _bases(found.rests_on(finding)))
        yield from _term("Law", _law(finding))
        yield from _term("What would resolve it", f"<p>{escape(finding.resolves)}</p>")
        yield f'</dl>\n<p class="small">{escape(finding.id)}</p>\n</article>'


def _term(name: str, content: str) -> Iterator[str]:
    yield f"<dt>{escape(name)}</dt><dd>{content}</dd>"


def _bases(bases: Sequence[Basis]) -> str:
    if not bases:
        return "<p>What the record lacks.</p>"
    return "<ul>" + "".join(f"<li>{_basis(basis)}</li>" for basis in bases) + "</ul>"


def _basis(basis: Basis) -> str:
    place = f", line {basis.line}" if basis.line else ""
    parts = [
        f"{escape(basis.ref)} ({escape(basis.kind)}), {escape(basis.date_words)}, says {escape(basis.said_by)}{place}"
    ]
    if basis.source_title or basis.source_url:
        parts.append(f"Source: {_link(basis.source_url, basis.source_title)}")
    quote = f"<blockquote>{escape(basis.quote)}</blockquote>" if basis.quote else ""
    return ". ".join(parts) + quote


def _link(url: str | None, title: str | None) -> str:
    if url is None or not url.startswith(_LINKED):
        return escape(", ".join(part for part in (title, url) if part))
    return f'<a rel="noreferrer" href="{escape(url)}">{escape(title or url)}</a>'


def _law(finding: Finding) -> str:
    citation = finding.era.citation
    read = f"{citation.version}. Read on {day(citation.read_on).words}. The day judged: {day(finding.judged_on).words}."
    note = f"<p>{escape(finding.era.note)}</p>" if finding.era.note else ""
    return (
        f"<p>{_link(citation.url, citation.short())}</p><blockquote>{escape(citation.quote)}</blockquote>"
        f'<p class="small">{escape(read)}</p>{note}'
    )


def _brief(title: str, anchor: str, results: Sequence[Finding], *, supply: bool) -> Iterator[str]:
    if not results:
        return
    yield f'<h2 id="{anchor}">{escape(title)}</h2>\n<ul>'
    for one in results:
        resolves = f" <strong>Supply:</strong> {escape(one.resolves)}" if supply else ""
        law = escape(one.era.citation.short())
        yield f'<li>{escape(one.message)}{resolves} <span class="small">{escape(one.id)}, {law}</span></li>'
    yield "</ul>"

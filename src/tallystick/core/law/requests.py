# SPDX-License-Identifier: Apache-2.0
"""Requests under the Freedom of Information Act 2000, with their answers, exemptions and released documents."""

import dataclasses
import re

from tallystick.core.facts.assessment import AssessmentAnswered
from tallystick.core.facts.foi import DocumentReleased, FoiAnswered, FoiRequested
from tallystick.core.law.given import Given

#: Sections of Part II whose exemptions are qualified in full (FOIA s.2(2) and (3)). Sections 36, 37 and 40 are partly
#: absolute, so that nothing follows from their number alone.
QUALIFIED = frozenset({22, 24, 26, 27, 28, 29, 30, 31, 33, 35, 38, 39, 42, 43})
_ACT = "foia"
_SECTION = re.compile(r"(?<![\w.])(?:s\.?|ss\.?|section)?\s*(\d{1,2})(?=[^\d]|$)", re.IGNORECASE | re.ASCII)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Request:
    """One request with every answer to it, by date."""

    name: str
    #: ``None`` where only answers are on record.
    asked: FoiRequested | None
    answers: tuple[FoiAnswered, ...]


def requests(given: Given) -> tuple[Request, ...]:
    """Return the requests under the Act, in the order of their names; those under other laws are left out.

    Where only answers are on record the Act is taken to be the law, unless an answer relies on regulations.
    """
    asked = {fact.request: fact for fact in reversed(given.all(FoiRequested))}
    answers: dict[str, list[FoiAnswered]] = {name: [] for name in asked}
    for answer in given.all(FoiAnswered):
        answers.setdefault(answer.request, []).append(answer)
    found = (Request(name=name, asked=asked.get(name), answers=tuple(answers[name])) for name in sorted(answers))
    return tuple(request for request in found if _under_the_act(request))


def _under_the_act(request: Request) -> bool:
    if request.asked:
        return request.asked.law == _ACT
    return not any(text.lower().startswith("reg") for fact in request.answers for text in fact.exemptions or ())


def refs_of(given: Given, request: Request) -> list[str]:
    """Return the short names of a request and its answers."""
    return [given.ref(fact) for fact in (request.asked, *request.answers) if fact]


def qualified(answer: FoiAnswered) -> tuple[str, ...]:
    """Return the exemptions of an answer that give way to the public interest."""
    return tuple(text for text in answer.exemptions or () if _section(text) in QUALIFIED)


def blanked(given: Given) -> tuple[AssessmentAnswered, ...]:
    """Return the answers of assessments that were blanked where the document was released."""
    return tuple(fact for fact in given.all(AssessmentAnswered) if fact.withheld)


def releases_of(given: Given, document: str) -> tuple[DocumentReleased, ...]:
    """Return the releases of a document, by date."""
    return tuple(fact for fact in given.all(DocumentReleased) if fact.document == document)


def blanked_under(given: Given) -> frozenset[str]:
    """Return the requests under which an assessment with blanked answers was released."""
    documents = {fact.assessment for fact in blanked(given)}
    return frozenset(
        fact.request for fact in given.all(DocumentReleased) if fact.request and fact.document in documents
    )


def _section(text: str) -> int | None:
    match = _SECTION.match(text.strip())
    return int(match[1]) if match else None

# SPDX-License-Identifier: Apache-2.0
"""Facts about requests for information and what became of them."""

from tallystick.core.facts.base import Erasure, fact, public
from tallystick.core.facts.sourced import Sourced


@fact("foi.requested")
class FoiRequested(Sourced):
    """A request for information was received."""

    request: str = public()
    #: ``foia``, ``eir``, ``foisa`` ...: the law the request is under.
    law: str = public()
    text: str | None = public(erase=Erasure.ON_REQUEST)
    #: Kinds of records asked for, as in ``core.facts.questions.SUBJECTS``.
    subjects: tuple[str, ...] | None = public()


@fact("foi.answered")
class FoiAnswered(Sourced):
    """The authority answered a request."""

    request: str = public()
    #: ``released``, ``partly``, ``refused``, ``not-held``, ``no-answer``.
    outcome: str = public()
    #: Provisions relied on, as ``s.31(1)(a)``.
    exemptions: tuple[str, ...] | None = public()
    #: Whether the notice says why each applies, and weighs the public interest where the exemption is qualified.
    reasons: bool | None = public()
    public_interest: bool | None = public()
    #: Subjects asked for that the answer says nothing about: neither released, nor refused, nor said not to be held.
    unanswered: tuple[str, ...] | None = public()
    #: How many records of the subjects asked for were released.
    released: int | None = public()


@fact("document.released")
class DocumentReleased(Sourced):
    """A document was released or published."""

    document: str = public()
    request: str | None = public()
    #: Parts it names and does not hold: annexes, registers, embedded sheets.
    missing_parts: tuple[str, ...] | None = public()
    #: Whether it showed something that was to be withheld.
    leaked: bool | None = public()
    #: How many people checked it before, and whether a written procedure was followed.
    checked_by: int | None = public()
    procedure: bool | None = public()

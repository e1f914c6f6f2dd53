# SPDX-License-Identifier: Apache-2.0
"""What all facts share that somebody states with a date and a source, rather than the service recording them itself."""

import dataclasses

from tallystick.core.facts.base import Erasure, Fact, personal, public

#: Who may be the one who says so. None of them is believed more than another here: a check says whose word it rests on.
SPEAKERS = (
    "body",  # the public body whose project it is
    "oversight",  # the body that approves or oversees it
    "regulator",  # a supervisory authority
    "court",
    "organisation",  # one that was, or is said to have been, consulted
    "requester",  # somebody who asked under freedom of information
    "public-record",  # a decision page, register or statute
    "press",
    "other",
)


@dataclasses.dataclass(frozen=True, kw_only=True)
class Sourced(Fact):
    """A fact with its own date, who says so, and where: the first fields of each such kind, in this order."""

    #: Short name of this fact within its project; what findings rest on is named by it.
    ref: str = public()
    #: When it happened, to the day, month or year (``core.facts.dates``); ``None`` where no source gives a date.
    on: str | None = public()
    #: One of ``SPEAKERS``.
    said_by: str = public()
    source_title: str | None = public()
    source_url: str | None = public()
    #: The exact words of the source.
    quote: str | None = public(erase=Erasure.ON_REQUEST)
    by_role: str | None = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)

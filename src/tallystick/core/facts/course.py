# SPDX-License-Identifier: Apache-2.0
"""Facts about the course of a project: how processing started and grew, what was counted, disclosed or went wrong."""

from tallystick.core.facts.base import Erasure, fact, public
from tallystick.core.facts.sourced import Sourced


@fact("processing.started")
class ProcessingStarted(Sourced):
    """Processing of personal data began. Sources that differ give one fact each."""

    what: str | None = public(erase=Erasure.ON_REQUEST)
    #: ``pilot`` or ``full``.
    scale: str | None = public()
    people: int | None = public()
    #: Short name of the separate use, pilot or project within the scheme; ``None`` where it is the whole.
    use: str | None = public()


@fact("processing.grew")
class ProcessingGrew(Sourced):
    """Processing was extended: more staff, people, sources, places or uses."""

    what: str = public(erase=Erasure.ON_REQUEST)
    #: ``staff``, ``people``, ``sources``, ``places``, ``uses``, ``recipients``.
    extent: str | None = public()
    before: int | None = public()
    after: int | None = public()
    #: Short name of the separate use, pilot or project that was added, where it is one.
    use: str | None = public()


@fact("processing.ended")
class ProcessingEnded(Sourced):
    """Processing ended, or a pilot did."""

    what: str | None = public(erase=Erasure.ON_REQUEST)
    #: Whether the data were deleted then; ``None`` where no source says.
    data_deleted: bool | None = public()


@fact("change.made")
class ChangeMade(Sourced):
    """Something about the processing was changed."""

    what: str = public(erase=Erasure.ON_REQUEST)
    #: Whether the body calls it material.
    material: bool | None = public()
    #: The ``ref`` of each earlier statement that no longer holds because of it.
    alters: tuple[str, ...] | None = public()


@fact("funding.approved")
class FundingApproved(Sourced):
    """Money was approved for the project."""

    #: The decision's own reference.
    reference: str = public()
    #: Amount in pence (or cents), and ISO 4217 code.
    pence: int = public()
    currency: str = public()
    #: The financial year or years it covers, as the decision names them.
    period: str | None = public()
    what: str | None = public(erase=Erasure.ON_REQUEST)


@fact("records.counted")
class RecordsCounted(Sourced):
    """Somebody counted what is held. Only totals: nothing about any person."""

    what: str = public()
    count: int | None = public()
    #: Youngest and oldest age recorded, in years.
    youngest: int | None = public()
    oldest: int | None = public()
    #: How many have no age recorded.
    without_age: int | None = public()


@fact("group.counted")
class GroupCounted(Sourced):
    """Somebody counted how large a group is among those whom the project concerns. Only totals."""

    #: The group, as the source names it, and among whom it was counted: counts of the same thing share both names.
    group: str = public()
    what: str = public()
    #: The share in thousandths, and the numbers behind it where they were given.
    per_mille: int | None = public()
    count: int | None = public()
    out_of: int | None = public()
    #: With whom the source compares it, and the group's share there in thousandths.
    comparator: str | None = public()
    comparator_per_mille: int | None = public()
    #: Which category of data (``core.facts.declaration.DATA_CATEGORIES``) says who belongs to the group.
    category: str | None = public()


@fact("disclosure.reported")
class DisclosureReported(Sourced):
    """Data went to a recipient: an event, not a plan."""

    recipient: str = public(erase=Erasure.ON_REQUEST)
    people: int | None = public()
    #: Whether only what that recipient needed was sent.
    limited: bool | None = public()
    #: Whether the body that the data came from had permitted it; ``None`` where none was involved or it is not known.
    permitted: bool | None = public()


@fact("incident.happened")
class IncidentHappened(Sourced):
    """A breach of personal data happened."""

    what: str = public(erase=Erasure.ON_REQUEST)
    people: int | None = public()
    #: When the body became aware of it, and when it told the regulator: dates as in ``core.facts.dates``.
    known_on: str | None = public()
    notified_on: str | None = public()
    investigated_on: str | None = public()


@fact("claim.stated")
class ClaimStated(Sourced):
    """Somebody stated something about the project in public, other than about consultation."""

    #: What it is about: ``funding``, ``profiling``, ``anonymity``, ``lawfulness``, ``proportionality``, ``sharing``,
    #: ``alternatives``, ``deadline``, ``records``, ``children``, ``equality``, ``retention``, ``tracking``,
    #: ``automated-decisions``, ``direct-care``, ``assessment`` (that one was made in time), ``objections`` (that those
    #: who were asked had some), ``other``.
    topic: str = public()
    text: str = public(erase=Erasure.ON_REQUEST)
    #: What it asserts of the topic: ``True`` that it is so, ``False`` that it is not; ``None`` where it gives a figure.
    asserts: bool | None = public()
    #: The figure it gives, in the topic's unit (pence for money), and whether it is ``about``, ``almost``, ``exactly``
    #: or ``at-most``.
    figure: int | None = public()
    precision: str | None = public()
    #: The date it gives, where it announces one.
    date: str | None = public()
    #: The ``ref`` of an earlier statement that it takes back or replaces.
    replaces: str | None = public()
    #: What the figure is of: the ``what`` of a count, or the financial years of a sum, such as ``2019/20-2021/22``.
    covers: str | None = public()


@fact("record.searched")
class RecordSearched(Sourced):
    """The record was searched, and all that was found is here: what is missing was not on record on that day.

    Without it, what is missing is unknown, and a check that needs it cannot tell.
    """

    #: From ``core.facts.questions.SUBJECTS``.
    subjects: tuple[str, ...] = public()

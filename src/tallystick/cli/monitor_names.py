# SPDX-License-Identifier: Apache-2.0
"""Watches for names of organisations among the published facts, so that a charity learns what is said about it."""

import unicodedata
from collections.abc import Iterator, Sequence

from tallystick.cli.monitor_claims import Round
from tallystick.cli.monitor_report import Kind, Mention
from tallystick.cli.monitor_site import UnreadableError
from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.facts.base import Fact
from tallystick.core.facts.consultation import EngagementClaimed, OrganisationPinned

_NAMING = frozenset({OrganisationPinned.kind, EngagementClaimed.kind})


def check_names(watched: Sequence[str], *, on: Round) -> None:
    """Report each published entry that names a watched organisation and was not reported before."""
    if not watched:
        return
    _learn(on)
    for entry, names in sorted(on.memory.names.items(), key=lambda item: int(item[0])):
        for name in names:
            for wanted in watched:
                if plain(wanted) in plain(name) and f"{entry} {wanted}" not in on.memory.reported:
                    on.report.mentions.append(_mention(int(entry), wanted, name, on=on))


def plain(name: str) -> str:
    """Return a name as it is compared: without regard to case, width and spacing."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def reported(mentions: Sequence[Mention]) -> Iterator[str]:
    """Yield what is remembered of mentions that were reported."""
    yield from (f"{mention.entry} {mention.watched}" for mention in mentions)


def _learn(on: Round) -> None:
    """Learn the names in every entry that names an organisation and is open to the public."""
    for entry, fact in ((entry, on.facts[entry].fact) for entry in list(on.facts)):
        _remember(entry, fact, on=on)
    contents = on.contents
    for entry, kind in contents.kinds.items():
        if kind not in _NAMING or str(entry) in on.memory.names:
            continue
        is_open = contents.projects[entry] in contents.opened
        if is_open or contents.size != on.memory.closed_at:
            _ask(entry, must_be_open=is_open, on=on)
    if not on.report.unreadable:
        on.memory.closed_at = contents.size


def _ask(entry: int, *, must_be_open: bool, on: Round) -> None:
    try:
        _remember(entry, on.fact(entry).fact, on=on)
    except UnreadableError as error:
        on.report.unreadable.append(error.what)
    except Unavailable:
        if must_be_open:
            on.report.alarm(Kind.WITHHELD, f"entry {entry} belongs to a published project, and is withheld")
    except (Invalid, Unverified) as error:
        on.report.alarm(Kind.STANDING, f"the proof of entry {entry}: {error.what}")


def _remember(entry: int, fact: Fact, *, on: Round) -> None:
    if isinstance(fact, OrganisationPinned):
        on.memory.names[str(entry)] = [fact.name]
    elif isinstance(fact, EngagementClaimed):
        on.memory.names[str(entry)] = [fact.organisation_name]


def _mention(entry: int, watched: str, name: str, *, on: Round) -> Mention:
    kind = on.contents.kinds.get(entry, "")
    return Mention(watched=watched, name=name, entry=entry, kind=kind, page=f"{on.site.url}/entries/{entry}/")

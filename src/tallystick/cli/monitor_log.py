# SPDX-License-Identifier: Apache-2.0
"""What a monitor checks of a log: who signed it, whether it continues what was shown before, and all of its files.

The order is that of an outside verifier: signature and quorum, the checkpoint kept from last time, the witnesses' own
copies, then every tile, bundle and entry.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from tallystick.cli.monitor_report import Kind, Report
from tallystick.cli.monitor_site import Site
from tallystick.cli.monitor_state import State
from tallystick.cli.web_client import WebClient
from tallystick.core.errors import Invalid, Refused, TallystickError, Unavailable, Unverified
from tallystick.core.facts.consultation import ClaimMade, EngagementClaimed, OrganisationPinned
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger.checkpoint import Checkpoint, open_checkpoint
from tallystick.core.ledger.cosignature import LOG_TYPES
from tallystick.core.ledger.fork import encode_fork, find_fork
from tallystick.core.ledger.leaf import Leaf, parse_leaf
from tallystick.core.ledger.note import MAX_NOTE_SIZE, NoteVerifier, parse_vkey
from tallystick.core.ledger.policy import Policy, open_witnessed
from tallystick.core.ledger.replay import CHECKPOINT, Fault, Replay
from tallystick.core.ledger.succession import ENTRY_OF_CHANGE, Succession, check_changes, follow, read_statements
from tallystick.core.ledger.tiles import TileReader
from tallystick.core.ledger.witness import origin_hash

FORK: Final = "fork.json"
#: How long the log may be ahead of what it shows.
LATE: Final = dt.timedelta(hours=24)
_HOURS: Final = int(LATE.total_seconds()) // 3600
_PENDING: Final = "checkpoint.pending"
_MOST_FAULTS: Final = 20
_KEPT_KINDS: Final = frozenset({kind.kind for kind in (ClaimMade, EngagementClaimed, OrganisationPinned)})


@dataclass(frozen=True, kw_only=True)
class Rules:
    """Whom the reader trusts: the log's keys, and the witnesses, if a policy was given.

    ``succession``: the changes of key that were followed to some of the keys; None before that, or where they do not
    hold.
    """

    origin: str
    keys: tuple[NoteVerifier, ...]
    policy: Policy | None
    succession: Succession | None = None


@dataclass(kw_only=True)
class Contents:
    """What the clear parts of a log say, up to a checkpoint.

    Attributes:
        note: the checkpoint.
        reader: the tree.
        entries: the numbers of each project's entries, in order.
        kinds: of those entries that a monitor looks at, by number.
        projects: their projects, by number.
        opened: the entry by which a project was published.
    """

    note: bytes
    reader: TileReader
    entries: dict[str, list[int]] = field(default_factory=dict)
    kinds: dict[int, str] = field(default_factory=dict)
    projects: dict[int, str] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Return the number of entries."""
        return self.reader.size


class _EnoughError(TallystickError):
    """As many faults as are reported."""


def rules_of(*, policy: Policy | None, vkeys: Sequence[str], url: str) -> Rules:
    """Return whom the reader trusts, from a policy or from keys.

    Raises:
        Invalid: a malformed key, keys of different logs, or a policy of several logs none of which is at this address.
    """
    if policy is None:
        keys = tuple(parse_vkey(text, types=LOG_TYPES) for text in vkeys)
        if len({key.name for key in keys}) != 1:
            raise Invalid("the keys belong to different logs", next_step="Give the keys of one log.")
        return Rules(origin=keys[0].name, keys=keys, policy=None)
    origins = {key.name for key in policy.logs}
    here = f"{url.rstrip('/')}/log"
    if len(origins) > 1:
        origins = {name for name in origins if here in policy.log_urls[name] or name == here.partition("://")[2]}
    if len(origins) != 1:
        raise Invalid(
            f"the policy does not say which of its logs is at {url}",
            next_step=f"Give its log line the address: log KEY {here}",
        )
    (origin,) = origins
    return Rules(origin=origin, keys=tuple(key for key in policy.logs if key.name == origin), policy=policy)


def after_changes(*, site: Site, rules: Rules, report: Report) -> Rules:
    """Return whom the reader trusts after the log's changes of key: the keys to which trusted ones handed over, too.

    Raises:
        UnreadableError: the instance does not answer.
    """
    try:
        succession = follow(known=rules.keys, statements=read_statements(site.log))
    except (Invalid, Unverified) as error:
        report.alarm(Kind.SIGNATURE, f"the log shows a change of its key that does not hold: {error.what}")
        return rules
    new = succession.keys[len(rules.keys) :]
    policy = replace(rules.policy, logs=(*rules.policy.logs, *new)) if rules.policy is not None else None
    return replace(rules, keys=succession.keys, policy=policy, succession=succession)


def read_log(*, site: Site, rules: Rules, state: State, report: Report, now: dt.datetime) -> Contents | None:
    """Check the log as far as it can be checked, and return what it says; None where it cannot be believed.

    Raises:
        Unavailable: the log shows no checkpoint.
        UnreadableError: the instance does not answer.
    """
    note = site.log(CHECKPOINT)
    head = _open(note, rules=rules, report=report, now=now)
    if head is None:
        return None
    report.head = head
    follows = _compare_kept(note, head, site=site, rules=rules, state=state, report=report)
    _compare_witnesses(note, head, site=site, rules=rules, state=state, report=report)
    contents = _replay(note, head, site=site, rules=rules, report=report, now=now)
    if follows and contents is not None:
        state.keep_checkpoint(note)
    return contents


def check_waiting(
    *, contents: Contents, site: Site, rules: Rules, state: State, report: Report, now: dt.datetime
) -> None:
    """Check what the log has signed and does not show yet, for want of witnesses.

    Raises:
        UnreadableError: the instance does not answer.
    """
    try:
        note = site.log(_PENDING)
    except Unavailable:
        return
    try:
        head = open_checkpoint(note, origin=rules.origin, verifiers=rules.keys).checkpoint
        problem = _contradicts(
            note, contents.note, who="the pending one", site=site, rules=rules, state=state, report=report
        )
        leaves = [] if problem is None or problem else list(_leaves(head, contents=contents, site=site))
    except (Invalid, Unverified, Unavailable) as error:
        problem, leaves = error.what, []
    if problem:
        evidence = state.keep_evidence({"other.note": note, "shown.note": contents.note})
        report.alarm(
            Kind.LOG, f"what waits for witnesses is not of the log that is shown: {problem}", evidence=evidence
        )
    if any(now - leaf.time > LATE for leaf in leaves):
        report.alarm(Kind.LATE, f"entries have waited for witnesses for more than {_HOURS} hours")


def newer_projects(*, contents: Contents, site: Site, rules: Rules) -> set[str]:
    """Return the projects that have entries beyond ``contents``, shown by now or waiting for witnesses.

    Raises:
        UnreadableError: the instance does not answer.
    """
    found = set[str]()
    for path in (CHECKPOINT, _PENDING):
        try:
            head = open_checkpoint(site.log(path), origin=rules.origin, verifiers=rules.keys).checkpoint
            found.update(leaf.project for leaf in _leaves(head, contents=contents, site=site))
        except (Invalid, Unverified, Unavailable):
            continue  # the next round will say so
    return found


def _leaves(head: Checkpoint, *, contents: Contents, site: Site) -> Iterator[Leaf]:
    reader = TileReader(size=head.size, root=head.root, fetch=lru_cache(maxsize=64)(site.log))
    for number in range(contents.size, head.size):
        yield parse_leaf(reader.entry(number))


def _open(note: bytes, *, rules: Rules, report: Report, now: dt.datetime) -> Checkpoint | None:
    try:
        head = open_checkpoint(note, origin=rules.origin, verifiers=rules.keys).checkpoint
    except (Invalid, Unverified) as error:
        report.alarm(Kind.SIGNATURE, f"the checkpoint is not one of this log: {error.what}")
        return None
    if rules.policy is not None:
        try:
            seen = open_witnessed(note, policy=rules.policy, origin=rules.origin, now=now)
            report.cosigned = dict(seen.cosigned)
        except (Invalid, Unverified) as error:
            report.alarm(Kind.WITNESSES, error.what)
    return head


def _compare_kept(note: bytes, head: Checkpoint, *, site: Site, rules: Rules, state: State, report: Report) -> bool:
    """Return whether the checkpoint continues the one that was kept last."""
    kept = state.checkpoint()
    if kept is None:
        return True
    try:
        before = open_checkpoint(kept, origin=rules.origin, verifiers=rules.keys).checkpoint
    except (Invalid, Unverified) as error:
        raise Refused(
            "The checkpoint kept from last time is of another log or key.",
            rule="A monitor follows one log.",
            next_step="Name another folder with --state, or give the log's older key, too.",
        ) from error
    problem = _contradicts(
        kept, note, who="the one shown here before", site=site, rules=rules, state=state, report=report
    )
    if problem is None:
        return False
    if head.size < before.size:
        what = f"it shows {head.size} entries, and showed {before.size} before"
        report.alarm(Kind.ROLLBACK, what, evidence=state.keep_evidence({"other.note": kept, "shown.note": note}))
    elif problem:
        what = f"it cannot be compared with what it showed before: {problem}"
        report.alarm(Kind.LOG, what, evidence=state.keep_evidence({"other.note": kept, "shown.note": note}))
    return head.size >= before.size and not problem


def _compare_witnesses(
    note: bytes, head: Checkpoint, *, site: Site, rules: Rules, state: State, report: Report
) -> None:
    for name, url in rules.policy.witness_urls.items() if rules.policy is not None else ():
        try:
            copy, theirs = _copy(url, web=site.web, rules=rules)
        except TallystickError as error:
            report.not_compared.append(f"the copy of the witness {name}: {error.what}")
            continue
        who = f"the one that the witness {name} holds"
        problem = _contradicts(copy, note, who=who, site=site, rules=rules, state=state, report=report)
        if problem:
            kind = Kind.WITHHELD if theirs.size > head.size else Kind.LOG
            what = f"it shows {head.size} entries; the witness {name} holds {theirs.size} of this log: {problem}"
            report.alarm(kind, what, evidence=state.keep_evidence({"other.note": copy, "shown.note": note}))
        elif problem is not None:
            report.compared.append(name)


def _copy(url: str, *, web: WebClient, rules: Rules) -> tuple[bytes, Checkpoint]:
    answer = web.get(f"{url.rstrip('/')}/{origin_hash(rules.origin)}/checkpoint", limit=MAX_NOTE_SIZE)
    if answer.status != 200:
        raise Unavailable(f"it answers with the HTTP status {answer.status}")
    return answer.body, open_checkpoint(answer.body, origin=rules.origin, verifiers=rules.keys).checkpoint


def _contradicts(
    other: bytes, note: bytes, *, who: str, site: Site, rules: Rules, state: State, report: Report
) -> str | None:
    """Compare two notes of the log. On a fork raise the alarm with the proof, and return None.

    Else return why they cannot be compared: empty where one continues the other.
    """
    try:
        fork = find_fork(one=other, other=note, origin=rules.origin, verifiers=rules.keys, fetch=site.log)
    except (Unavailable, Unverified, Invalid) as error:
        return error.what
    if fork is None:
        return ""
    evidence = state.keep_evidence({"other.note": other, "shown.note": note, FORK: encode_fork(fork)})
    what = (
        f"the log has signed two histories: the checkpoint shown here contradicts {who}. "
        "Both notes prove it to anybody; publish them"
    )
    report.alarm(Kind.FORK, what, evidence=evidence)
    return None


def _replay(
    note: bytes, head: Checkpoint, *, site: Site, rules: Rules, report: Report, now: dt.datetime
) -> Contents | None:
    recorded = 0
    faults: list[Fault] = []
    collect = _collector(faults)
    replay = Replay(fetch=site.log, checkpoint=head, now=now, on_fault=collect)
    contents = Contents(note=note, reader=TileReader(size=head.size, root=head.root, fetch=site.log))
    try:
        for entry in replay.entries():
            recorded += entry.data.startswith(ENTRY_OF_CHANGE)
            if faults:  # nothing that follows from this log will be believed
                continue
            leaf = entry.leaf
            contents.entries.setdefault(leaf.project, []).append(entry.number)
            if leaf.kind in _KEPT_KINDS:
                contents.kinds[entry.number], contents.projects[entry.number] = leaf.kind, leaf.project
            elif leaf.kind == ProjectPublished.kind:
                contents.opened.setdefault(leaf.project, entry.number)
        if rules.succession is not None and not faults:
            check_changes(rules.succession, recorded=recorded, reader=contents.reader, on_fault=collect)
    except _EnoughError:
        pass
    report.entries = replay.counts.entries
    for fault in faults:
        report.alarm(Kind.LOG, f"log/{fault.path}: {fault.what}")
    return None if faults else contents


def _collector(faults: list[Fault]) -> Callable[[Fault], None]:
    def collect(fault: Fault) -> None:
        faults.append(fault)
        if len(faults) >= _MOST_FAULTS:
            raise _EnoughError("enough")

    return collect

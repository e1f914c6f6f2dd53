# SPDX-License-Identifier: Apache-2.0
"""Verification of a bundle by a stranger, offline, in numbered steps.

Steps 1 to 8 are the ledger's. `tallystick.core.claims` continues the numbering with evidence and claim, using
`Step`, `running` and `ReportLine` from here.
Source: C2SP tlog-proof, https://c2sp.org/tlog-proof (order of the proof checks); RFC 9901 section 7.1,
https://www.rfc-editor.org/rfc/rfc9901#section-7.1 (disclosures)
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Final

from tallystick.core.errors import Invalid, TallystickError, Unverified
from tallystick.core.ledger import b64
from tallystick.core.ledger.bundle import Bundle, BundleEntry, check_digest, parse_bundle
from tallystick.core.ledger.checkpoint import Checkpoint, OpenedCheckpoint, open_checkpoint
from tallystick.core.ledger.commitments import WITHHELD, OpenedValue, open_fields
from tallystick.core.ledger.jcs import JsonValue
from tallystick.core.ledger.leaf import Leaf, parse_leaf
from tallystick.core.ledger.merkle import leaf_hash, verify_inclusion
from tallystick.core.ledger.note import NoteVerifier, parse_vkey
from tallystick.core.ledger.policy import Policy, open_witnessed
from tallystick.core.ledger.proof import TlogProof, parse_proof
from tallystick.core.ledger.stamped import Stamped

FUTURE_TOLERANCE: Final = timedelta(minutes=5)

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_CAME_ALONG: Final = "the key that came with this file"


@dataclass(frozen=True, slots=True)
class Step:
    """One numbered step of a verification."""

    number: int
    title: str


CANONICAL_FORM: Final = Step(1, "The file is in canonical form")
LOG_KEY: Final = Step(2, "The log and its key")
CHECKPOINT: Final = Step(3, "The log signed the checkpoint")
LEAVES: Final = Step(4, "Every entry is well-formed")
INCLUSION: Final = Step(5, "Every entry is in the log")
DISCLOSURES: Final = Step(6, "What is shown is what was committed")
ORDER: Final = Step(7, "The entries follow one another")
DIGEST: Final = Step(8, "The file is undamaged")
STEPS: Final = (CANONICAL_FORM, LOG_KEY, CHECKPOINT, LEAVES, INCLUSION, DISCLOSURES, ORDER, DIGEST)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What one step proved, in plain words."""

    step: Step
    text: str


class InvalidAtStep(Invalid):
    """`Invalid`, with the number of the step that failed."""

    def __init__(self, step: Step, cause: TallystickError) -> None:
        super().__init__(_failed(step, cause), rule=cause.rule, next_step=cause.next_step)
        self.step = step.number


class UnverifiedAtStep(Unverified):
    """`Unverified`, with the number of the step that failed."""

    def __init__(self, step: Step, cause: TallystickError) -> None:
        super().__init__(_failed(step, cause), rule=cause.rule, next_step=cause.next_step)
        self.step = step.number


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedEntry:
    """An entry proved to be in the log. ``fields`` has every field in schema order, `WITHHELD` where not opened."""

    index: int
    leaf: Leaf
    leaf_bytes: bytes
    leaf_hash: bytes
    fields: dict[str, OpenedValue]


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedBundle:
    """What a bundle proves.

    Attributes:
        key_given: whether the caller gave the log's key, or a policy that lists it; otherwise it was taken from the
            bundle itself.
        checkpoint: the tree head under which every entry was proved.
        cosigned: when each witness of the caller's policy cosigned it, POSIX seconds by name; None without a policy.
        unchecked: the key names of signature lines by keys that the caller did not give.
        evidence: still opaque, not verified here.
        claim: still opaque, not verified here.
        timestamp: still opaque, not verified here.
        report: per step, in plain words, what was proved.
        not_proved: in plain words, what was not.
    """

    origin: str
    vkey: str
    key_given: bool
    title: str
    checkpoint: Checkpoint
    cosigned: Mapping[str, int] | None
    unchecked: tuple[str, ...]
    entries: tuple[VerifiedEntry, ...]
    evidence: tuple[Mapping[str, JsonValue], ...]
    claim: Mapping[str, JsonValue] | None
    timestamp: Stamped | None
    report: tuple[ReportLine, ...]
    not_proved: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signed:
    """The checkpoint of a bundle, and what is known about who signed it. ``source``: where the log's key is from."""

    checkpoint: Checkpoint
    source: str
    cosigned: Mapping[str, int] | None
    unchecked: tuple[str, ...]


def verify_bundle(data: bytes, *, vkey: str | None, now: datetime, policy: Policy | None = None) -> VerifiedBundle:
    """Verify a bundle file.

    1. The file is canonical JSON of the bundle format.
    2. The log's key is well-formed and not weak, its name is the bundle's origin, and where ``vkey`` is given, it is
       that key. Where ``policy`` is given, it lists that key.
    3. All entries carry one checkpoint, of that log, signed by that key. Where ``policy`` is given, its quorum of
       witnesses cosigned it, however long ago.
    4. Every leaf is canonical JSON of the leaf format.
    5. Every leaf is at its index under the checkpoint's root.
    6. Every disclosure opens the digest at the place of its name, and none is left over.
    7. Times do not run backwards or lie in the future; per project the numbers rise and neighbours link.
    8. The digest is that of the rest of the file.

    Args:
        data: the file.
        vkey: the log's key as known from elsewhere, or None to take the bundle's own.
        now: aware, UTC.
        policy: whose cosignatures the reader asks for, or None to ask for none.

    Raises:
        InvalidAtStep: a step found bytes that cannot be read.
        UnverifiedAtStep: a step found something that does not hold.
    """
    with running(CANONICAL_FORM):
        bundle = parse_bundle(data)
    with running(LOG_KEY):
        key = _log_key(bundle, given=vkey, policy=policy)
    with running(CHECKPOINT):
        proofs = tuple(parse_proof(entry.proof.encode("utf-8")) for entry in bundle.entries)
        opened = _one_checkpoint(proofs, origin=bundle.origin, key=key)
        cosigned = _cosigned(proofs[0].checkpoint, policy=policy, origin=bundle.origin, now=now)
    with running(LEAVES):
        leaves = tuple(parse_leaf(entry.leaf) for entry in bundle.entries)
    with running(INCLUSION):
        for entry, proof in zip(bundle.entries, proofs, strict=True):
            _check_inclusion(entry, proof=proof, checkpoint=opened.checkpoint)
    with running(DISCLOSURES):
        entries = tuple(_open_entry(entry, leaf=leaf) for entry, leaf in zip(bundle.entries, leaves, strict=True))
    with running(ORDER):
        _check_times(entries, now=now)
        _check_links(entries)
    with running(DIGEST):
        check_digest(bundle)
    signed = _Signed(
        checkpoint=opened.checkpoint,
        source=_source(vkey=vkey, policy=policy),
        cosigned=cosigned,
        unchecked=_unchecked(opened, policy=policy),
    )
    return _verified(bundle, signed=signed, entries=entries)


@contextmanager
def running(step: Step) -> Iterator[None]:
    """Name ``step`` in whatever `Invalid` or `Unverified` is raised inside."""
    try:
        yield
    except Invalid as error:
        raise InvalidAtStep(step, error) from error
    except Unverified as error:
        raise UnverifiedAtStep(step, error) from error


def _failed(step: Step, cause: TallystickError) -> str:
    return f"Step {step.number} ({step.title}) failed: {cause.what}"


def _verified(bundle: Bundle, *, signed: _Signed, entries: tuple[VerifiedEntry, ...]) -> VerifiedBundle:
    return VerifiedBundle(
        origin=bundle.origin,
        vkey=bundle.vkey,
        key_given=signed.source != _CAME_ALONG,
        title=bundle.title,
        checkpoint=signed.checkpoint,
        cosigned=signed.cosigned,
        unchecked=signed.unchecked,
        entries=entries,
        evidence=bundle.evidence,
        claim=bundle.claim,
        timestamp=bundle.timestamp,
        report=_report(signed, entries=entries),
        not_proved=_not_proved(entries, signed=signed),
    )


def _log_key(bundle: Bundle, *, given: str | None, policy: Policy | None) -> NoteVerifier:
    if given is not None and given != bundle.vkey:
        raise Unverified("the bundle names another key than the one you gave", next_step="Ask both sources why.")
    key = parse_vkey(bundle.vkey)
    if key.name != bundle.origin:
        raise Unverified("the key's name is not the log's origin", rule="C2SP tlog-checkpoint, Signatures")
    if policy is not None and key not in policy.logs:
        raise Unverified("your policy does not list this log with this key", next_step="Ask both sources why.")
    return key


def _source(*, vkey: str | None, policy: Policy | None) -> str:
    if vkey is not None:
        return "the key that you gave"
    return "the key in your policy" if policy is not None else _CAME_ALONG


def _cosigned(note: bytes, *, policy: Policy | None, origin: str, now: datetime) -> Mapping[str, int] | None:
    """A file is kept for years, so a cosignature of any age counts: it says who saw this tree, and when."""
    if policy is None:
        return None
    return open_witnessed(note, policy=policy, origin=origin, now=now, max_age=now - _LONG_AGO).cosigned


def _unchecked(opened: OpenedCheckpoint, *, policy: Policy | None) -> tuple[str, ...]:
    known = [*policy.logs, *policy.witnesses.values()] if policy is not None else []
    checked = {(key.name, key.key_id) for key in known}
    return tuple(line.name for line in opened.note.unknown if (line.name, line.key_id) not in checked)


def _one_checkpoint(proofs: Sequence[TlogProof], *, origin: str, key: NoteVerifier) -> OpenedCheckpoint:
    checkpoints = {proof.checkpoint for proof in proofs}
    if len(checkpoints) != 1:
        raise Unverified("the entries are proved under different checkpoints, which need not be of one log")
    return open_checkpoint(checkpoints.pop(), origin=origin, verifiers=[key])


def _check_inclusion(entry: BundleEntry, *, proof: TlogProof, checkpoint: Checkpoint) -> None:
    if proof.index != entry.index:
        raise Unverified(f"the proof of entry {entry.index} is for entry {proof.index}")
    hashed = leaf_hash(entry.leaf)
    verify_inclusion(index=entry.index, size=checkpoint.size, leaf=hashed, proof=proof.hashes, root=checkpoint.root)


def _open_entry(entry: BundleEntry, *, leaf: Leaf) -> VerifiedEntry:
    fields = open_fields(names=entry.names, sd=leaf.sd, disclosures=entry.disclosures)
    return VerifiedEntry(
        index=entry.index, leaf=leaf, leaf_bytes=entry.leaf, leaf_hash=leaf_hash(entry.leaf), fields=fields
    )


def _check_times(entries: Sequence[VerifiedEntry], *, now: datetime) -> None:
    for earlier, later in pairwise(entries):
        if later.leaf.time < earlier.leaf.time:
            raise Unverified(f"entry {later.index} is dated before entry {earlier.index}, which it follows")
    if entries[-1].leaf.time > now + FUTURE_TOLERANCE:
        raise Unverified(f"entry {entries[-1].index} is dated in the future", next_step="Check your clock.")


def _check_links(entries: Sequence[VerifiedEntry]) -> None:
    latest: dict[str, VerifiedEntry] = {}
    for entry in entries:
        _check_prev(entry)
        before = latest.get(entry.leaf.project)
        if before is not None:
            _check_follows(entry, before=before)
        latest[entry.leaf.project] = entry


def _check_prev(entry: VerifiedEntry) -> None:
    """A project's entry number ``pseq`` has ``pseq - 1`` entries of the project before it in the log."""
    prev = entry.leaf.prev
    if prev is not None and not entry.leaf.pseq - 2 <= prev[0] < entry.index:
        raise Unverified(f"entry {entry.index} links to entry {prev[0]}, where its predecessor cannot be")


def _check_follows(entry: VerifiedEntry, *, before: VerifiedEntry) -> None:
    gap = entry.leaf.pseq - before.leaf.pseq
    if gap < 1 or entry.index - before.index < gap:
        raise Unverified(f"entries {before.index} and {entry.index} number their project's entries wrongly")
    link = (before.index, b64.encode_url(before.leaf_hash))
    if gap == 1 and entry.leaf.prev != link:
        raise Unverified(f"entry {entry.index} does not link to entry {before.index}, its project's previous one")
    if gap > 1 and entry.leaf.prev is not None and entry.leaf.prev[0] < before.index + gap - 1:
        raise Unverified(f"entry {entry.index} links to an entry before its project's previous one")


def _report(signed: _Signed, *, entries: Sequence[VerifiedEntry]) -> tuple[ReportLine, ...]:
    checkpoint = signed.checkpoint
    count = f"{len(entries)} {'entry' if len(entries) == 1 else 'entries'}"
    first, last = (entry.leaf.time.date().isoformat() for entry in (entries[0], entries[-1]))
    shown = sum(value is not WITHHELD for entry in entries for value in entry.fields.values())
    texts = (
        "The file reads in exactly one way.",
        f"The log is {checkpoint.origin}. Its key is {signed.source}.",
        f"That key signed a log of {checkpoint.size} entries with the root {b64.encode(checkpoint.root)}."
        + _witnesses(signed.cosigned),
        f"{count} read, recorded from {first} to {last}.",
        f"{count} proved to stand in that log, byte for byte, at the numbers given.",
        f"Shown as committed when recorded: {shown} fields. Not shown: {_withheld(entries)} fields or list items.",
        "The dates do not run backwards, and neighbouring entries of a project link to each other.",
        "The rest of the file matches its digest.",
    )
    return tuple(ReportLine(step, text) for step, text in zip(STEPS, texts, strict=True))


def _witnesses(cosigned: Mapping[str, int] | None) -> str:
    if cosigned is None:
        return ""
    seen = (f"{name} at {datetime.fromtimestamp(time, UTC):%Y-%m-%d %H:%M:%S} UTC" for name, time in cosigned.items())
    return f" Enough of its witnesses saw this checkpoint ({'; '.join(seen) or 'your policy asks for none'})."


def _not_proved(entries: Sequence[VerifiedEntry], *, signed: _Signed) -> tuple[str, ...]:
    same = "Compare the size and root above with a witness or another reader."
    if signed.cosigned:
        same = "The operator and enough of the witnesses above, together, could show somebody another one."
    lines = [
        "That what the entries say is true. Only that it was recorded, and not changed since.",
        "That these are all entries. The file holds chosen ones; replay the whole log to see the others.",
        f"That everybody is shown the same log. {same}",
        "That the dates are right. The log's operator sets them.",
    ]
    if signed.source == _CAME_ALONG:
        lines.append("That the key is the log's. It came with this file: compare it with one from another source.")
    if _withheld(entries):
        lines.append(
            "What the fields and items that are not shown say. Only that something was committed at their places."
        )
    return tuple(lines)


def _withheld(entries: Sequence[VerifiedEntry]) -> int:
    """Return how many fields, and elements of shown lists, were not opened."""
    values = [value for entry in entries for value in entry.fields.values()]
    elements = [element for value in values if isinstance(value, list) for element in value]
    return sum(value is WITHHELD for value in [*values, *elements])

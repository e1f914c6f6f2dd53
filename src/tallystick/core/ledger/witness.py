# SPDX-License-Identifier: Apache-2.0
"""The witness protocol, both sides of it, as functions of bytes.

A witness cosigns a checkpoint only if it continues the last one that it cosigned for that log. It must find that last
one, decide and remember the new one in one step that nothing can come between, and must have remembered before it
answers: that is the caller's part (`tallystick.cli.witness_store`).
Source: C2SP tlog-witness v1.0.0, https://c2sp.org/tlog-witness@v1.0.0
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from tallystick.core.errors import Invalid, Refused, Unavailable, Unverified
from tallystick.core.ledger import b64, merkle
from tallystick.core.ledger.checkpoint import Checkpoint, parse_checkpoint_text, parse_decimal
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.keys import PrivateKey
from tallystick.core.ledger.note import (
    MAX_SIGNATURES,
    Note,
    NoteSignature,
    NoteVerifier,
    OpenedNote,
    open_note,
    parse_note,
    parse_signature,
)
from tallystick.core.ledger.pin import Head

MAX_PROOF_LINES: Final = 63
MAX_REQUEST_SIZE: Final = 128 * 1024
MAX_RESPONSE_SIZE: Final = 64 * 1024
PLAIN: Final = "text/plain; charset=utf-8"
SIZE_TYPE: Final = "text/x.tlog.size"

_RULE: Final = "C2SP tlog-witness v1.0.0, add-checkpoint"


@dataclass(frozen=True, slots=True)
class AddCheckpoint:
    """A request taken apart, nothing verified. ``checkpoint`` is the signed note, verbatim."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: bytes


@dataclass(frozen=True, slots=True)
class Submission:
    """A request about a known log, signed by it. Whether it continues what was cosigned before is not yet decided."""

    old_size: int
    proof: tuple[bytes, ...]
    checkpoint: Checkpoint
    note: OpenedNote

    @property
    def head(self) -> Head:
        """The tree that the witness is asked to cosign."""
        return Head(self.checkpoint.size, self.checkpoint.root)

    def signed_note(self) -> bytes:
        """Return the checkpoint with the verified signatures only."""
        return Note(self.note.text, self.note.signatures).encode()


@dataclass(frozen=True, slots=True)
class Cosigned:
    """``lines``: the answer's body. ``note``: the checkpoint with the log's and the witness's signatures."""

    lines: bytes
    note: bytes


class NotCosigned(Refused):
    """Why a witness does not cosign, with the HTTP status that the specification gives this reason."""

    def __init__(self, what: str, *, status: int, size: int | None = None) -> None:
        super().__init__(what, rule=_RULE)
        self.status = status
        self.size = size

    @property
    def content_type(self) -> str:
        """The media type of the answer."""
        return PLAIN if self.size is None else SIZE_TYPE

    def body(self) -> bytes:
        """Return the body of the answer: the size last cosigned where the status is 409, else the reason."""
        return f"{self.what if self.size is None else self.size}\n".encode()


@dataclass(frozen=True, slots=True)
class Conflict:
    """The witness last cosigned another size than the request assumed: ask again from there.

    A size above that of the log's own checkpoint means that the log lost entries: stop, and raise the alarm.
    """

    size: int


def request(*, old_size: int, proof: Sequence[bytes], checkpoint: bytes) -> bytes:
    """Return the body of an add-checkpoint request. Raises `Invalid` where `parse_request` would."""
    lines = [f"old {old_size}", *map(b64.encode, proof), ""]
    data = "".join(f"{line}\n" for line in lines).encode("ascii") + checkpoint
    parse_request(data)
    return data


def parse_request(data: bytes) -> AddCheckpoint:
    """Take the body of an add-checkpoint request apart.

    Raises:
        Invalid: longer than 128 KiB, no ``old`` line, a malformed size or hash, more than 63 hashes, or no checkpoint.
    """
    if len(data) > MAX_REQUEST_SIZE:
        raise Invalid(f"the request has {len(data)} bytes, more than {MAX_REQUEST_SIZE}", rule=_RULE)
    head, separator, checkpoint = data.partition(b"\n\n")
    if not separator:
        raise Invalid("a request has an empty line and then a checkpoint", rule=_RULE)
    if not head.isascii():
        raise Invalid("the lines before the checkpoint are ASCII", rule=_RULE)
    first, *hashes = head.decode("ascii").split("\n")
    if not first.startswith("old "):
        raise Invalid("a request starts with the line old and a size", rule=_RULE)
    if len(hashes) > MAX_PROOF_LINES:
        raise Invalid(f"the proof has {len(hashes)} hashes, more than {MAX_PROOF_LINES}", rule=_RULE)
    old_size = parse_decimal(first.removeprefix("old "), what="the old size")
    proof = tuple(b64.decode_hash(line, what="a hash of the proof") for line in hashes)
    return AddCheckpoint(old_size, proof, checkpoint)


def examine(data: bytes, *, logs: Mapping[str, Sequence[NoteVerifier]]) -> Submission:
    """Return what a request asks for, as far as this can be told without knowing what was cosigned before.

    1. It reads as a request with a checkpoint (400).
    2. Its log is one of ``logs``, keys by origin (404).
    3. A key of that log signed it, and no line by such a key fails; other lines are ignored (403).
    4. It has no extension lines, which a cosignature need not cover (400).
    5. The old size is at most the checkpoint's (400).

    Raises:
        NotCosigned: one of these does not hold.
    """
    with _answering(400, "invalid input"):
        asked = parse_request(data)
        text = parse_note(asked.checkpoint).text
    with _answering(400, "invalid checkpoint"):
        checkpoint = parse_checkpoint_text(text)
    keys = logs.get(checkpoint.origin)
    if keys is None:
        raise NotCosigned("unknown log: its origin is not configured here", status=404)
    with _answering(400, "invalid input"), _answering(403, "invalid signature"):
        note = open_note(asked.checkpoint, verifiers=keys)
    if checkpoint.extensions:
        raise NotCosigned("invalid checkpoint: extension lines are not cosigned", status=400)
    if asked.old_size > checkpoint.size:
        raise NotCosigned("invalid input: the old size is larger than the checkpoint's", status=400)
    return Submission(asked.old_size, asked.proof, checkpoint, note)


def decide(submission: Submission, *, latest: Head) -> None:
    """Decide whether a submission continues ``latest``, the tree last cosigned for its log (`NOTHING` if none was).

    1. The old size is that of ``latest`` (409, with that size).
    2. The proof leads from ``latest`` to the checkpoint: empty where the size is the same or was 0. A tree of the same
       size has the same root, and one of size 0 the root of nothing (422).

    Raises:
        NotCosigned: it does not.
    """
    if submission.old_size != latest.size:
        raise NotCosigned(f"the size last cosigned is {latest.size}", status=409, size=latest.size)
    head = submission.head
    with _answering(422, "invalid consistency proof"):
        merkle.verify_extension(
            size1=latest.size, size2=head.size, root1=latest.root, root2=head.root, proof=submission.proof
        )


def shows_fork(submission: Submission, *, latest: Head) -> bool:
    """Return whether the log has signed two trees of one size. Both notes together prove it to anybody."""
    return submission.head.size == latest.size and submission.head.root != latest.root


def cosign(submission: Submission, *, keys: Sequence[PrivateKey], timestamp: int) -> Cosigned:
    """Return the cosignatures over a submission that was decided to be good, by each key in turn.

    Args:
        submission: what `decide` let pass.
        keys: the witness's private keys.
        timestamp: POSIX seconds, above 0.

    Raises:
        Invalid: the time is 0 or before.
    """
    text = submission.note.text.encode("utf-8")
    lines = tuple(key.signer(timestamp=timestamp).sign(text) for key in keys)
    note = Note(submission.note.text, (*submission.note.signatures, *lines))
    return Cosigned("".join(line.line() for line in lines).encode("utf-8"), note.encode())


def origin_hash(origin: str) -> str:
    """Return the hexadecimal SHA-256 of an origin line, under which a witness shows its newest checkpoint."""
    return sha256(origin.encode("utf-8")).hexdigest()


def read_response(
    *, status: int, content_type: str, body: bytes, checkpoint: bytes, old_size: int, witness: Sequence[NoteVerifier]
) -> tuple[NoteSignature, ...] | Conflict:
    """Return the cosignatures in a witness's answer, verified, or the size from which to ask again.

    Args:
        status: of the HTTP answer.
        content_type: of the answer, "" where it has none.
        body: of the answer, at most `MAX_RESPONSE_SIZE` bytes.
        checkpoint: the signed note that was sent.
        old_size: the old size that was sent.
        witness: the keys of this witness.

    Raises:
        Refused: the witness says no for good: it does not know the log or its key, or it has another tree of this
            size, which some witnesses answer with 409 and others with 422.
        Unavailable: it asks for patience, or failed.
        Invalid: the answer cannot be read.
        Unverified: it has no cosignature by a key of this witness, one that fails, or one without a time.
    """
    if len(body) > MAX_RESPONSE_SIZE:
        raise Invalid(f"the witness's answer has more than {MAX_RESPONSE_SIZE} bytes", rule=_RULE)
    if status == 200:
        return _cosignatures(body, checkpoint=checkpoint, witness=witness)
    if status == 409 and content_type.partition(";")[0].strip().lower() == SIZE_TYPE:
        return _conflict(body, old_size=old_size)
    if status in _REFUSALS:
        raise Refused(_REFUSALS[status], rule=_RULE)
    raise Unavailable(f"the witness answered with the HTTP status {status}", next_step="Ask again later.")


_OTHER_TREE: Final = "the witness does not see how this checkpoint continues what it cosigned before"
_REFUSALS: Final = {
    400: "the witness cannot read the request",
    403: "the witness does not accept the log's signature",
    404: "the witness does not know the log",
    409: _OTHER_TREE,
    413: "the request is too large for the witness",
    422: _OTHER_TREE,
}


def _cosignatures(body: bytes, *, checkpoint: bytes, witness: Sequence[NoteVerifier]) -> tuple[NoteSignature, ...]:
    lines = _lines(body)
    text = parse_note(checkpoint).text.encode("utf-8")
    known = {(key.name, key.key_id): key for key in witness}
    ours = tuple(line for line in lines if (line.name, line.key_id) in known)
    for line in ours:
        known[line.name, line.key_id].verify(text=text, signature=line.signature)
        if timestamp_of(line.signature) == 0:
            raise Unverified("a cosignature of the witness has no time", rule=_RULE)
    if not ours:
        raise Unverified("the witness's answer has no cosignature by a key that we know of it", rule=_RULE)
    return ours


def _lines(body: bytes) -> tuple[NoteSignature, ...]:
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Invalid("the witness's answer is not UTF-8", rule=_RULE) from error
    lines = text.removesuffix("\n").split("\n") if text.endswith("\n") else []
    if not 0 < len(lines) <= MAX_SIGNATURES:
        raise Invalid(f"a witness answers with 1 to {MAX_SIGNATURES} signature lines", rule=_RULE)
    return tuple(parse_signature(line) for line in lines)


def _conflict(body: bytes, *, old_size: int) -> Conflict:
    text = body.decode("ascii", "replace")
    if not text.endswith("\n"):
        raise Invalid("the size in the witness's answer ends with a line feed", rule=_RULE)
    size = parse_decimal(text[:-1], what="the size in the witness's answer")
    if size == old_size:
        raise Refused(_OTHER_TREE, rule=_RULE)
    return Conflict(size)


@contextmanager
def _answering(status: int, words: str) -> Iterator[None]:
    """Give what is raised inside its HTTP status: `Invalid` where that is 400, `Unverified` elsewhere."""
    expected = Invalid if status == 400 else Unverified
    try:
        yield
    except expected as error:
        raise NotCosigned(f"{words}: {error.what}", status=status) from error

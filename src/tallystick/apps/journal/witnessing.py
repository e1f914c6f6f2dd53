# SPDX-License-Identifier: Apache-2.0
"""Ask the witnesses of the policy to cosign the newest signed head, and show what enough of them have cosigned.

Nothing waits for this: facts are taken and heads are signed while every witness is away.
C2SP tlog-witness v1.0.0, https://c2sp.org/tlog-witness@v1.0.0; tlog-policy, https://c2sp.org/tlog-policy
"""

import dataclasses
import datetime as dt
import hashlib
import logging
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

from django.conf import settings

from tallystick.apps.journal import pin, queries, trust
from tallystick.apps.journal.comparing import Web, check_copy, read_copy
from tallystick.apps.journal.models import Cosigner, Pending, Published
from tallystick.apps.journal.publish import only_publisher, show
from tallystick.apps.journal.trust import Asked, Trust
from tallystick.core.errors import TallystickError, Unverified
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.note import NoteSignature, parse_signature
from tallystick.core.ledger.policy import FUTURE_TOLERANCE, MAX_AGE
from tallystick.core.ledger.quorum import settle
from tallystick.core.ledger.tiles import TileReader
from tallystick.core.ledger.witness import MAX_RESPONSE_SIZE, Conflict, read_response, request

logger = logging.getLogger(__name__)

#: A cosignature of the newest head is renewed when it is this old, so that readers see that the log is alive.
HEARTBEAT = dt.timedelta(hours=12)
_FIRST_REST = dt.timedelta(seconds=30)
_LONGEST_REST = dt.timedelta(hours=1)
#: How often one witness is asked in one round: it may have cosigned another size than we knew of.
_TRIES = 3
#: The answers by which a witness says that it cannot see how our head continues what it cosigned before.
_OTHER_TREE = (409, 422)


@dataclasses.dataclass(frozen=True, kw_only=True)
class _Told:
    """What one witness said. ``is_other``: that it holds another tree than ours, or a later one."""

    witness: Asked
    line: NoteSignature | None = None
    problem: str = ""
    is_other: bool = False


def witness(*, now: dt.datetime, web: Web) -> Published | None:
    """Ask the witnesses that are due, show what they make good, and return the newest checkpoint that is shown.

    Raises:
        Refused: a witness holds proof that this log's key signed another history; the instance is read-only now.
        Unavailable: the instance is read-only, or the policy or a published file cannot be read.
        Unverified: the published files are not those of the newest signed head.
        Invalid: the policy cannot be read as one for this log.
    """
    known, waiting = trust.read(), Pending.objects.first()
    if known is None or waiting is None:
        return queries.published()
    pin.check_writable()
    rows = {row.key: row for row in Cosigner.objects.all()}
    due = [one for one in known.asked if _is_due(rows.get(_id(one)), waiting=waiting, now=now)]
    told = _ask_all(due, rows=rows, waiting=waiting, web=web, now=now) if due and _is_time(rows, now=now) else []
    for one in told:
        _remember(one, waiting=waiting, row=rows.get(_id(one.witness)), now=now)
    shown = queries.published()
    if told or shown is None or shown.size < waiting.size:
        shown = _show(known, waiting=waiting, now=now)
    for one in told:
        if one.is_other:
            check_copy(read_copy(one.witness, web=web))
    return shown


def _id(witness: Asked) -> str:
    return hashlib.sha256(witness.key.vkey.encode()).hexdigest()


def _is_time(rows: Mapping[str, Cosigner], *, now: dt.datetime) -> bool:
    """Rounds, not single questions: a quorum is made of cosignatures of one and the same head."""
    asked = [row.asked_at for row in rows.values() if row.asked_at is not None]
    return not asked or now - max(asked) >= dt.timedelta(seconds=settings.WITNESS_SECONDS)


def _is_due(row: Cosigner | None, *, waiting: Pending, now: dt.datetime) -> bool:
    if row is None or row.asked_at is None:
        return True
    rest = min(_FIRST_REST * 2 ** min(row.failures - 1, 20), _LONGEST_REST) if row.failures else dt.timedelta(0)
    if now - row.asked_at < rest:
        return False
    has_ours = (row.size, bytes(row.root)) == (waiting.size, bytes(waiting.root))
    return not has_ours or row.cosigned_at is None or now - row.cosigned_at >= HEARTBEAT


def _ask_all(
    due: Sequence[Asked], *, rows: Mapping[str, Cosigner], waiting: Pending, web: Web, now: dt.datetime
) -> list[_Told]:
    """Ask several witnesses at the same time, so that one that hangs does not keep the others waiting."""

    def ask(one: Asked) -> _Told:
        row = rows.get(_id(one))
        return _ask(one, old_size=row.size if row else 0, waiting=waiting, web=web, now=now)

    with ThreadPoolExecutor(max_workers=len(due), thread_name_prefix="witness") as pool:
        return list(pool.map(ask, due))


def _ask(one: Asked, *, old_size: int, waiting: Pending, web: Web, now: dt.datetime) -> _Told:
    note, reader = waiting.checkpoint.encode(), _reader(waiting)
    for _ in range(_TRIES):
        if old_size > waiting.size:
            return _Told(witness=one, problem=f"it has cosigned {old_size} entries, more than are here", is_other=True)
        body = request(old_size=old_size, proof=reader.consistency_proof(old_size), checkpoint=note)
        status = 0
        try:
            answer = web.post(f"{one.url}/add-checkpoint", body=body, limit=MAX_RESPONSE_SIZE)
            status = answer.status
            said = read_response(
                status=status,
                content_type=answer.content_type,
                body=answer.body,
                checkpoint=note,
                old_size=old_size,
                witness=[one.key],
            )
            if not isinstance(said, Conflict):
                return _Told(witness=one, line=_newest(said, now=now))
            old_size = said.size
        except TallystickError as error:
            return _Told(witness=one, problem=error.what, is_other=status in _OTHER_TREE)
    return _Told(witness=one, problem="it names another size each time it is asked")


def _reader(waiting: Pending) -> TileReader:
    return TileReader(size=waiting.size, root=bytes(waiting.root), fetch=queries.fetch)


def _newest(lines: Sequence[NoteSignature], *, now: dt.datetime) -> NoteSignature:
    line = max(lines, key=lambda line: timestamp_of(line.signature))
    time = timestamp_of(line.signature)
    if not (now - MAX_AGE).timestamp() <= time <= (now + FUTURE_TOLERANCE).timestamp():
        raise Unverified("its clock or ours is wrong: the time of its cosignature is not about now")
    return line


def _remember(told: _Told, *, waiting: Pending, row: Cosigner | None, now: dt.datetime) -> None:
    row = row or Cosigner(key=_id(told.witness))
    row.name, row.asked_at, row.problem = told.witness.name, now, told.problem
    if told.line is None:
        row.failures += 1
        logger.warning("the witness %s has not cosigned: %s", told.witness.name, told.problem)
    else:
        row.failures = 0
        row.size, row.root, row.line = waiting.size, waiting.root, told.line.line()
        row.cosigned_at = dt.datetime.fromtimestamp(timestamp_of(told.line.signature), dt.UTC)
    row.save()


def _show(known: Trust, *, waiting: Pending, now: dt.datetime) -> Published | None:
    rows = Cosigner.objects.filter(size=waiting.size, root=waiting.root, key__in=[_id(one) for one in known.asked])
    settled = settle(
        policy=known.policy,
        origin=settings.LOG_ORIGIN,
        checkpoint=waiting.checkpoint.encode(),
        cosignatures=[parse_signature(row.line.removesuffix("\n")) for row in rows],
        own=known.own,
        now=now,
    )
    with only_publisher():
        shown = queries.published()
        if settled.witnessed is None or (shown is not None and shown.size > waiting.size):
            return shown
        return show(head=settled.witnessed.checkpoint, note=settled.note, signed_at=waiting.signed_at)

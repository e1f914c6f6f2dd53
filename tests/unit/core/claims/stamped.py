# SPDX-License-Identifier: Apache-2.0
"""The claim's bundle with a timestamp: of an earlier state of its log, or of the same, and altered in one part."""

import datetime as dt
import json
from typing import Any

from tallystick.core.evidence.timestamp import request
from tallystick.core.ledger import b64
from tallystick.core.ledger.bundle import parse_bundle
from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.jcs import canonical
from tallystick.core.ledger.stamped import Stamped
from tests.rigs.timestamping import Authority
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.claim_log import ClaimLog, redigested

LOG = ClaimLog(claim_log.story())
SIZE = len(LOG.logged)
#: When the whole story had been recorded.
STAMPED_AT = claim_log.NOW
AUTHORITY = Authority(
    valid=(STAMPED_AT - dt.timedelta(days=30), STAMPED_AT + dt.timedelta(days=300)),
)


def checkpoint(size: int, *, origin: str = claim_log.ORIGIN, root: bytes | None = None) -> bytes:
    """Return the checkpoint that the log signed when it had so many entries."""
    head = Checkpoint(origin, size, LOG.reader.root_at(size) if root is None else root)
    return sign_checkpoint(checkpoint=head, signers=[claim_log.SIGNER])


def stamp(size: int = SIZE, *, at: dt.datetime = STAMPED_AT, note: bytes | None = None) -> Stamped:
    """Return a timestamp of the log when it had so many entries."""
    stamped = checkpoint(size) if note is None else note
    return Stamped(
        checkpoint=stamped,
        consistency=LOG.reader.consistency_proof(size),
        response=AUTHORITY.answer(request(stamped, nonce=1), now=at),
    )


def bundle(stamped: Stamped, **values: Any) -> bytes:
    """Return the honest bundle with a timestamp put in, and members of that replaced by other values."""
    member = stamped.to_json()
    assert isinstance(member, dict)
    return redigested(LOG.bundle(), timestamp=member | values)


def honest(size: int = SIZE) -> bytes:
    """Return a bundle that carries a timestamp of the log when it had so many entries."""
    data = bundle(stamp(size))
    assert parse_bundle(data).timestamp is not None
    return data


def altered() -> list[tuple[str, bytes]]:
    """Return bundles whose timestamp was altered in one part, with a digest that is right again."""
    good, cut = stamp(7), stamp(7)
    other_root = checkpoint(7, root=bytes(32))
    wrong_note = bytearray(cut.response)
    wrong_note[-1] ^= 1
    return [
        ("another checkpoint", bundle(good, checkpoint=checkpoint(8).decode())),
        ("a checkpoint with another root", bundle(stamp(7, note=other_root))),
        ("a checkpoint of another log", bundle(stamp(7, note=checkpoint(7, origin="log.fairhaven.example")))),
        ("a checkpoint that is none", bundle(good, checkpoint="nothing\n")),
        ("a proof without its last hash", bundle(good, consistency=good.to_json()["consistency"][:-1])),  # type: ignore[index, call-overload]
        ("a proof with another hash", bundle(good, consistency=[b64.encode(bytes(32))] * len(good.consistency))),
        ("an answer with another signature", bundle(good, response=b64.encode(bytes(wrong_note)))),
        ("an answer to another checkpoint", bundle(good, response=b64.encode(stamp(6).response))),
        ("an answer cut short", bundle(good, response=b64.encode(good.response[:-1]))),
        ("an answer and one byte more", bundle(good, response=b64.encode(good.response + b"\0"))),
        ("no answer", bundle(good, response="")),
    ]


def malformed() -> list[tuple[str, bytes]]:
    """Return bundles whose timestamp cannot be read."""
    good = stamp(7)
    member = json.loads(canonical(good.to_json()))
    broken: list[tuple[str, object]] = [("null", None), ("a list", []), ("text", "x"), ("empty", {})]
    broken += [(f"without {name}", {key: member[key] for key in member if key != name}) for name in member]
    broken += [(f"{name} is {value!r}", member | {name: value}) for name in member for value in (None, 1, {}, [1])]
    broken += [
        ("a member too many", member | {"more": 1}),
        ("a short hash", member | {"consistency": ["AAAA"]}),
        ("too many hashes", member | {"consistency": [b64.encode(bytes(32))] * 65}),
        ("an answer that is no base64", member | {"response": "!"}),
        ("an oversized answer", member | {"response": b64.encode(bytes(65_540))}),
    ]
    return [(name, redigested(LOG.bundle(), timestamp=value)) for name, value in broken]

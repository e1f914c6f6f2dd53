# SPDX-License-Identifier: Apache-2.0
"""Change the log's key: the old one hands over in the record, both sign for a while, then the old one is dropped.

While both sign, the old one is the one that pages and proofs name, so that whoever knows it alone misses nothing.
The record comes first: the statement is an entry of the log, in a file beside the checkpoint, before the new key signs
anything; and the old key stays until a published checkpoint covers that entry.
"""

import datetime as dt
from collections.abc import Sequence

from django.conf import settings

from tallystick.apps.journal import keys, pin, queries, trust
from tallystick.apps.journal.append import append
from tallystick.apps.journal.publish import only_publisher, publish
from tallystick.core.errors import Refused
from tallystick.core.facts.base import REGISTER
from tallystick.core.facts.record import LogKeyRotated
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.keys import ED25519, PrivateKey, sign_rotation
from tallystick.core.ledger.policy import parse_policy

_RULE = "A log's key hands over in the record before another one signs."


def rotate(*, new: Sequence[PrivateKey], agreed_by: str | None, by: str | None, now: dt.datetime) -> LogKeyRotated:
    """Hand over to a new Ed25519 key, which may bring an ML-DSA-44 key; from here on old and new sign together.

    May be called again with the same keys after a failure: what was recorded is not recorded twice.

    Args:
        new: the keys of the new key file.
        agreed_by: who outside the operator agreed, named in public; ``None`` where nobody was asked.
        by: who decided it, withheld from the public.
        now: aware, UTC.

    Raises:
        Refused: the new keys are not one Ed25519 key of this log and perhaps others, the log has signed with it
            before, the policy does not list them, the last change is not finished, or nothing was ever signed.
        TallystickError: whatever `publish` and `append` raise.
    """
    fresh = _checked(new)
    changes = queries.key_changes()
    if changes and changes[-1][1].new_vkey == fresh.verifier.vkey:
        fact = changes[-1][1]
    else:
        _check_first_time(fresh)
        fact = _hand_over(fresh, agreed_by=agreed_by, by=by, now=now)
    with only_publisher():
        held = keys.held()
        keys.replace(keys=[*held, *(key for key in new if key not in held)])
    publish(now=now)
    return fact


def drop(*, key_id: str) -> None:
    """Let the log no longer sign with a key that handed over.

    Args:
        key_id: the eight hexadecimal digits between the plus signs of its vkey.

    Raises:
        Refused: the log does not sign with that key, or it has not handed over in a checkpoint that is shown, with its
            witnesses where there are any.
    """
    with only_publisher():
        kept = [key for key in keys.held() if key.verifier.key_id.hex() != key_id]
        gone = [key for key in keys.held() if key not in kept]
        if not gone:
            raise Refused(f"The log does not sign with a key {key_id!r}.", rule=_RULE, next_step=_SHOW)
        for key in gone:
            if key.signature_type == ED25519 and not _has_handed_over(key):
                raise Refused(
                    f"The key {key_id} has not handed over to another in a checkpoint that is shown.",
                    rule=_RULE,
                    next_step="First: tallystick log-key rotate, and wait until the witnesses have signed.",
                )
        # The pin first, while both keys are here: it may belong to either.
        pin.sign_over(vkey=next(key for key in kept if key.signature_type == ED25519).verifier.vkey)
        keys.replace(keys=kept)


_SHOW = "Look with: tallystick log-key show"


def _checked(new: Sequence[PrivateKey]) -> PrivateKey:
    """Return the Ed25519 key among the new ones."""
    own = [key for key in new if key.signature_type == ED25519]
    if len(own) != 1 or any(key.name != settings.LOG_ORIGIN for key in new):
        raise Refused(
            f"The new key file does not hold one Ed25519 key of the log {settings.LOG_ORIGIN}.",
            rule="A log's key is named as its origin.",
            next_step=f"Make it with: tallystick keys generate --kind log --name {settings.LOG_ORIGIN} --out FILE",
        )
    policy = trust.policy_bytes()
    listed = parse_policy(policy).logs if policy is not None else tuple(key.verifier for key in new)
    for key in new:
        if key.verifier not in listed:
            raise Refused(
                "The policy does not list the new key.",
                rule="A log shows what its policy's witnesses have seen, signed by the keys that the policy lists.",
                next_step=f"Add the line, beside that of the old key: log {key.verifier.vkey}",
            )
    return own[0]


def _check_first_time(fresh: PrivateKey) -> None:
    if fresh.verifier in keys.known():
        raise Refused("This log has signed with that key before.", rule=_RULE, next_step="Make a new key.")
    if sum(key.signature_type == ED25519 for key in keys.held()) > 1:
        raise Refused(
            "The last change of key is not finished: the old one still signs.",
            rule=_RULE,
            next_step="First: tallystick log-key drop ID, with the first id that tallystick log-key show prints.",
        )


def _hand_over(fresh: PrivateKey, *, agreed_by: str | None, by: str | None, now: dt.datetime) -> LogKeyRotated:
    signed = publish(now=now)
    if signed is None:
        raise Refused("This log has not signed anything yet.", rule=_RULE, next_step="Make a new instance instead.")
    head = Checkpoint(origin=settings.LOG_ORIGIN, size=signed.size, root=bytes(signed.root))
    old = keys.signer()
    statement = sign_rotation(old=old, new=fresh.signer(timestamp=0), head=head, time=now.replace(microsecond=0))
    fact = LogKeyRotated(
        old_vkey=old.verifier.vkey,
        new_vkey=fresh.verifier.vkey,
        statement=statement.decode(),
        agreed_by=agreed_by,
        by_role="operator",
        by=by,
    )
    append(fact=fact, project=REGISTER, now=now)
    return fact


def _has_handed_over(key: PrivateKey) -> bool:
    shown = queries.published_size()
    return any(fact.old_vkey == key.verifier.vkey and one.entry < shown for one, fact in queries.key_changes())

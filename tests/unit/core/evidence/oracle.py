# SPDX-License-Identifier: Apache-2.0
"""dkimpy as a second opinion: the judgement of an independent implementation on the same bytes, keys and time."""

import base64
import importlib.util
from collections.abc import Mapping, Sequence
from datetime import datetime
from types import SimpleNamespace
from unittest import mock

import dkim
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tests.signer import RECEIVED, key_records

# What dkimpy is known to let escape besides its own errors.
_FAULTS = (dkim.DKIMException, ValueError, IndexError, KeyError, TypeError, AssertionError)


class _VerifyKey:
    """Stands for PyNaCl's, which dkimpy wants for Ed25519, where that is not installed."""

    def __init__(self, key: bytes, encoder: object) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))

    def verify(self, data: bytes, signature: bytes) -> None:
        self._key.verify(signature, data)


if importlib.util.find_spec("nacl") is None:
    dkim.nacl = SimpleNamespace(
        signing=SimpleNamespace(VerifyKey=_VerifyKey),
        encoding=SimpleNamespace(Base64Encoder=None),
        exceptions=SimpleNamespace(ValueError=ValueError, BadSignatureError=InvalidSignature),
    )


def dkimpy_accepts(
    raw: bytes, *, keys: Mapping[str, Sequence[str]] | None = None, received: datetime = RECEIVED
) -> bool:
    """Return whether dkimpy, asked at the time of receipt, accepts any signature of the mail."""
    records = {name.lower(): texts for name, texts in (key_records() if keys is None else keys).items()}

    def answer(name: bytes, **_: object) -> bytes | None:
        found = records.get(name.decode("ascii", "replace").lower().removesuffix("."), [])
        return found[0].encode() if found else None

    with mock.patch.object(dkim, "time", SimpleNamespace(time=received.timestamp)):
        return any(_accepts(raw, index, answer) for index in range(8))


def _accepts(raw: bytes, index: int, answer: object) -> bool:
    try:
        return bool(dkim.DKIM(raw).verify(idx=index, dnsfunc=answer))
    except _FAULTS:
        return False

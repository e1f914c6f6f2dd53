# SPDX-License-Identifier: Apache-2.0
"""The vault: salts and values of each entry, encrypted under a key of its own.

Erasing a value means re-sealing the record without it under a new key and deleting the old key. AES-256-GCM
(NIST SP 800-38D, https://doi.org/10.6028/NIST.SP.800-38D); the entry index is authenticated, so records cannot be
swapped.
"""

import json
import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from tallystick.apps.journal.models import Entry, VaultKey, VaultRecord
from tallystick.core.errors import Unverified
from tallystick.core.ledger.commitments import FieldDisclosure


def seal(*, entry: Entry, disclosures: Mapping[str, FieldDisclosure]) -> tuple[VaultKey, VaultRecord]:
    """Return the unsaved key and record that hold the disclosures of an entry, by field name."""
    key, nonce = os.urandom(32), os.urandom(12)
    plain = json.dumps({name: field.to_json() for name, field in disclosures.items()}).encode()
    ciphertext = AESGCM(key).encrypt(nonce, plain, _bound_to(entry.index))
    return VaultKey(entry=entry, key=key), VaultRecord(entry=entry, nonce=nonce, ciphertext=ciphertext)


def reseal(*, entry: Entry, disclosures: Mapping[str, FieldDisclosure]) -> None:
    """Put other disclosures in the place of an entry's record, under a new key; the old key and record are gone."""
    key, record = seal(entry=entry, disclosures=disclosures)
    VaultKey.objects.filter(entry=entry).update(key=key.key)
    VaultRecord.objects.filter(entry=entry).update(nonce=record.nonce, ciphertext=record.ciphertext)


def unseal(*, index: int, key: bytes, nonce: bytes, ciphertext: bytes) -> dict[str, FieldDisclosure]:
    """Return the disclosures of an entry by field name; erased fields are missing.

    Raises:
        Unverified: the record does not belong to this entry or was changed.
    """
    try:
        plain = AESGCM(key).decrypt(nonce, ciphertext, _bound_to(index))
    except InvalidTag as error:
        raise Unverified(
            f"the vault record of entry {index} cannot be opened",
            rule="Each vault record is sealed to its entry.",
            next_step="Restore the vault from its backup and run tallystick rebuild-index.",
        ) from error
    return {name: FieldDisclosure.from_json(value) for name, value in json.loads(plain).items()}


def _bound_to(index: int) -> bytes:
    return b"tallystick vault entry " + str(index).encode("ascii")

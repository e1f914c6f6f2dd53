# SPDX-License-Identifier: Apache-2.0
"""The log of Northshire Police as a witness sees it: checkpoints and proofs, and a second version of the past."""

from tallystick.core.ledger import merkle
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.keys import ML_DSA, WITNESS, PrivateKey
from tallystick.core.ledger.note import NoteSigner, NoteVerifier, sign_note
from tallystick.core.ledger.witness import request

ORIGIN = "log.northshire.example/log"
OTHER_ORIGIN = "log.harbour-council.example/log"
WITNESS_NAME = "witness.harbour-trust.example"
ED25519_KEY = PrivateKey(WITNESS_NAME, WITNESS, bytes(range(32)))
ML_DSA_KEY = PrivateKey(WITNESS_NAME, ML_DSA, bytes(range(1, 33)))
WITNESS_KEYS = (ED25519_KEY, ML_DSA_KEY)
NOON = 1_772_366_400


class WitnessedLog:
    """A log of one-line entries. ``forked_at``: from this entry on it tells another story under the same key."""

    def __init__(self, origin: str = ORIGIN, *, seed: int = 1, forked_at: int | None = None) -> None:
        self.origin = origin
        self.signer = NoteSigner(origin, bytes([seed]) * 32)
        self._leaves = [
            merkle.leaf_hash(b"entry %d%s" % (number, b"" if forked_at is None or number < forked_at else b", revised"))
            for number in range(300)
        ]

    @property
    def vkey(self) -> str:
        return self.signer.verifier.vkey

    @property
    def logs(self) -> dict[str, tuple[NoteVerifier, ...]]:
        return {self.origin: (self.signer.verifier,)}

    def head(self, size: int) -> Checkpoint:
        return Checkpoint(self.origin, size, merkle.root(self._leaves[:size]))

    def checkpoint(self, size: int) -> bytes:
        return self.sign(self.head(size))

    def sign(self, head: Checkpoint) -> bytes:
        """Sign any checkpoint, also one that `sign_checkpoint` refuses."""
        return sign_note(text=head.text(), signers=[self.signer])

    def proof(self, old: int, new: int) -> tuple[bytes, ...]:
        return merkle.consistency_proof(size1=old, size2=new, node=self._node)

    def request(self, old: int, new: int) -> bytes:
        return request(old_size=old, proof=self.proof(old, new), checkpoint=self.checkpoint(new))

    def _node(self, level: int, index: int) -> bytes:
        return merkle.root(self._leaves[index << level : (index + 1) << level])

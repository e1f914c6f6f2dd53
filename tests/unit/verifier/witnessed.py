# SPDX-License-Identifier: Apache-2.0
"""The story's file with a checkpoint that witnesses have seen, and a policy that wants two of three."""

import datetime as dt

from tallystick.core.ledger.checkpoint import Checkpoint, sign_checkpoint
from tallystick.core.ledger.cosignature import CosignatureSigner, MlDsaSigner
from tallystick.core.ledger.note import NoteSigner
from tests.unit.core.claims import claim_log
from tests.unit.verifier.altered import HONEST, with_proofs

AT = int(claim_log.NOW.timestamp()) - 3600
HOUR_AGO = dt.datetime.fromtimestamp(AT, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
LOG = claim_log.SIGNER
OVERSIGHT = CosignatureSigner("oversight.example/witness", b"\x01" * 32, timestamp=AT)
UNION = CosignatureSigner("union.example/witness", b"\x02" * 32, timestamp=AT)
PAPER = MlDsaSigner("paper.example/witness", b"\x03" * 32, timestamp=AT)
LOG_TOO = MlDsaSigner(claim_log.ORIGIN, b"\x04" * 32, timestamp=AT)
HEAD = f"log {LOG.verifier.vkey}\n"
WITNESSES = "".join(
    f"witness {name} {signer.verifier.vkey}\n"
    for name, signer in (("oversight", OVERSIGHT), ("union", UNION), ("paper", PAPER))
)
TWO_OF_THREE = HEAD + WITNESSES + "group g 2 oversight union paper\nquorum g\n"


def seen_by(*witnesses: NoteSigner) -> bytes:
    """Return the story's file with a checkpoint that the log and these have signed."""
    root = HONEST.reader.root
    head = Checkpoint(claim_log.ORIGIN, len(HONEST.logged), root)
    checkpoint = sign_checkpoint(checkpoint=head, signers=[LOG, *witnesses]).decode()
    return with_proofs(lambda proof: proof.partition("\n\n")[0] + "\n\n" + checkpoint)

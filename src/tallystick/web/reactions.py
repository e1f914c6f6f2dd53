# SPDX-License-Identifier: Apache-2.0
"""What follows from a fact: the one table of reactions, run from the outbox after the fact's transaction."""

from collections.abc import Mapping

from tallystick.apps.consultations.mail import outbound
from tallystick.apps.journal.deliver import Reaction

REACTIONS: Mapping[str, Mapping[str, Reaction]] = {
    "statement.fixed": {"send-request": outbound.send_request},
    "answer.received": {"send-receipt": outbound.send_receipt},
    "answer.unclear": {"ask-again": outbound.ask_again},
    "dispute.raised": {"tell-organisation": outbound.tell_organisation},
}

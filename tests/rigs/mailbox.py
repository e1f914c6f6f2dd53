# SPDX-License-Identifier: Apache-2.0
"""Somebody's mailbox behind Postfix: an LMTP server that keeps the exact bytes it gets."""

import contextlib
import queue
from collections.abc import Iterator
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP

from tests.rigs.tools import free_port


@dataclass
class Mailbox:
    """An LMTP server that keeps the exact bytes it gets, for one known address."""

    known: str
    port: int = field(default_factory=free_port)
    received: "queue.Queue[bytes]" = field(default_factory=queue.Queue)

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):
        if address != self.known:
            return "550 5.1.1 there is nobody of that name here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        self.received.put(envelope.original_content)
        return "250 2.0.0 kept"

    @contextlib.contextmanager
    def open(self) -> Iterator["Mailbox"]:
        controller = _LmtpController(self, hostname="127.0.0.1", port=self.port)
        controller.start()
        try:
            yield self
        finally:
            controller.stop()


class _LmtpController(Controller):
    def factory(self):
        return LMTP(self.handler, decode_data=False, data_size_limit=1_000_000)

# SPDX-License-Identifier: Apache-2.0
"""Take mail in over LMTP (RFC 2033): the exact bytes are stored, durably, before the mail server is told so.

Nothing is read here. If the database does not take a mail, the mail server keeps it and comes back. One recipient at
a time: LMTP wants one answer for each recipient of a mail, and no answer of ours is ever about several.
"""

import asyncio
import datetime as dt
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.db import DatabaseError, connections, transaction

from tallystick.apps.consultations.mail.addresses import bounce_tag, is_answer_address
from tallystick.apps.consultations.models import InboundMail
from tallystick.apps.consultations.operations.answering import store_inbound
from tallystick.core.errors import Unavailable

logger = logging.getLogger(__name__)

MOST_CONNECTIONS = 50
_SECONDS_OF_SILENCE = 60.0
_COMMANDS_PER_SESSION = 200
_KEPT = "250 2.0.0 kept"
_NOBODY = "550 5.1.1 there is nobody of that name here"
_ONE_AT_A_TIME = "452 4.5.3 one recipient at a time"
_TOO_MANY = b"421 4.3.2 too many connections; try again later\r\n"
_NOT_NOW = "451 4.3.0 the mail could not be kept; try again later"


class Intake:
    """The LMTP listener. ``start`` returns when it listens; ``stop`` when it has kept what it had taken."""

    def __init__(self, *, host: str, port: int, clock: Callable[[], dt.datetime]) -> None:
        self._where = f"{host}:{port}"
        self._pool = ThreadPoolExecutor(max_workers=2, thread_name_prefix="lmtp-store")
        self._controller = _Listener(_Handler(pool=self._pool, clock=clock), hostname=host, port=port)

    def start(self) -> None:
        """Listen.

        Raises:
            Unavailable: the address is taken or not ours.
        """
        try:
            self._controller.start()
        except OSError as error:
            self.stop()
            raise Unavailable(
                f"mail cannot be taken at {self._where}: {error}",
                rule="One program listens at one address.",
                next_step="Stop the other tallystick work, or set TALLYSTICK_LMTP_HOST and TALLYSTICK_LMTP_PORT.",
            ) from error

    def stop(self) -> None:
        """Stop listening."""
        self._controller.stop(no_assert=True)
        self._pool.shutdown()


class _Listener(Controller):
    """Makes a session for each connection, up to a limit."""

    def __init__(self, handler: "_Handler", *, hostname: str, port: int) -> None:
        super().__init__(handler, hostname=hostname, port=port)
        self._open = 0

    def factory(self) -> LMTP:
        """Return the protocol of one connection (aiosmtpd's name for this)."""
        return _Session(
            self.handler,
            count=self._count,
            data_size_limit=settings.MAX_MAIL_BYTES,
            enable_SMTPUTF8=True,
            decode_data=False,
            hostname=settings.MAIL_DOMAIN,
            ident="Tallystick",
            timeout=_SECONDS_OF_SILENCE,
            command_call_limit=_COMMANDS_PER_SESSION,
            loop=self.loop,
        )

    def _count(self, change: int) -> int:
        self._open += change
        return self._open


class _Session(LMTP):
    """One connection."""

    def __init__(self, handler: "_Handler", *, count: Callable[[int], int], **options: Any) -> None:  # noqa: ANN401 (aiosmtpd's own options)
        super().__init__(handler, **options)
        self._count = count

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin, or hang up where too many connections are open."""
        if self._count(1) > MOST_CONNECTIONS:
            if isinstance(transport, asyncio.Transport):
                transport.write(_TOO_MANY)
            transport.close()
            return
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        """End."""
        self._count(-1)
        if self.session is not None:
            super().connection_lost(error)


class _Handler:
    """Answers RCPT and DATA. The names of the methods are aiosmtpd's."""

    def __init__(self, *, pool: ThreadPoolExecutor, clock: Callable[[], dt.datetime]) -> None:
        self._pool = pool
        self._clock = clock

    async def handle_RCPT(
        self,
        server: SMTP,  # noqa: ARG002
        session: Session,  # noqa: ARG002
        envelope: Envelope,
        address: str,
        rcpt_options: list[str],  # noqa: ARG002
    ) -> str:
        """Take the address for answers and our own bounce addresses; nobody else is here."""
        if not is_answer_address(address) and bounce_tag(address) is None:
            return _NOBODY
        if envelope.rcpt_tos:
            return _ONE_AT_A_TIME
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002
        """Store the mail, and only then say that it is kept."""
        kept = await asyncio.get_running_loop().run_in_executor(self._pool, self._store, envelope)
        return _KEPT if kept else _NOT_NOW

    async def handle_exception(self, error: Exception) -> str:
        """Have the mail server keep the mail where we are at fault."""
        logger.error("the LMTP listener failed", exc_info=error)
        return _NOT_NOW

    def _store(self, envelope: Envelope) -> bool:
        try:
            with transaction.atomic(durable=True):
                store_inbound(
                    raw=envelope.original_content or b"",
                    channel=InboundMail.Channel.MAIL,
                    envelope_from=_text(envelope.mail_from),
                    recipient=envelope.rcpt_tos[0],
                    received_at=self._clock().replace(microsecond=0),
                )
        except DatabaseError:
            logger.exception("a mail could not be stored; the mail server keeps it")
            return False
        finally:
            connections.close_all()
        return True


def _text(sender: str | None) -> str:
    """Return an envelope sender as text the database takes; the null sender is empty."""
    return (sender or "").encode("utf-8", "replace").decode("utf-8").replace("<>", "")

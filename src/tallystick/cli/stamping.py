# SPDX-License-Identifier: Apache-2.0
"""Asking for timestamps beside the work of an instance: whatever the authority does, nothing else waits or fails."""

import datetime as dt
import logging
import sys
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from django.conf import settings
from django.db import connections

from tallystick.apps.journal.timestamps import Poster, stamp
from tallystick.core.errors import TallystickError
from tallystick.core.ledger.stamped import StampLine

logger = logging.getLogger(__name__)

#: Seconds between two looks at whether a timestamp is due, and so between two tries of one that failed.
PAUSE = 60.0


def stamp_or_say(*, now: dt.datetime, web: Poster) -> StampLine | None:
    """Ask for a timestamp where one is due; where that fails, say so on standard error and go on."""
    try:
        return stamp(now=now, web=web)
    except TallystickError as error:
        print(f"No timestamp, and asked again next time. {error.explain()}", file=sys.stderr, flush=True)
        return None


class Stamper:
    """Asks for timestamps in a thread of its own, which an authority that hangs may hold up."""

    def __init__(self, *, clock: Callable[[], dt.datetime], web: Poster) -> None:
        """Take the clock and the way to ask; nothing is asked yet."""
        self._clock = clock
        self._web = web
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tallystick-stamp")
        self._asking: Future[StampLine | None] | None = None
        self._next = float("-inf")

    def look(self) -> None:
        """Begin to ask if it is time, and report what came of the last try. Returns at once."""
        if self._asking is not None and self._asking.done():
            _report(self._asking)
            self._asking = None
        if settings.TSA_URL and self._asking is None and time.monotonic() >= self._next:
            self._next = time.monotonic() + PAUSE
            self._asking = self._pool.submit(self._ask)

    def stop(self) -> None:
        """Wait for the answer that is due, for as long as the way to ask waits, and report it."""
        self._pool.shutdown()
        if self._asking is not None:
            _report(self._asking)

    def _ask(self) -> StampLine | None:
        try:
            return stamp(now=self._clock(), web=self._web)
        finally:
            connections.close_all()


def _report(done: "Future[StampLine | None]") -> None:
    fault = done.exception()
    if fault is not None:
        logger.error("no timestamp, and asked again in %.0f seconds", PAUSE, exc_info=fault)
    elif (line := done.result()) is not None:
        logger.info("The checkpoint of %d entries has a timestamp.", line.size)

# SPDX-License-Identifier: Apache-2.0
"""``tallystick work``: take mail in, read it, publish the log, send mail, remind."""

import argparse
import contextlib
import datetime as dt
import fcntl
import logging
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from django.conf import settings
from django.db import close_old_connections, connections

from tallystick.apps.consultations.jobs import remind
from tallystick.apps.consultations.mail import inbound
from tallystick.apps.consultations.mail.lmtp import Intake
from tallystick.apps.consultations.mail.resolver import KeyResolver
from tallystick.apps.journal import queries as journal
from tallystick.apps.journal.comparing import compare
from tallystick.apps.journal.deliver import deliver
from tallystick.apps.journal.guard import check_before_writing
from tallystick.apps.journal.models import Outbox
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.witnessing import witness
from tallystick.cli.stamping import Stamper, stamp_or_say
from tallystick.cli.web_client import WebClient
from tallystick.core.errors import TallystickError

logger = logging.getLogger(__name__)
T = TypeVar("T")

PAUSE = 1.0
_HEARTBEAT = 60.0
_HOUR = 3600.0
_LONGEST_REST = 600.0
_WEB = WebClient()
#: Witnesses that are away must not keep the service from starting; they are all asked at the same time.
_WEB_AT_THE_START = WebClient(silence=3.0, whole=5.0)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser(
        "work", help="take mail in, send mail, publish the log", description="Runs until it is stopped (Ctrl+C)."
    )
    parser.add_argument("--once", action="store_true", help="do what is due, without listening for mail, and stop")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Work until stopped, or once."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    # The name of the library that speaks LMTP; it would report every connection.
    logging.getLogger("mail.log").setLevel(logging.WARNING)
    if arguments.once:
        report_comparison(compare(web=_WEB_AT_THE_START))
        print(f"Done: {run_once(now=_clock())} mails read. {_state()}")
        return 0
    compare_and_go_on()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    worker = Worker()
    worker.start()
    print(f"Taking mail at {settings.LMTP_HOST}:{settings.LMTP_PORT} (LMTP). Stop with Ctrl+C.", flush=True)
    stopping.wait()
    worker.stop()
    print("Stopped.", flush=True)
    return 0


def compare_and_go_on() -> None:
    """Compare files, pin and witnesses at the start. On a mismatch say so, and go on read-only: mail is still kept."""
    try:
        report_comparison(compare(web=_WEB_AT_THE_START))
    except TallystickError as error:
        print(f"ALARM. {error.explain()}", file=sys.stderr, flush=True)


def report_comparison(problems: Sequence[str]) -> None:
    """Print which witnesses could not be compared."""
    for problem in problems:
        print(f"Not compared with the witness {problem}", file=sys.stderr, flush=True)


def run_once(*, now: dt.datetime, resolver: KeyResolver | None = None) -> int:
    """Do everything that is due at ``now``, in this thread, and return how many mails were read.

    Publishing comes before and after sending: a receipt goes out with the proof of its entry, and what was sent is
    itself published. With a policy, witnesses are asked each time.

    Raises:
        Unavailable: the instance is read-only, or a comparison has just made it so; nothing was done.
    """
    with _alone():
        check_before_writing()
        read = inbound.read_waiting(now=now, resolver=resolver or KeyResolver.from_settings())
        publish(now=now)
        witness(now=now, web=_WEB)
        deliver(now=now)
        remind(now=now)
        publish(now=now)
        witness(now=now, web=_WEB)
    stamp_or_say(now=now, web=_WEB)
    return read


class Worker:
    """The LMTP listener and the loop of ``tallystick work``, in threads of their own.

    A step that fails is logged, rests for a growing while and is tried again; the others go on. All steps run in one
    thread, whose fate is looked at from another: that way a defect in one step, too, leaves the others alone.
    """

    def __init__(self, *, listen: bool = True, clock: Callable[[], dt.datetime] | None = None) -> None:
        self._clock = clock or _clock
        self._resolver = KeyResolver.from_settings()
        self._intake = Intake(host=settings.LMTP_HOST, port=settings.LMTP_PORT, clock=self._clock) if listen else None
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._loop, name="tallystick-work", daemon=True)
        self._steps = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tallystick-step")
        self._stamper = Stamper(clock=self._clock, web=_WEB)
        self._resting: dict[str, tuple[float, float]] = {}
        self._reminded = self._reported = float("-inf")

    def start(self) -> None:
        """Listen and begin to work.

        Raises:
            Unavailable: the LMTP address is taken.
        """
        if self._intake is not None:
            self._intake.start()
        self._thread.start()

    def stop(self) -> None:
        """Stop listening, finish the step that runs, and return."""
        if self._intake is not None:
            self._intake.stop()
        self._stopping.set()
        self._thread.join()
        self._steps.submit(connections.close_all).result()
        self._steps.shutdown()
        self._stamper.stop()

    def _loop(self) -> None:
        while not self._stopping.is_set():
            self._round()
            self._stopping.wait(PAUSE)

    def _round(self) -> None:
        # On a record that is read-only nothing is read or sent: what cannot be recorded would be done over and over.
        if not self._attempt("take up the record", _is_writable):
            return
        for pk in self._attempt("look for mail", inbound.waiting) or []:
            read = partial(inbound.read_one, pk=pk, now=self._clock(), resolver=self._resolver)
            self._attempt(f"read mail {pk}", read)
        self._attempt("publish", lambda: publish(now=self._clock()))
        self._attempt("ask the witnesses", lambda: witness(now=self._clock(), web=_WEB))
        self._attempt("send", lambda: deliver(now=self._clock()))
        due = time.monotonic() - self._reminded >= _HOUR
        if due and self._attempt("remind", lambda: remind(now=self._clock())) is not None:
            self._reminded = time.monotonic()
        self._attempt("publish", lambda: publish(now=self._clock()))
        self._stamper.look()
        if time.monotonic() - self._reported >= _HEARTBEAT and (state := self._attempt("report", _state)):
            self._reported = time.monotonic()
            logger.info("%s", state)

    def _attempt(self, name: str, step: Callable[[], T]) -> T | None:
        """Run one step in the thread of steps and return what it returns; ``None`` where it fails or rests."""
        until, pause = self._resting.get(name, (0.0, PAUSE))
        if self._stopping.is_set() or time.monotonic() < until:
            return None
        outcome = self._steps.submit(_by_itself, step)
        fault = outcome.exception()
        if fault is None:
            self._resting.pop(name, None)
            return outcome.result()
        self._resting[name] = (time.monotonic() + pause, min(pause * 2, _LONGEST_REST))
        logger.error("%s failed and is tried again in %.0f seconds", name, pause, exc_info=fault)
        return None


def _by_itself(step: Callable[[], T]) -> T:
    close_old_connections()
    with _alone():
        return step()


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other worker of this instance is in a step: two at once would send mails twice."""
    settings.LOG_DIR.mkdir(parents=True, exist_ok=True)
    with (settings.LOG_DIR.parent / "work.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _is_writable() -> bool:
    check_before_writing()
    return True


def _state() -> str:
    waiting = Outbox.objects.filter(done_at__isnull=True).count()
    entries = f"{journal.published_size()} entries published"
    signed = journal.signed()
    if signed is not None and signed.size > journal.published_size():
        entries += f", {signed.size} signed and waiting for witnesses"
    return f"{len(inbound.waiting())} mails and {waiting} reactions wait, {entries}"


def _clock() -> dt.datetime:
    return dt.datetime.now(dt.UTC)

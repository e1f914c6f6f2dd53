# SPDX-License-Identifier: Apache-2.0
"""Published checkpoints are stamped, at most every so often, and nothing waits for it or fails with it."""

import dataclasses
import datetime as dt
import importlib.util
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import queries, timestamps
from tallystick.apps.journal.append import append
from tallystick.apps.journal.publish import publish
from tallystick.apps.journal.timestamps import bundle_timestamp, stamp
from tallystick.cli.stamping import Stamper, stamp_or_say
from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.evidence.timestamp import read_roots, verify_timestamp
from tallystick.core.facts.project import ProjectPublished
from tallystick.core.ledger.checkpoint import Checkpoint
from tallystick.core.ledger.stamped import check_stamped
from tests.rigs.timestamping import NOW, Authority

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]
AUTHORITY = Authority()
URL = "http://time.example/stamp"
HOUR = dt.timedelta(hours=1)


@dataclasses.dataclass(frozen=True)
class Said:
    """An HTTP answer."""

    status: int
    body: bytes


class Web:
    """The way to an authority; ``answer`` is what it says to a request."""

    def __init__(self) -> None:
        self.now = NOW
        self.asked: list[str] = []
        self.answer: Callable[[bytes], Said] = lambda query: Said(200, AUTHORITY.answer(query, now=self.now))

    def post(self, url: str, *, body: bytes, limit: int, content_type: str) -> Said:
        """Answer as the authority does."""
        assert content_type == "application/timestamp-query"
        self.asked.append(url)
        said = self.answer(body)
        assert len(said.body) <= limit + 1
        return said


@pytest.fixture
def web(settings: Settings, tmp_path: Path) -> Web:
    """An authority that the instance names, and whose root it has."""
    settings.TSA_URL, settings.TSA_HOURS = URL, 24
    (tmp_path / "tsa-roots.pem").write_bytes(AUTHORITY.roots)
    return Web()


def _publish(count: int = 1, *, now: dt.datetime = NOW) -> None:
    for _ in range(count):
        append(fact=ProjectPublished(project="p1", by_role="dpo", by="ada"), project="p1", now=now)
    publish(now=now)


def _files() -> list[str]:
    return sorted(path.name for path in timestamps.folder().iterdir())


def test_a_published_checkpoint_is_stamped_and_kept(web: Web) -> None:
    _publish(3)
    line = stamp(now=NOW, web=web)
    assert line is not None
    assert (line.size, line.time, web.asked) == (3, NOW, [URL])
    assert _files() == ["3.checkpoint", "3.tsr", "index"]
    note = (timestamps.folder() / "3.checkpoint").read_bytes()
    assert note == (instance.LOG_DIR / "checkpoint").read_bytes()
    answer = (timestamps.folder() / "3.tsr").read_bytes()
    assert verify_timestamp(answer, data=note, roots=read_roots(AUTHORITY.roots)).time == NOW
    assert list(timestamps.paths()) == ["timestamps/3.checkpoint", "timestamps/3.tsr", "timestamps/index"]


def test_without_an_authority_nothing_is_asked(web: Web, settings: Settings) -> None:
    settings.TSA_URL = ""
    _publish()
    assert (stamp(now=NOW, web=web), web.asked) == (None, [])
    assert list(timestamps.paths()) == []


def test_an_empty_log_is_not_stamped(web: Web) -> None:
    assert (stamp(now=NOW, web=web), web.asked) == (None, [])


def test_the_same_checkpoint_is_stamped_once(web: Web) -> None:
    _publish()
    stamp(now=NOW, web=web)
    assert stamp(now=NOW + 100 * HOUR, web=web) is None
    assert len(web.asked) == 1


def test_the_next_one_waits_its_hours(web: Web) -> None:
    _publish()
    stamp(now=NOW, web=web)
    _publish()
    assert stamp(now=NOW + 24 * HOUR - dt.timedelta(seconds=1), web=web) is None
    web.now = NOW + 24 * HOUR
    assert stamp(now=web.now, web=web) is not None
    assert [line.size for line in timestamps.index()] == [1, 2]


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (lambda query: Said(503, b"busy"), Unavailable),
        (lambda query: Said(302, b""), Unavailable),
        (lambda query: Said(200, b""), Invalid),
        (lambda query: Said(200, b"<html>not an answer</html>"), Invalid),
        (lambda query: Said(200, AUTHORITY.answer(query) + b"\0"), Invalid),
        (lambda query: Said(200, bytes(65_537)), Invalid),
        (lambda query: Said(200, AUTHORITY.answer(query, status=2)), Unverified),
        (lambda query: Said(200, AUTHORITY.answer(query, nonce=5)), Unverified),
        (lambda query: Said(200, AUTHORITY.answer(query, digest=bytes(32))), Unverified),
        (lambda query: Said(200, Authority(name="Somebody Else").answer(query)), Unverified),
        (
            lambda query: Said(200, Authority(valid=(NOW - 9 * HOUR, NOW - HOUR), root=AUTHORITY).answer(query)),
            Unverified,
        ),
    ],
    ids=[
        "busy",
        "redirect",
        "nothing",
        "a page",
        "one byte more",
        "oversize",
        "refusal",
        "wrong nonce",
        "wrong imprint",
        "untrusted root",
        "expired certificate",
    ],
)
def test_a_wrong_answer_is_not_kept_and_asked_for_again(web: Web, answer: Callable[[bytes], Said], error: type) -> None:
    _publish()
    right, web.answer = web.answer, answer
    with pytest.raises(error):
        stamp(now=NOW, web=web)
    assert _files() == []
    web.answer = right
    assert stamp(now=NOW, web=web) is not None


def test_missing_roots_are_named(web: Web, tmp_path: Path) -> None:
    _publish()
    (tmp_path / "tsa-roots.pem").unlink()
    with pytest.raises(Unavailable, match=r"tsa-roots\.pem"):
        stamp(now=NOW, web=web)
    assert web.asked == []


def test_without_the_extra_the_operator_is_told_how_to_get_it(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    _publish()
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(Unavailable) as error:
        stamp(now=NOW, web=web)
    assert error.value.next_step == "pip install 'tallystick[timestamp]'"


def test_who_comes_second_does_not_wait(web: Web) -> None:
    _publish()
    inside: list[object] = []
    right = web.answer

    def answer(query: bytes) -> Said:
        inside.append(stamp(now=NOW, web=web))
        return right(query)

    web.answer = answer
    assert stamp(now=NOW, web=web) is not None
    assert inside == [None]


def test_what_a_crash_left_before_the_list_was_written_is_written_over(web: Web) -> None:
    _publish()
    timestamps.folder().mkdir()
    (timestamps.folder() / "1.checkpoint").write_bytes(b"half a checkpoint")
    stamp(now=NOW, web=web)
    assert (timestamps.folder() / "1.checkpoint").read_bytes() == (instance.LOG_DIR / "checkpoint").read_bytes()


def test_a_bundle_gets_the_earliest_timestamp_that_covers_all_of_it_else_the_newest_that_covers_some(web: Web) -> None:
    for round_, count in enumerate((2, 3, 4)):
        _publish(count)
        web.now = NOW + 24 * round_ * HOUR
        stamp(now=web.now, web=web)
    _publish(1)
    head = queries.published()
    assert head is not None

    def size_for(first: int, last: int) -> int | None:
        chosen = bundle_timestamp(first=first, last=last)
        if chosen is None:
            return None
        now = Checkpoint(instance.LOG_ORIGIN, head.size, bytes(head.root))
        return check_stamped(chosen, head=now).size

    assert [line.size for line in timestamps.index()] == [2, 5, 9]
    assert size_for(0, 1) == 2
    assert size_for(0, 2) == size_for(4, 4) == 5
    assert size_for(0, 8) == 9
    assert size_for(0, 9) == 9
    assert size_for(9, 9) is None


def test_a_bundle_without_any_timestamp(web: Web) -> None:
    assert bundle_timestamp(first=0, last=0) is None
    _publish()
    assert bundle_timestamp(first=0, last=0) is None


def test_a_timestamp_whose_file_is_gone_is_left_out_of_bundles(web: Web) -> None:
    _publish()
    stamp(now=NOW, web=web)
    (timestamps.folder() / "1.tsr").unlink()
    assert bundle_timestamp(first=0, last=0) is None


@pytest.mark.parametrize("path", ["timestamps/../keys/secret.key", "timestamps/0.tsr", "timestamps/1.tsr/", "index"])
def test_other_paths_lead_nowhere(web: Web, path: str) -> None:
    assert timestamps.content(path) is None


def test_a_list_that_cannot_be_opened_is_unavailable(web: Web) -> None:
    (timestamps.folder() / "index").mkdir(parents=True)
    with pytest.raises(Unavailable):
        timestamps.index()


# Beside the work.


def test_a_command_says_that_there_is_none_and_goes_on(web: Web, capsys: pytest.CaptureFixture[str]) -> None:
    _publish()
    web.answer = lambda _query: Said(503, b"")
    assert stamp_or_say(now=NOW, web=web) is None
    assert "No timestamp, and asked again next time." in capsys.readouterr().err


@pytest.mark.django_db(transaction=True)
def test_an_authority_that_hangs_holds_nothing_up(web: Web, caplog: pytest.LogCaptureFixture) -> None:
    _publish()
    asked, go_on, right = threading.Event(), threading.Event(), web.answer

    def hang(query: bytes) -> Said:
        asked.set()
        assert go_on.wait(30)
        return right(query)

    web.answer = hang
    stamper = Stamper(clock=lambda: NOW, web=web)
    caplog.set_level("INFO")
    stamper.look()
    assert asked.wait(30)
    stamper.look()
    _publish()
    assert queries.published_size() == 2
    go_on.set()
    stamper.stop()
    assert "The checkpoint of 1 entries has a timestamp." in caplog.text
    assert len(web.asked) == 1


@pytest.mark.django_db(transaction=True)
def test_a_failure_beside_the_work_is_reported_and_tried_again(
    web: Web, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tallystick.cli.stamping.PAUSE", 0.0)
    _publish()
    right, web.answer = web.answer, lambda _query: Said(500, b"")
    stamper = Stamper(clock=lambda: NOW, web=web)
    stamper.look()
    assert stamper._asking is not None
    stamper._asking.exception(timeout=30)
    web.answer = right
    stamper.look()
    stamper.stop()
    assert "answers with status 500" in caplog.text
    assert [line.size for line in timestamps.index()] == [1]


def test_without_an_authority_no_thread_asks(web: Web, settings: Settings) -> None:
    settings.TSA_URL = ""
    stamper = Stamper(clock=lambda: NOW, web=web)
    stamper.look()
    stamper.stop()
    assert web.asked == []

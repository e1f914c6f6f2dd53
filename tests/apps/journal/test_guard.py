# SPDX-License-Identifier: Apache-2.0
"""Whatever program a process runs: before it writes for the first time, the record must be the one that was signed."""

from collections.abc import Callable

import pytest
from django.conf import settings as instance
from pytest_django import Settings

from tallystick.apps.journal import guard, pin
from tallystick.apps.journal.models import Entry
from tallystick.apps.journal.publish import publish
from tallystick.core.errors import Unavailable
from tallystick.core.ledger.checkpoint import Checkpoint
from tests.apps.journal.witnessed import START, folder, record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_log")]


@pytest.fixture
def new_process(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Return what makes this process forget that it has compared."""

    def forget() -> None:
        monkeypatch.setattr(guard, "_compared", set())

    return forget


def test_a_process_compares_before_its_first_write_and_not_again(
    new_process: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    record(2)
    publish(now=START)
    new_process()
    record(1)
    with monkeypatch.context() as patched:
        patched.setattr(guard, "check_pin", lambda _edge: pytest.fail("it compared a second time"))
        record(1)


def test_the_first_write_to_an_older_copy_is_refused(new_process: Callable[[], None]) -> None:
    record(1)
    publish(now=START)
    known = pin.read()
    assert known is not None
    (pin.folder() / "log.pin").unlink()
    pin.adopt(head=Checkpoint(known.origin, 9, known.root))
    new_process()
    with pytest.raises(Unavailable, match="signed 9 entries before and has only 1 now"):
        record(1)
    assert Entry.objects.count() == 1
    assert (folder() / "READ-ONLY").exists()


def test_a_changed_tile_stops_the_first_write(new_process: Callable[[], None]) -> None:
    record(2)
    publish(now=START)
    (instance.LOG_DIR / "tile" / "0" / "000.p" / "2").write_bytes(bytes(64))
    new_process()
    with pytest.raises(Unavailable, match="lead to another root"):
        record(1)
    assert Entry.objects.count() == 2


def test_a_key_that_cannot_be_read_stops_writing_only_until_it_can(
    new_process: Callable[[], None], settings: Settings
) -> None:
    record(1)
    publish(now=START)
    kept, settings.KEY_DIR = settings.KEY_DIR, folder() / "not-mounted"
    new_process()
    with pytest.raises(Unavailable, match="cannot be read"):
        record(1)
    assert not (folder() / "READ-ONLY").exists()
    settings.KEY_DIR = kept
    record(1)

# SPDX-License-Identifier: Apache-2.0
"""What a witness answers to whom, every status of the specification among it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tallystick.cli.witness_service import Clock
from tallystick.cli.witness_store import Store
from tallystick.core.errors import Unavailable
from tallystick.core.ledger.checkpoint import open_checkpoint
from tallystick.core.ledger.cosignature import timestamp_of
from tallystick.core.ledger.witness import PLAIN, SIZE_TYPE, origin_hash, read_response
from tests.unit.cli.witness_rig import LOG, REVISED, VERIFIERS, at_noon, init_with_known_keys, opened, service
from tests.unit.core.ledger.witness_log import NOON, ORIGIN, OTHER_ORIGIN, WITNESS_KEYS, WitnessedLog

OTHER = WitnessedLog(OTHER_ORIGIN, seed=2)
STRANGE = WitnessedLog(seed=9)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(init_with_known_keys(tmp_path, LOG, OTHER)) as found:
        yield found


def test_200_with_cosignatures_of_now_by_both_keys(store: Store):
    printed: list[str] = []
    answer = service(store, printed=printed, clock=at_noon()).add_checkpoint(LOG.request(0, 5), client="203.0.113.7")
    assert (answer.status, answer.content_type) == (200, PLAIN)
    lines = read_response(
        status=200, content_type="", body=answer.body, checkpoint=LOG.checkpoint(5), old_size=0, witness=VERIFIERS
    )
    assert isinstance(lines, tuple)
    assert [timestamp_of(line.signature) for line in lines] == [NOON, NOON]
    assert printed == [f"203.0.113.7 add-checkpoint 200 {ORIGIN} 0 -> 5"]


def test_every_other_status(store: Store):
    answers = service(store)
    assert answers.add_checkpoint(LOG.request(0, 5), client="a").status == 200
    for status, body in (
        (400, b""),
        (400, b"old 5\n\n" + LOG.checkpoint(3)),
        (403, STRANGE.request(5, 6)),
        (404, OTHER.request(0, 5)),
        (409, LOG.request(3, 7)),
        (422, REVISED.request(5, 7)),
        (422, REVISED.request(5, 5)),
    ):
        answer = answers.add_checkpoint(body, client="a")
        assert answer.status == status
        assert answer.content_type == (SIZE_TYPE if status == 409 else PLAIN)
        assert answer.body.endswith(b"\n")
    assert answers.add_checkpoint(LOG.request(3, 7), client="a").body == b"5\n"


def test_a_refusal_is_logged_with_its_reason_on_one_line(store: Store):
    printed: list[str] = []
    answers = service(store, printed=printed)
    answers.add_checkpoint(LOG.request(3, 7), client="203.0.113.7")
    answers.add_checkpoint(b"old \x1b[2J\n\n\n\n", client="")
    answers.add_checkpoint(b"", client="\x1b[2J" + "x" * 1000)
    assert len(printed[2]) < 200
    assert printed[0] == f"203.0.113.7 add-checkpoint 409 {ORIGIN} 3 -> 7 (0)"
    assert printed[1].startswith("unknown add-checkpoint 400 - (invalid input: ")
    assert all(line.isprintable() for line in printed)


def test_429_for_an_address_that_asks_too_often(store: Store):
    steady = [0.0]
    clock = Clock(steady=lambda: steady[0])
    answers = service(store, per_address_per_minute=2, clock=clock)
    assert [answers.add_checkpoint(b"", client="203.0.113.7").status for _ in range(3)] == [400, 400, 429]
    late = answers.add_checkpoint(LOG.request(0, 5), client="203.0.113.7")
    assert (late.status, late.headers) == (429, (("Retry-After", "60"),))
    assert answers.show("/", client="203.0.113.7").status == 429
    assert answers.add_checkpoint(LOG.request(0, 5), client="203.0.113.8").status == 200
    steady[0] = 30.0
    assert answers.add_checkpoint(LOG.request(5, 6), client="203.0.113.7").status == 200


def test_429_for_a_log_that_asks_too_often(store: Store):
    steady = [0.0]
    clock = Clock(steady=lambda: steady[0])
    answers = service(store, LOG, OTHER, per_log_per_minute=2, clock=clock)
    statuses = [answers.add_checkpoint(LOG.request(old, old + 1), client=str(old)).status for old in range(3)]
    assert statuses == [200, 200, 429]
    assert answers.add_checkpoint(OTHER.request(0, 1), client="a").status == 200
    steady[0] = 30.0
    assert answers.add_checkpoint(LOG.request(2, 3), client="a").status == 200


def test_nobody_else_can_use_up_what_a_log_may_ask(store: Store):
    answers = service(store, per_log_per_minute=1)
    assert {answers.add_checkpoint(STRANGE.request(0, 5), client=str(number)).status for number in range(5)} == {403}
    assert answers.add_checkpoint(LOG.request(0, 5), client="a").status == 200


def test_503_where_the_storage_fails_without_saying_more(store: Store, monkeypatch: pytest.MonkeyPatch):
    printed: list[str] = []
    answers = service(store, printed=printed)

    def fail(*arguments: object, **options: object) -> None:
        raise Unavailable("/var/lib/secret-place is on fire")

    monkeypatch.setattr(Store, "cosign", fail)
    monkeypatch.setattr(Store, "note", fail)
    checkpoint = f"/{origin_hash(ORIGIN)}/checkpoint"
    for answer in (answers.add_checkpoint(LOG.request(0, 5), client="a"), answers.show(checkpoint, client="a")):
        assert answer.status == 503
        assert b"secret" not in answer.body
    assert "FAILED /var/lib/secret-place is on fire" in printed


def test_503_where_the_clock_has_not_been_set(store: Store):
    clock = Clock(posix=lambda: 0.5)
    assert service(store, clock=clock).add_checkpoint(LOG.request(0, 5), client="a").status == 503
    assert store.note(ORIGIN) is None


def test_a_monitor_reads_the_newest_checkpoint_at_its_address(store: Store):
    answers = service(store, LOG, OTHER)
    path = f"/{origin_hash(ORIGIN)}/checkpoint"
    assert answers.show(path, client="a").status == 404
    answers.add_checkpoint(LOG.request(0, 5), client="a")
    answers.add_checkpoint(LOG.request(5, 7), client="a")
    answer = answers.show(path, client="a")
    assert (answer.status, answer.content_type) == (200, PLAIN)
    assert ("Access-Control-Allow-Origin", "*") in answer.headers
    shown = open_checkpoint(answer.body, origin=ORIGIN, verifiers=[LOG.signer.verifier, *VERIFIERS])
    assert shown.checkpoint == LOG.head(7)
    assert len(shown.note.signed_by) == 3


@pytest.mark.parametrize(
    "path", ["/checkpoint", f"/{origin_hash(ORIGIN).upper()}/checkpoint", "//", "/a/checkpoint", ""]
)
def test_there_is_nothing_elsewhere(store: Store, path: str):
    assert service(store).show(path, client="a").status == 404


def test_the_first_page_says_whose_keys_these_are(store: Store):
    text = service(store, LOG, OTHER).show("/", client="a").body.decode()
    for expected in (*(key.verifier.vkey for key in WITNESS_KEYS), ORIGIN, OTHER_ORIGIN, origin_hash(ORIGIN)):
        assert expected in text

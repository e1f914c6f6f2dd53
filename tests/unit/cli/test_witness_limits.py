# SPDX-License-Identifier: Apache-2.0
"""Buckets of requests."""

import threading

from tallystick.cli.witness_limits import RateLimit, neighbourhood


def test_a_bucket_empties_and_fills_again():
    limit = RateLimit(per_minute=3)
    assert [limit.take("a", now=0.0) for _ in range(4)] == [True, True, True, False]
    assert not limit.take("a", now=19.9)
    assert limit.take("a", now=20.0)
    assert not limit.take("a", now=20.1)
    assert [limit.take("a", now=1000.0) for _ in range(4)] == [True, True, True, False], "never more than full"


def test_asking_while_it_is_empty_does_not_keep_it_empty():
    limit = RateLimit(per_minute=1)
    assert limit.take("a", now=0.0)
    assert [limit.take("a", now=float(second)) for second in range(1, 60)] == [False] * 59
    assert limit.take("a", now=60.5)


def test_names_have_buckets_of_their_own():
    limit = RateLimit(per_minute=1)
    assert limit.take("a", now=0.0)
    assert limit.take("b", now=0.0)
    assert not limit.take("a", now=0.0)


def test_many_names_do_not_fill_the_memory():
    limit = RateLimit(per_minute=1)
    for number in range(20_001):
        assert limit.take(str(number), now=0.0)
    assert len(limit._buckets) == 10_000
    assert not limit.take("20000", now=0.0)


def test_threads_together_take_no_more_than_there_is():
    limit, taken = RateLimit(per_minute=50), []

    def take() -> None:
        taken.extend(limit.take("a", now=0.0) for _ in range(20))

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(taken) == 50


def test_what_counts_as_one_address():
    assert neighbourhood("203.0.113.7") == "203.0.113.7"
    assert neighbourhood("::ffff:203.0.113.7") == "203.0.113.7"
    assert neighbourhood("2001:db8:1:2:3:4:5:6") == neighbourhood("2001:db8:1:2::1") == "2001:db8:1:2::/64"
    assert neighbourhood("2001:db8:1:3::1") != neighbourhood("2001:db8:1:2::1")
    assert neighbourhood("fe80::1%eth0") == "fe80::/64"
    assert neighbourhood("") == neighbourhood("unix:") == "unknown"

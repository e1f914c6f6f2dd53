# SPDX-License-Identifier: Apache-2.0
"""The tests talk to this machine only, and what they lack they say."""

import socket

import pytest

from tests.rigs import network, tools

# 192.0.2.0/24 and 2001:db8::/32 are set aside for documentation (RFC 5737, RFC 3849): nothing is there.
_OUTSIDE = ["192.0.2.1", "2001:db8::1", "harbourtrust.example", "10.0.0.1", "0.0.0.0", "localhost.example"]  # noqa: S104
_INSIDE = [
    "127.0.0.1",
    "127.9.9.9",
    "::1",
    "::1%lo",
    "localhost",
    "LOCALHOST.",
    "record.localhost",
    "",
    None,
    b"localhost",
]


@pytest.mark.parametrize("host", _OUTSIDE)
def test_outside_is_outside(host: str):
    assert not network.is_loopback(host)


@pytest.mark.parametrize("host", _INSIDE)
def test_this_machine_is_inside(host: object):
    assert network.is_loopback(host)


def test_connection_to_another_machine_is_refused():
    with socket.socket() as client, pytest.raises(network.OutsideWorldError):
        client.connect(("192.0.2.1", 80))
    with socket.socket() as client, pytest.raises(network.OutsideWorldError):
        client.connect_ex(("192.0.2.1", 80))


def test_connection_to_another_machine_over_ipv6_is_refused():
    with socket.socket(socket.AF_INET6) as client, pytest.raises(network.OutsideWorldError):
        client.connect(("2001:db8::1", 80))


def test_datagram_to_another_machine_is_refused():
    with socket.socket(type=socket.SOCK_DGRAM) as client:
        with pytest.raises(network.OutsideWorldError):
            client.sendto(b"who is there", ("192.0.2.1", 53))
        with pytest.raises(network.OutsideWorldError):
            client.sendmsg([b"who is there"], [], 0, ("192.0.2.1", 53))


def test_look_up_of_another_machine_is_refused():
    with pytest.raises(network.OutsideWorldError):
        socket.getaddrinfo("harbourtrust.example", 25)
    with pytest.raises(network.OutsideWorldError):
        socket.gethostbyname("harbourtrust.example")


def test_libraries_are_refused_too():
    from urllib.request import urlopen

    with pytest.raises(network.OutsideWorldError):
        urlopen("http://harbourtrust.example/")


def test_this_machine_can_be_reached():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        with socket.create_connection(("localhost", server.getsockname()[1]), timeout=5):
            assert tools.listens(server.getsockname()[1])


def test_missing_tool_skips_here_and_fails_in_ci(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no-such-program is missing"):
        tools.program("no-such-program")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="no-such-program is missing"):
        tools.program("no-such-program")


def test_waiting_ends():
    with pytest.raises(TimeoutError, match="the moon is green"):
        tools.wait_until(lambda: False, what="the moon is green", seconds=0.05)

# SPDX-License-Identifier: Apache-2.0
"""Nothing that the tests run may talk to another machine.

An audit hook of the interpreter sees every connection, datagram and name look-up that Python makes, whichever library
asks for it (https://docs.python.org/3/library/audit_events.html). It cannot see what a child process does: the
rigs give their children loopback addresses only.
"""

import ipaddress
import sys
from collections.abc import Sequence

_LOOPBACK_NAMES = frozenset({"", "localhost", "ip6-localhost", "testserver"})


class OutsideWorldError(RuntimeError):
    """A test tried to reach something other than this machine."""


def is_loopback(host: object) -> bool:
    """Return whether a host name or address, as given to the socket module, means this machine."""
    if host is None:
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    name = name.lower().rstrip(".")
    if name in _LOOPBACK_NAMES or name.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(name.partition("%")[0]).is_loopback
    except ValueError:
        return False


def _address_of(event: str, args: Sequence[object]) -> object:
    if event in {"socket.connect", "socket.sendto", "socket.sendmsg"}:
        address = args[1]
        # A text or bytes address is the path of a Unix socket: this machine. None: already connected.
        return address[0] if isinstance(address, tuple) else None
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        return args[0]
    return None


def _refuse_outside(event: str, args: tuple[object, ...]) -> None:
    if not event.startswith("socket."):
        return
    host = _address_of(event, args)
    if not is_loopback(host):
        raise OutsideWorldError(f"A test tried to reach {host!r} ({event}); tests stay on this machine.")


_closed: list[bool] = []


def close() -> None:
    """Refuse the outside world until the interpreter ends. A second call changes nothing."""
    if not _closed:
        _closed.append(True)
        sys.addaudithook(_refuse_outside)

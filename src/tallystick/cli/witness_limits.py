# SPDX-License-Identifier: Apache-2.0
"""How often somebody may ask: a bucket of requests per name that fills up again as time goes by."""

import ipaddress
import threading
from collections import OrderedDict
from typing import Final

_MOST_NAMES: Final = 10_000
_SECONDS: Final = 60.0


class RateLimit:
    """At most ``per_minute`` requests at once, and as many again within a minute. Safe to use from several threads."""

    def __init__(self, *, per_minute: int) -> None:
        """Start with full buckets."""
        self._size = float(per_minute)
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, name: str, *, now: float) -> bool:
        """Take one request from the bucket of ``name`` at ``now`` (seconds, never going back); False if it is empty."""
        with self._lock:
            left, since = self._buckets.pop(name, (self._size, now))
            left = min(self._size, left + (now - since) * self._size / _SECONDS)
            allowed = left >= 1
            self._buckets[name] = (left - 1 if allowed else left, now)
            if len(self._buckets) > _MOST_NAMES:
                self._buckets.popitem(last=False)  # the one unused for longest: it is full or nearly so
            return allowed


def neighbourhood(address: str) -> str:
    """Return what counts as one address: an IPv4 address, or the /64 network that one customer has with IPv6."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is None:
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(getattr(parsed, "ipv4_mapped", None) or parsed)

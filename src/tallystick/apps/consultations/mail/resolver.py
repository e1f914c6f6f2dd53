# SPDX-License-Identifier: Apache-2.0
"""Look up DKIM keys and mail hosting in DNS, by resolvers of our choice and without search suffixes.

Every configured resolver is asked and all must give the same records: one that was tampered with cannot put a key in
an organisation's name. What was seen is recorded as a fact, because the DNS forgets.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Protocol

import dns.exception
import dns.flags
import dns.name
import dns.rdatatype
import dns.resolver
from django.conf import settings
from dns.rdtypes.ANY.CNAME import CNAME
from dns.rdtypes.ANY.MX import MX
from dns.rdtypes.ANY.TXT import TXT

from tallystick.apps.consultations.mail.zone import ZoneFile
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.facts.consultation import KeyObserved

#: Selectors that mail providers commonly have their customers point to them.
COMMON_SELECTORS = ("selector1", "selector2", "google", "default", "k1", "s1", "mail")
_SECONDS = 3.0
_FIRST_REST = dt.timedelta(seconds=30)
_LONGEST_REST = dt.timedelta(minutes=15)
_MOST_RESTING = 10_000
_MOST_RECORDS = 20


class Reply(Protocol):
    """What one source says about a name."""

    @property
    def records(self) -> tuple[str, ...]:
        """TXT texts, MX hosts or the CNAME target; empty where there are none."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The names that the name was an alias of, in order."""

    @property
    def authenticated(self) -> bool:
        """Whether a validating resolver vouched for the answer."""


class Source(Protocol):
    """Something that answers questions about names: a resolver, or a zone file."""

    @property
    def name(self) -> str:
        """How the source is named in the record."""

    def look_up(self, owner: str, kind: str) -> Reply:
        """Answer one question (``TXT``, ``MX`` or ``CNAME``); raise ``Unavailable`` where there is no answer."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a resolver answered."""

    records: tuple[str, ...]
    aliases: tuple[str, ...]
    authenticated: bool


@dataclass(frozen=True, kw_only=True)
class KeySeen:
    """The key records of one name as all sources saw them; no records where they disagree."""

    owner: str
    records: tuple[str, ...]
    aliases: tuple[str, ...]
    resolvers: tuple[str, ...]
    authenticated: bool
    observed_at: dt.datetime
    agreed: bool

    def fact(self) -> KeyObserved:
        """Return the fact that records this observation."""
        return KeyObserved(
            owner_name=self.owner,
            records=self.records,
            aliases=self.aliases,
            resolvers=self.resolvers,
            authenticated=self.authenticated,
            observed_at=self.observed_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        )


class DnsSource:
    """One resolver, or (without an address) the system's."""

    def __init__(self, *, address: str = "", port: int = 53) -> None:
        self._resolver = dns.resolver.Resolver(configure=not address)
        if address:
            self._resolver.nameservers, self._resolver.port = [address], port
        self._resolver.use_edns(0, dns.flags.DO, 1232)
        self._resolver.flags = dns.flags.RD | dns.flags.AD
        self.name = f"{address}@{port}" if address else "system " + ", ".join(map(str, self._resolver.nameservers))

    def look_up(self, owner: str, kind: str) -> Answer:
        """Ask the resolver; see ``Source``."""
        try:
            found = self._resolver.resolve(
                dns.name.from_text(owner + "."), kind, search=False, raise_on_no_answer=False, lifetime=_SECONDS
            )
        except dns.resolver.NXDOMAIN:
            return Answer(records=(), aliases=(), authenticated=False)
        except (dns.exception.DNSException, OSError) as error:
            raise Unavailable(
                f"{self.name} gives no answer about {owner}: {type(error).__name__}",
                next_step="It is asked again by itself; see that the resolvers of the instance work.",
            ) from error
        return Answer(
            records=tuple(_text(record) for record in found.rrset or ()),
            aliases=_alias_targets(found),
            authenticated=bool(found.response.flags & dns.flags.AD),
        )


class KeyResolver:
    """Asks all sources and compares their answers. Remembers for a while which names cannot be looked up."""

    def __init__(self, *, sources: Sequence[Source]) -> None:
        self._sources = tuple(sources)
        self._resting: dict[str, tuple[dt.datetime, dt.timedelta]] = {}

    @classmethod
    def from_settings(cls) -> "KeyResolver":
        """Return the resolver that the instance is configured with.

        Raises:
            Invalid: an item of ``TALLYSTICK_RESOLVERS`` is none.
        """
        return cls(sources=[_source(item) for item in settings.RESOLVERS] or [DnsSource()])

    def observe(self, owner: str, *, now: dt.datetime) -> KeySeen:
        """Return the TXT records of a key's owner name, as all sources see them.

        Raises:
            Unavailable: a source gives no answer, or gave none a short while ago.
        """
        self._check_rested(owner, now)
        try:
            replies = [source.look_up(owner, "TXT") for source in self._sources]
        except Unavailable:
            self._rest(owner, now)
            raise
        self._resting.pop(owner, None)
        agreed = len({tuple(sorted(reply.records)) for reply in replies}) == 1
        return KeySeen(
            owner=owner,
            records=replies[0].records[:_MOST_RECORDS] if agreed else (),
            aliases=replies[0].aliases[:_MOST_RECORDS],
            resolvers=tuple(source.name for source in self._sources),
            authenticated=all(reply.authenticated for reply in replies),
            observed_at=now,
            agreed=agreed,
        )

    def hosting(self, domain: str) -> tuple[str, ...]:
        """Return what serves a domain's mail and keys: MX hosts, and what common DKIM selectors are aliases of.

        Raises:
            Unavailable: the first source gives no answer.
        """
        source = self._sources[0]
        questions: list[Callable[[], Iterable[str]]] = [lambda: source.look_up(domain, "MX").records]
        questions += [_alias_question(source, f"{selector}._domainkey.{domain}") for selector in COMMON_SELECTORS]
        with ThreadPoolExecutor(max_workers=len(questions)) as pool:
            found = [name for answer in pool.map(lambda ask: tuple(ask()), questions) for name in answer]
        return tuple(sorted({name.lower().rstrip(".") for name in found} - {""}))

    def _check_rested(self, owner: str, now: dt.datetime) -> None:
        until, _ = self._resting.get(owner, (now, _FIRST_REST))
        if now < until:
            raise Unavailable(f"{owner} could not be looked up; it is asked again at {until:%H:%M:%S} UTC")

    def _rest(self, owner: str, now: dt.datetime) -> None:
        if len(self._resting) >= _MOST_RESTING:
            self._resting.clear()
        pause = self._resting[owner][1] * 2 if owner in self._resting else _FIRST_REST
        pause = min(pause, _LONGEST_REST)
        self._resting[owner] = (now + pause, pause)


def _alias_question(source: Source, owner: str) -> Callable[[], Iterable[str]]:
    return lambda: source.look_up(owner, "CNAME").records


def _source(item: str) -> Source:
    if item.startswith("file:"):
        return ZoneFile(path=Path(item.removeprefix("file:")))
    address, _, port = item.partition("@")
    try:
        return DnsSource(address=str(ip_address(address)), port=_port(port or "53"))
    except ValueError as error:
        raise Invalid(
            f"{item!r} is no resolver: {error}",
            rule="A resolver is an address, address@port or file:zone.json.",
            next_step="Set TALLYSTICK_RESOLVERS anew.",
        ) from error


def _port(text: str) -> int:
    if not (text.isdecimal() and 0 < int(text) < 65536):
        raise ValueError(f"{text} is no port")
    return int(text)


def _text(record: object) -> str:
    if isinstance(record, TXT):
        return b"".join(record.strings).decode("ascii", "backslashreplace")
    if isinstance(record, MX):
        return str(record.exchange).rstrip(".")
    return str(record.target).rstrip(".") if isinstance(record, CNAME) else str(record)


def _alias_targets(found: dns.resolver.Answer) -> tuple[str, ...]:
    targets = []
    for rrset in found.chaining_result.cnames:
        targets += [str(record.target).rstrip(".") for record in rrset]
    return tuple(targets)

# SPDX-License-Identifier: Apache-2.0
"""Questions to the DNS, asked of a real name server, and to the file that stands for it in the demo."""

import datetime as dt
import json
from pathlib import Path

import pytest
from pytest_django import Settings

from tallystick.apps.consultations.mail.resolver import DnsSource, KeyResolver
from tallystick.apps.consultations.mail.zone import ZoneFile
from tallystick.core.errors import Invalid, Unavailable
from tests.rigs.dns import name_server
from tests.rigs.tools import free_port, program
from tests.signer import key_record

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
_OWNER = "s1._domainkey.harbourtrust.example"
_LONG = key_record("rsa-2048")


def _dns(port: int) -> DnsSource:
    return DnsSource(address="127.0.0.1", port=port)


@pytest.fixture
def dnsmasq() -> None:
    program("dnsmasq")


@pytest.mark.usefixtures("dnsmasq")
def test_a_key_is_seen_with_its_aliases_and_the_resolver_that_was_asked() -> None:
    target = "s1.harbourtrust.mailhost.example"
    with name_server(txt={target: [_LONG]}, cname={_OWNER: target}) as port:
        seen = KeyResolver(sources=[_dns(port)]).observe(_OWNER, now=NOW)
    assert (seen.records, seen.aliases, seen.agreed) == ((_LONG,), (target,), True)
    assert seen.resolvers == (f"127.0.0.1@{port}",)
    fact = seen.fact()
    assert (fact.owner_name, fact.observed_at, fact.authenticated) == (_OWNER, "2026-03-02T09:30:00Z", False)


@pytest.mark.usefixtures("dnsmasq")
def test_a_name_without_a_key_is_seen_as_that() -> None:
    with name_server(txt={}, mx={_OWNER: "mx.example"}) as port:
        resolver = KeyResolver(sources=[_dns(port)])
        assert resolver.observe("unknown._domainkey.harbourtrust.example", now=NOW).records == ()
        assert resolver.observe(_OWNER, now=NOW).records == (), "the name exists, without a TXT record"


@pytest.mark.usefixtures("dnsmasq")
def test_all_resolvers_are_asked_and_the_order_of_records_does_not_matter() -> None:
    with name_server(txt={_OWNER: ["one", "two"]}) as first, name_server(txt={_OWNER: ["two", "one"]}) as second:
        seen = KeyResolver(sources=[_dns(first), _dns(second)]).observe(_OWNER, now=NOW)
        assert (sorted(seen.records), seen.agreed, len(seen.resolvers)) == (["one", "two"], True, 2)
    with name_server(txt={_OWNER: ["one"]}) as first, name_server(txt={_OWNER: ["two"]}) as second:
        seen = KeyResolver(sources=[_dns(first), _dns(second)]).observe(_OWNER, now=NOW)
        assert (seen.records, seen.agreed) == ((), False)


@pytest.mark.usefixtures("dnsmasq")
def test_hosting_names_the_mail_servers_and_what_the_common_keys_point_to() -> None:
    domain = "harbourtrust.example"
    aliases = {
        f"selector1._domainkey.{domain}": "selector1-harbourtrust._domainkey.harbour.onmicrosoft.com",
        f"google._domainkey.{domain}": "keys.google.example",
    }
    with name_server(txt={}, mx={domain: "MX.harbourtrust.example"}, cname=aliases) as port:
        found = KeyResolver(sources=[_dns(port)]).hosting(domain)
        nothing = KeyResolver(sources=[_dns(port)]).hosting("elsewhere.example")
    assert found == (
        "keys.google.example",
        "mx.harbourtrust.example",
        "selector1-harbourtrust._domainkey.harbour.onmicrosoft.com",
    )
    assert nothing == ()


def test_a_resolver_that_does_not_answer_is_left_alone_for_a_growing_while(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallystick.apps.consultations.mail.resolver._SECONDS", 0.2)
    resolver = KeyResolver(sources=[_dns(free_port())])
    with pytest.raises(Unavailable, match="gives no answer"):
        resolver.observe(_OWNER, now=NOW)
    with pytest.raises(Unavailable, match="asked again at 09:30:30"):
        resolver.observe(_OWNER, now=NOW + dt.timedelta(seconds=29))
    with pytest.raises(Unavailable, match="gives no answer"):
        resolver.observe(_OWNER, now=NOW + dt.timedelta(seconds=30))
    with pytest.raises(Unavailable, match="asked again at 09:31:30"):
        resolver.observe(_OWNER, now=NOW + dt.timedelta(seconds=60))


def test_a_zone_file_follows_aliases_and_names_hosting(tmp_path: Path) -> None:
    path = tmp_path / "zone.json"
    zone = {
        "Harbourtrust.example.": {"MX": ["MX.Harbourtrust.example."]},
        "selector1._domainkey.harbourtrust.example": {"CNAME": "s1.harbour.onmicrosoft.com"},
        "s1.harbour.onmicrosoft.com": {"CNAME": "deep.example"},
        "deep.example": {"TXT": ["v=DKIM1; p="]},
    }
    path.write_text(json.dumps(zone))
    resolver = KeyResolver(sources=[ZoneFile(path=path)])
    seen = resolver.observe("selector1._domainkey.harbourtrust.example", now=NOW)
    assert (seen.records, seen.aliases) == (("v=DKIM1; p=",), ("s1.harbour.onmicrosoft.com", "deep.example"))
    assert resolver.hosting("harbourtrust.example") == ("mx.harbourtrust.example", "s1.harbour.onmicrosoft.com")


def test_a_zone_file_whose_aliases_go_round_gives_no_answer(tmp_path: Path) -> None:
    path = tmp_path / "zone.json"
    path.write_text('{"a.example": {"CNAME": "b.example"}, "b.example": {"CNAME": "a.example"}}')
    with pytest.raises(Unavailable, match="do not end"):
        ZoneFile(path=path).look_up("a.example", "TXT")


@pytest.mark.parametrize(
    "content", ["", "[1]", '{"a.example": 1}', '{"a.example": {"TXT": "text"}}', '{"a.example": {"TXT": [1]}}']
)
def test_a_file_that_is_no_zone_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "zone.json"
    path.write_text(content)
    with pytest.raises(Invalid):
        ZoneFile(path=path).look_up("a.example", "TXT")


def test_the_resolvers_of_the_instance(settings: Settings, tmp_path: Path) -> None:
    settings.RESOLVERS = ["127.0.0.1@5353", "127.0.0.53", "file:" + str(tmp_path / "zone.json")]
    resolver = KeyResolver.from_settings()
    names = [source.name for source in resolver._sources]
    assert names == ["127.0.0.1@5353", "127.0.0.53@53", "file zone.json (not the DNS)"]


def test_without_resolvers_of_its_own_the_instance_asks_those_of_the_system(settings: Settings) -> None:
    settings.RESOLVERS = []
    (source,) = KeyResolver.from_settings()._sources
    assert source.name.startswith("system ")


def test_what_could_not_be_looked_up_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tallystick.apps.consultations.mail.resolver._MOST_RESTING", 2)
    resolver = KeyResolver(sources=[ZoneFile(path=tmp_path / "none.json")])
    for number in range(5):
        with pytest.raises(Unavailable):
            resolver.observe(f"s{number}._domainkey.harbourtrust.example", now=NOW)
    assert len(resolver._resting) <= 2


@pytest.mark.parametrize("item", ["dns.example", "127.0.0.1@x", "127.0.0.1@99999", "@53"])
def test_an_item_that_is_no_resolver_is_refused(settings: Settings, item: str) -> None:
    settings.RESOLVERS = [item]
    with pytest.raises(Invalid):
        KeyResolver.from_settings()

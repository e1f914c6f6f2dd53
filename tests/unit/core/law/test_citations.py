# SPDX-License-Identifier: Apache-2.0
"""The words that findings quote are the words that were read, of one known version, at one address."""

import dataclasses
import datetime as dt
import hashlib
import importlib
import pkgutil
import urllib.parse

import pytest

from tallystick.core.law import citations
from tallystick.core.law.citations import dpa1998, dpa2018, duaa2025, foia2000, led, soft, uk_gdpr
from tallystick.core.law.citations.base import READ_ON, SHORT_NAMES, Citation
from tallystick.core.law.citations.catalogue import every_citation

CATALOGUE = every_citation()
#: Whose copies are quoted: publishers of the law, the regulator, and two journals quoting case law and guidance.
HOSTS = {
    *("www.legislation.gov.uk", "eur-lex.europa.eu", "ico.org.uk", "www.ico.gov.uk"),
    *("localgovernmentlawyer.co.uk", "twobirds.com"),
}
WORDS = "Northshire Police must, prior to the processing, ask Ada."


def a_citation(**changes: object) -> Citation:
    fields: dict[str, object] = {
        "instrument": "Northshire Act 2001",
        "provision": "section 1(2)",
        "url": "https://law.example/northshire/2001/1",
        "read_on": dt.date(2026, 11, 22),
        "version": "as enacted",
        "quote": WORDS,
        "sha256": hashlib.sha256(WORDS.encode()).hexdigest(),
    }
    return Citation(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", CATALOGUE)
def test_quote_has_the_digest_that_was_recorded(name: str) -> None:
    citation = CATALOGUE[name]
    assert hashlib.sha256(citation.quote.encode()).hexdigest() == citation.sha256
    assert citation.read_on == READ_ON


def test_catalogue_holds_every_constant_of_every_module() -> None:
    modules = [
        importlib.import_module(f"{citations.__name__}.{m.name}") for m in pkgutil.iter_modules(citations.__path__)
    ]
    made = {id(value) for module in modules for value in vars(module).values() if isinstance(value, Citation)}
    assert {id(value) for value in CATALOGUE.values()} == made
    assert len(made) == len(CATALOGUE) > 250


def test_no_two_constants_stand_for_the_same_words_of_the_same_version() -> None:
    places = [(c.instrument, c.provision, c.version) for c in CATALOGUE.values()]
    assert sorted(places) == sorted(set(places))


@pytest.mark.parametrize("name", CATALOGUE)
def test_address_is_https_at_a_publisher_of_the_text(name: str) -> None:
    parts = urllib.parse.urlsplit(CATALOGUE[name].url)
    assert parts.scheme == "https"
    assert parts.netloc in HOSTS
    assert len(parts.path) > 5


@pytest.mark.parametrize("name", CATALOGUE)
def test_omissions_are_marked_and_no_layout_is_left(name: str) -> None:
    quote = CATALOGUE[name].quote
    assert "..." not in quote
    assert "…" not in quote.replace("[…]", "")
    assert not set(quote) & set("\n\t\xa0*#")
    assert "  " not in quote


@pytest.mark.parametrize("name", [name for name in CATALOGUE if name.startswith("uk_gdpr.")])
def test_uk_gdpr_speaks_of_the_commissioner_and_of_domestic_law(name: str) -> None:
    quote = CATALOGUE[name].quote
    assert "Member State" not in quote
    assert "supervisory authority" not in quote


def test_guidance_and_case_law_say_that_they_are_no_statute() -> None:
    kinds = {c.version.split(",")[0] for c in vars(soft).values() if isinstance(c, Citation)}
    assert kinds == {"case law", "guidance"}
    statutes = [c for name, c in CATALOGUE.items() if not name.startswith("soft.")]
    assert not [c for c in statutes if c.version.startswith(("case law", "guidance"))]
    assert {c.instrument for c in statutes} == set(SHORT_NAMES)


@pytest.mark.parametrize(
    ("before", "after"),
    [(dpa2018.S62_2, duaa2025.DPA2018_62_2), (dpa2018.S62_3, duaa2025.DPA2018_62_3)],
    ids=["consultation", "disclosure"],
)
def test_logging_section_loses_exactly_the_words_that_the_later_act_omits(before: Citation, after: Citation) -> None:
    assert "omit “justification for, and”" in duaa2025.S82.quote
    assert before.quote.replace("justification for, and", "[…]") == after.quote
    assert before.quote != after.quote


@pytest.mark.parametrize(
    ("citation", "short"),
    [
        (dpa2018.S64_1, "DPA 2018 s.64(1)"),
        (dpa2018.SCH8_P1, "DPA 2018 Sch 8 para 1"),
        (dpa1998.PRINCIPLE_5, "DPA 1998 Sch 1 Pt I para 5"),
        (foia2000.S10_1, "FOIA 2000 s.10(1)"),
        (uk_gdpr.ART_35_9, "UK GDPR Art 35(9)"),
        (led.ART_27_1, "LED Art 27(1)"),
        (a_citation(), "Northshire Act 2001 s.1(2)"),
    ],
)
def test_short_form_is_how_lawyers_write_it(citation: Citation, short: str) -> None:
    assert citation.short() == short


@pytest.mark.parametrize(
    "quote", [WORDS + " ", WORDS.replace("prior", "prior "), WORDS.replace("must", "may"), "", " "]
)
def test_changed_quote_is_refused(quote: str) -> None:
    with pytest.raises(TypeError):
        a_citation(quote=quote)


def test_changed_quote_of_a_real_provision_is_refused() -> None:
    with pytest.raises(TypeError, match=r"DPA 2018 s\.64\(1\).*digest"):
        dataclasses.replace(dpa2018.S64_1, quote=dpa2018.S64_1.quote.replace("prior to", "during"))


@pytest.mark.parametrize("sha256", ["", "0" * 64, hashlib.sha256(WORDS.encode()).hexdigest().upper()])
def test_wrong_digest_is_refused(sha256: str) -> None:
    with pytest.raises(TypeError, match="digest"):
        a_citation(sha256=sha256)


@pytest.mark.parametrize("field", ["instrument", "provision", "version"])
@pytest.mark.parametrize("value", ["", "  ", " section 1", "section 1\n"])
def test_empty_or_padded_field_is_refused(field: str, value: str) -> None:
    with pytest.raises(TypeError, match=field):
        a_citation(**{field: value})


@pytest.mark.parametrize(
    "url",
    [
        "",
        "law.example/1",
        "http://law.example/1",
        "https://law.example",
        "https://law.example/",
        "https://law/1",
        "https:/1",
    ],
)
def test_naive_address_is_refused(url: str) -> None:
    with pytest.raises(TypeError, match="https address"):
        a_citation(url=url)

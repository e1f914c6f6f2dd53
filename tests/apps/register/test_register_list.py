# SPDX-License-Identifier: Apache-2.0
"""The list of projects: what it says of each, how it is searched, and what it costs."""

import csv
import io

import pytest
from django.test import Client

from tallystick.apps.journal import queries as journal
from tallystick.core.claims.consultation import project_standing
from tests.apps.builders import northshire
from tests.apps.crowd import crowd
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db


def test_an_empty_register_says_so_in_words() -> None:
    page = shown("/")
    assert "No project is published yet" in page.text
    assert "Download all projects as CSV" not in page.text


@pytest.mark.parametrize("url", ["/", "/projects/", "/projects/page/1/"])
def test_a_project_is_listed_with_its_body_its_purpose_its_start_and_its_standing(url, tmp_path) -> None:
    case = northshire(folder=tmp_path)
    page = shown(url)
    standing = project_standing(project=case.project.id, facts=journal.facts(project=case.project.id))
    assert page.headings(2)[0] == "Youth Signals"
    for text in (
        "1 project",
        "Northshire Police · processing from 1 June 2025",
        "To spot violence among young people early",
        standing.sentence,
        "0 confirmed 3 disputed 2 unconfirmed",
    ):
        assert text in page.text
    assert {f"/projects/{case.project.slug}/", "/bodies/northshire-police/"} <= set(page.links())


def test_the_sentence_of_the_case_is_the_one_of_the_design(tmp_path) -> None:
    northshire(folder=tmp_path)
    sentence = "Contact is claimed with five organisations; none has confirmed it, three dispute it."
    assert sentence in shown("/").text


def test_a_project_without_engagements_has_a_sentence_and_no_counts() -> None:
    northshire(answers=())
    page = shown("/")
    assert "Contact is claimed with no organisation." in page.text
    assert "0 confirmed" not in page.text


def test_a_new_fact_changes_the_list_at_once(tmp_path) -> None:
    case = northshire(folder=tmp_path, answers=("", ""))
    assert "none has confirmed it." in shown("/").text
    from tests.apps.builders import NOW, Mailing

    Mailing(folder=tmp_path).answer(
        statement=case.statements[0], domain=case.organisations[0].domain, verb="DISPUTE", words="No.", now=NOW
    )
    assert "none has confirmed it, one disputes it." in shown("/").text


def test_search_finds_every_word_in_name_body_or_purpose() -> None:
    northshire(answers=(), project="Youth Signals", purpose="To spot violence")
    northshire(answers=(), project="School Streets", body="Fairhaven Council", purpose="To count cars")
    assert shown("/projects/?q=school fairhaven").headings(2)[0] == "School Streets"
    assert shown("/projects/?q=VIOLENCE").headings(2)[0] == "Youth Signals"
    both = shown("/projects/?q=school+violence")
    assert "No project matches" in both.text
    assert "“school violence”" in both.text


def test_what_was_searched_for_stands_in_the_box_and_is_escaped() -> None:
    page = read('/projects/?q="><script>alert(1)</script>')
    assert b"<script>alert" not in page.content
    assert b"&quot;&gt;&lt;script&gt;" in page.content


def test_pages_are_numbered_in_the_path_and_those_of_a_search_in_the_query() -> None:
    crowd(projects=27, facts=15, organisations=5)
    first, second = shown("/projects/"), shown("/projects/page/2/")
    assert (len(_named(first)), len(_named(second))) == (25, 2)
    assert not set(_named(first)) & set(_named(second))
    assert "/projects/page/2/" in set(first.links())
    found = shown("/projects/?q=council&page=2")
    assert _named(found) == _named(second)
    assert "/projects/?q=council&page=1" in set(found.links())
    assert "27 projects matching “council”" in found.text


@pytest.mark.parametrize("number", ["0", "3", "99999999999999999999", "x", "-1", "²"])
def test_a_page_that_does_not_exist_is_not_found(number: str) -> None:
    crowd(projects=27, facts=15, organisations=5)
    assert read(f"/projects/page/{number}/").status == 404
    assert read(f"/projects/?q=council&page={number}").status == 404


def test_the_list_asks_few_questions_however_many_projects_and_facts(django_assert_max_num_queries) -> None:
    crowd(projects=60, facts=100, organisations=20)
    with django_assert_max_num_queries(6):
        cold = Client().get("/projects/")
    with django_assert_max_num_queries(5):
        warm = Client().get("/projects/")
    assert cold.content == warm.content
    with django_assert_max_num_queries(6):
        Client().get("/projects/?q=number+4")


def test_a_list_is_read_once_and_again_only_for_what_is_new(django_assert_num_queries) -> None:
    crowd(projects=30, facts=40, organisations=20)
    with django_assert_num_queries(6):  # the newest entry, how many, which, their newest entries, facts, bodies
        Client().get("/projects/")
    with django_assert_num_queries(1):  # the newest entry
        Client().get("/projects/")
    northshire(answers=(), project="A project of another body")
    with django_assert_num_queries(6):  # one project is new, and one question still reads the facts of all that are
        assert "A project of another body" in Client().get("/projects/").content.decode()


def test_the_table_of_all_projects_is_csv_and_runs_no_formula(tmp_path) -> None:
    northshire(folder=tmp_path, project='=HYPERLINK("http://evil.example")')
    page = shown("/projects.csv")
    assert page.headers["Content-Type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(page.content.decode())))
    assert len(rows) == 1
    assert rows[0]["name"] == '\'=HYPERLINK("http://evil.example")'
    counts = {name: rows[0][name] for name in ("claimed", "confirmed", "disputed", "unconfirmed", "silent")}
    assert counts == {"claimed": "5", "confirmed": "0", "disputed": "3", "unconfirmed": "2", "silent": "2"}
    assert rows[0]["address"].endswith("/projects/hyperlinkhttpevilexample/")


def _named(page) -> list[str]:
    return [text for text in page.headings(2) if text.startswith("Project number")]

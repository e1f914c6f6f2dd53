# SPDX-License-Identifier: Apache-2.0
"""The page of an organisation holds everything that any body says about it, and a way to say that it is wrong."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.test import Client

from tallystick.apps.consultations.operations.organisations import pin_organisation
from tallystick.core.evidence.levels import Level
from tests.apps.builders import NOW, ask, engagement, northshire
from tests.apps.crowd import crowd
from tests.apps.reading import read, shown

pytestmark = pytest.mark.django_db
_ATOM = "{http://www.w3.org/2005/Atom}"


def test_the_list_is_empty_in_words_until_somebody_is_named() -> None:
    assert "No organisation is named yet" in shown("/organisations/").text
    assert "No organisation matches" in shown("/organisations/?q=harbour").text


def test_organisations_are_listed_with_domain_and_number_of_projects(tmp_path: Path) -> None:
    northshire(folder=tmp_path)
    northshire(answers=("",), project="School Streets", body="Fairhaven Council")
    page = shown("/organisations/")
    assert "5 organisations" in page.text
    assert "Harbour Trust Mail domain harbourtrust.example · named in 2 published projects" in page.text
    assert "Stepping Stones Mail domain steppingstones.example · named in 1 published project" in page.text
    assert shown("/organisations/?q=lantern").headings(2)[0] == "Lantern Youth"
    assert shown("/organisations/?q=steppingstones.ex").headings(2)[0] == "Stepping Stones"


def test_the_page_holds_what_every_body_says_and_what_was_answered(tmp_path: Path) -> None:
    first = northshire(folder=tmp_path)
    second = northshire(answers=("",), project="School Streets", body="Fairhaven Council")
    page = shown("/organisations/harbour-trust/")
    for text in (
        "Northshire Police says that Harbour Trust was consulted, in a meeting, 4 March 2025.",
        "Fairhaven Council says that Harbour Trust was consulted, in a meeting, 4 March 2025.",
        "We were never asked.",
        Level.DOMAIN.could_be_faked,
        "harbourtrust.example",
        "https://charities.example/register/harbourtrust",
        "seen on 2 November 2026",
        f"{Level.DOMAIN.public_name}. That is enough for a confirmation to count.",
    ):
        assert text in page.text
    assert {f"/dispute/{case.engagements[0].id}/" for case in (first, second)} <= set(page.links())
    assert "Lantern Youth" not in page.text


def test_an_organisation_without_a_domain_is_told_what_its_mails_can_prove() -> None:
    case = northshire(answers=())
    one = pin_organisation(
        by=case.ada,
        body_id=case.body_id,
        name="Lantern Youth",
        contact="lantern@postbox.example",
        domain="",
        source_url="https://charities.example/register/lantern",
        source_seen_on=NOW.date(),
        mail_hosting=(),
        now=NOW,
    )
    ask(by=case.ada, project=case.project, engagement=engagement(by=case.ada, project=case.project, organisation=one))
    page = shown("/organisations/lantern-youth/")
    assert f"{Level.MAILBOX.public_name}. That is not enough for a confirmation to count." in page.text
    assert "None of its own" in page.text
    assert b"lantern@postbox.example" not in page.content


def test_the_page_asks_few_questions(django_assert_max_num_queries, tmp_path: Path) -> None:
    northshire(folder=tmp_path)
    with django_assert_max_num_queries(10):
        Client().get("/organisations/harbour-trust/")
    with django_assert_max_num_queries(3):
        Client().get("/organisations/")


def test_many_projects_about_one_organisation_come_in_pages() -> None:
    crowd(projects=27, facts=15, organisations=1)
    first, second = shown("/organisations/charity-number-0/"), shown("/organisations/charity-number-0/page/2/")
    assert (len(first.headings(2)), len(second.headings(2))) == (25 + 1, 2 + 1)  # the footer has one more
    assert read("/organisations/charity-number-0/page/3/").status == 404


def test_the_feed_says_what_is_new_about_the_organisation(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    page = shown("/organisations/harbour-trust/feed.xml")
    assert page.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(page.content)  # noqa: S314 (our own answer)
    titles = [found.findtext(f"{_ATOM}title") for found in feed.iter(f"{_ATOM}entry")]
    assert titles == [
        "An answer for Harbour Trust disputes TS-1001",
        "A public claim by Northshire Police was entered",
        "The body says that Harbour Trust was consulted",
    ]
    assert f"http://localhost:8000/organisations/{case.organisations[0].slug}/" in page.content.decode()


def test_the_feed_of_a_project_says_what_was_recorded(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    feed = ElementTree.fromstring(shown(f"/projects/{case.project.slug}/feed.xml").content)  # noqa: S314 (our own answer)
    first = next(feed.iter(f"{_ATOM}entry"))
    assert first.findtext(f"{_ATOM}title") == "The body opened this record to the public"
    assert first.findtext(f"{_ATOM}updated") == "2026-11-02T09:30:00+00:00"

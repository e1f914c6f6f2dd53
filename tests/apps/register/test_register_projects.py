# SPDX-License-Identifier: Apache-2.0
"""The pages of a project, of its claims and of its body say what the facts support, and who could have faked it."""

from pathlib import Path

import pytest
from django.test import Client

from tallystick.apps.accounts.models import Role, User
from tallystick.apps.consultations.operations.answering import raise_dispute
from tallystick.apps.consultations.operations.engagements import report_third_party
from tallystick.apps.journal import queries as journal
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import state_facts
from tallystick.core.claims.consultation import claim_standing, engagement_standing, project_standing
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import decode, expect
from tallystick.core.facts.sourced import Sourced
from tests.apps.builders import NOW, STARTS_ON, Case, ask, claim, engagement, give_answer, northshire, organisation
from tests.apps.crowd import crowd
from tests.apps.reading import Page, read, shown

pytestmark = pytest.mark.django_db


def _claim_url(case: Case) -> str:
    assert case.claim is not None
    return f"/projects/{case.project.slug}/claims/{case.claim.id}/"


def _project(case: Case) -> Page:
    return shown(f"/projects/{case.project.slug}/")


def test_a_project_shows_what_its_body_says_of_it_and_what_the_facts_support(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    page = _project(case)
    facts = journal.facts(project=case.project.id)
    made = claim_standing(claim=case.claim.id, facts=facts, starts_on=STARTS_ON)
    for text in (
        project_standing(project=case.project.id, facts=facts).sentence,
        made.sentence,
        "“We consulted these five organisations before launch.”",
        "Officers and software read public posts of young people.",
        "1 June 2025",
        "2 November 2026, 09:30 UTC",
        "All of this is what Northshire Police says about its own project.",
        "Nothing here says whether the project is lawful.",
    ):
        assert text in page.text
    assert page.headings(1) == ["Youth Signals"]
    assert {_claim_url(case), "/bodies/northshire-police/", "/organisations/harbour-trust/"} <= set(page.links())


def test_a_project_lists_each_engagement_with_its_standing_and_a_way_to_dispute_it(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("CONFIRM", "DISPUTE", "CORRECT", "bounce", "unasked"))
    page = _project(case)
    for text in ("Confirmed", "Disputed", "Corrected", "Never reached", "Claimed only", Level.DOMAIN.public_name):
        assert text in page.text
    assert {f"/dispute/{one.id}/" for one in case.engagements} <= set(page.links())


def test_a_new_project_says_in_words_what_it_has_none_of() -> None:
    page = _project(northshire(answers=()))
    for text in (
        "Contact is claimed with no organisation.",
        "No public statement about consultation has been entered for this project.",
        "The body has recorded no contact with any organisation about this project.",
    ):
        assert text in page.text


def test_the_timeline_shows_the_newest_facts_and_leads_to_all_of_them(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    count = len(journal.facts(project=case.project.id))
    page = _project(case)
    assert "The body opened this record to the public" in page.headings(3)
    assert f"All {count} facts about this project" in page.text
    entries = [one.entry for one in journal.facts(project=case.project.id)]
    numbered = [shown(f"/projects/{case.project.slug}/facts/page/{n}/") for n in range(1, -(-count // 10) + 1)]
    linked = [link for found in numbered for link in found.links() if link.startswith("/entries/")]
    assert [link for link in linked if link != "/entries/"] == [f"/entries/{entry}/" for entry in reversed(entries)]
    assert read(f"/projects/{case.project.slug}/facts/page/{len(numbered) + 1}/").status == 404


def test_what_a_body_states_about_its_project_is_shown_as_its_words(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    told = (
        ("processing.started", {"ref": "start", "on": "2025-06", "said_by": "body", "scale": "full"}),
        ("data.declared", {"ref": "age", "said_by": "oversight", "category": "age", "compulsory": False}),
        (
            "notice.published",
            {"ref": "notice", "on": "2026", "said_by": "body", "audience": "public", "tells": ["rights"]},
        ),
    )
    facts = [expect(decode(kind=kind, values=values), Sourced) for kind, values in told]
    ada = User.objects.get(memberships__role=Role.DPO, memberships__body_id=case.project.body_id)
    state_facts(by=ada, project=Project.objects.get(pk=case.project.id), facts=facts, now=NOW)
    page = _project(case)
    for text in (
        "scale: full (said by: body; June 2025)",
        "category: age; compulsory: no (said by: oversight; on a date that is not said)",
        "audience: public; tells: rights (said by: body; 2026)",
    ):
        assert text in page.text
    assert "``" not in page.text


def test_a_long_stream_costs_no_more_questions_than_a_short_one(django_assert_max_num_queries) -> None:
    crowd(projects=1, facts=1500, organisations=20)
    for url in (
        "/projects/project-number-0-of-the-council/",
        "/projects/project-number-0-of-the-council/claims/c000000/",
    ):
        with django_assert_max_num_queries(8):
            assert Client().get(url).status_code == 200


def test_detail_pages_ask_few_questions(django_assert_max_num_queries, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    for url in (f"/projects/{case.project.slug}/", _claim_url(case), f"/projects/{case.project.slug}/facts/"):
        for _ in ("cold", "warm"):
            with django_assert_max_num_queries(8):
                assert Client().get(url).status_code == 200


@pytest.mark.parametrize(
    "answers",
    [
        ("DISPUTE", "DISPUTE", "DISPUTE", "", ""),
        ("CONFIRM", "CONFIRM"),
        ("LINK-CONFIRM",),
        ("unasked", "bounce", "away"),
        ("CORRECT", "LINK-DISPUTE", "CONFIRM"),
    ],
)
def test_the_claim_page_prints_what_core_computes_and_nothing_stronger(answers, tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=answers)
    facts = journal.facts(project=case.project.id)
    standing = claim_standing(claim=case.claim.id, facts=facts, starts_on=STARTS_ON)
    page = shown(_claim_url(case))
    assert page.headings(1) == [standing.sentence]
    assert page.title.startswith(standing.sentence)
    assert all(text in page.text for text in standing.not_shown)
    for one in case.engagements:
        part = engagement_standing(engagement=one.id, facts=facts, starts_on=STARTS_ON)
        assert part.sentence in page.text
        assert part.level.public_name in page.text
        assert part.level.could_be_faked in page.text
        for reason in part.reasons:
            assert f"Entry {reason.entry}: {reason.text}" in page.text
            assert f"/entries/{reason.entry}/" in set(page.links())


def test_the_tally_counts_each_organisation_once(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("CONFIRM", "DISPUTE", "CORRECT", "away", "bounce"))
    page = shown(_claim_url(case))
    tally = page.text.split("The tally", 1)[1].split("What the facts do not show", 1)[0]
    assert tally.split() == [
        *("5", "organisations", "are", "named", "in", "this", "claim", "1", "confirmed", "1", "disputed"),
        *("1", "corrected", "1", "unclear", "0", "no", "answer", "1", "never", "reached"),
    ]


def test_the_page_of_the_project_draws_the_same_tally(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", "LINK-CONFIRM", "unasked"))
    told = "0 confirmed 1 disputed 1 unclear 0 no answer 0 never reached 1 claimed only"
    assert told in _project(case).text
    assert told in shown(_claim_url(case)).text


def test_both_sides_words_stand_side_by_side(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path, answers=("DISPUTE", "CONFIRM", ""))
    page = shown(_claim_url(case))
    words = page.text.split("Each organisation, and both sides’ words", 1)[1]
    assert words.index("What Northshire Police says") < words.index("What Harbour Trust says")
    assert "We were never asked." in words
    assert "Nothing is on record from its side. Silence is not consent." in words


def test_a_report_is_shown_as_the_report_of_its_reporter(tmp_path: Path) -> None:
    case = northshire(answers=("",))
    report_third_party(
        by=case.ada,
        project=case.project,
        engagement=case.engagements[0],
        says="not-formally-asked",
        reporter="The Northshire Gazette",
        published_on=NOW.date(),
        source_url="https://gazette.example/story",
        quote="They never asked us.",
        now=NOW,
    )
    page = shown(_claim_url(case))
    assert "What The Northshire Gazette reports" in page.text
    assert "They never asked us." in page.text
    assert f"{Level.REPORTED.public_name} (The Northshire Gazette)" in page.text


def test_an_unasked_dispute_turns_the_standing_and_shows_its_words() -> None:
    case = northshire(answers=("unasked", ""))
    raise_dispute(engagement=case.engagements[0], words="Nobody called us.", contact="", now=NOW)
    page = shown(_claim_url(case))
    assert "one disputes it" in page.headings(1)[0]
    assert "Nobody called us." in page.text
    assert Level.LINK.could_be_faked in page.text


def test_the_claim_shows_its_source_and_how_to_check_it(tmp_path: Path) -> None:
    case = northshire(folder=tmp_path)
    page = shown(_claim_url(case))
    assert "Answer to a freedom of information request" in page.text
    assert "each organisation named was consulted, before processing began" in page.text.lower()
    assert "tallystick verify claim-" in page.text
    assert "The newest fact is logged and not yet in the published log." in page.text
    from tallystick.apps.journal.publish import publish

    publish(now=NOW)
    assert f"{_claim_url(case)}bundle.json" in set(shown(_claim_url(case)).links())


def test_a_claim_of_another_project_is_not_found(tmp_path: Path) -> None:
    one = northshire(answers=("",))
    other = northshire(answers=(), project="School Streets", body="Fairhaven Council")
    assert read(f"/projects/{other.project.slug}/claims/{one.claim.id}/").status == 404
    assert read(f"/projects/{one.project.slug}/claims/c0/").status == 404


def test_an_organisation_named_twice_in_a_claim_counts_once_and_is_shown_twice(tmp_path: Path) -> None:
    case = northshire(answers=())
    one = organisation(by=case.ada, body_id=case.body_id, name="Harbour Trust")
    both = [engagement(by=case.ada, project=case.project, organisation=one) for _ in range(2)]
    made = claim(by=case.ada, project=case.project, engagements=both, text="We asked them twice.", now=NOW)
    give_answer(
        statement=ask(by=case.ada, project=case.project, engagement=both[1]),
        organisation=one,
        answer="LINK-DISPUTE",
        mailing=None,
        now=NOW,
    )
    page = shown(f"/projects/{case.project.slug}/claims/{made.id}/")
    assert page.headings(1) == ["Contact is claimed with one organisation, which disputes it."]
    assert page.headings(3).count("Harbour Trust") == 2


_HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>{{ 7|add:7 }}{% now 'Y' %}"


def test_hostile_texts_are_shown_as_texts(tmp_path: Path) -> None:
    case = northshire(
        folder=tmp_path,
        answers=("", ""),
        names=(f"Harbour {_HOSTILE}"[:110], "Lantern Youth"),
        project=f"Youth {_HOSTILE}"[:120],
        purpose=_HOSTILE,
        claim_text=_HOSTILE,
        body=f"Northshire {_HOSTILE}"[:110],
    )
    raise_dispute(engagement=case.engagements[0], words=_HOSTILE, contact="", now=NOW)
    organisation_url = f"/organisations/{case.organisations[0].slug}/"
    body_url = next(link for link in _project(case).links() if link.startswith("/bodies/"))
    for url in ("/", f"/projects/{case.project.slug}/", _claim_url(case), organisation_url, body_url, "/entries/"):
        page = shown(url)
        assert b"<script>alert" not in page.content
        assert b"<img src=x" not in page.content
        assert b"&lt;script&gt;alert" in page.content
    assert "{{ 7|add:7 }}" in shown(_claim_url(case)).text
    for one in journal.facts(project=case.project.id):
        assert b"<script>alert" not in shown(f"/entries/{one.entry}/").content


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "ftp://x.example"])
def test_only_web_addresses_become_links(address: str) -> None:
    from tallystick.apps.consultations.operations.engagements import make_claim

    case = northshire(answers=("",))
    made = make_claim(
        by=case.ada,
        project=case.project,
        text="We asked.",
        made_by="The chief",
        made_on=NOW.date(),
        source_title="A paper",
        source_url=address,
        asserts="contacted",
        before_start=False,
        engagements=(case.engagements[0].id,),
        now=NOW,
    )
    page = shown(f"/projects/{case.project.slug}/claims/{made.id}/")
    assert f'href="{address}'.encode() not in page.content
    assert f"A paper ({address})" in page.text


def test_a_body_shows_its_domains_and_its_published_projects(tmp_path: Path) -> None:
    northshire(folder=tmp_path)
    page = shown("/bodies/northshire-police/")
    for text in ("northshirepolice.example", "https://northshirepolice.example/contact", "0 confirmed 3 disputed"):
        assert text in page.text
    assert page.headings(3) == ["Youth Signals"]
    assert read("/bodies/nobody/").status == 404
    assert read("/bodies/northshire-police/page/2/").status == 404


def test_a_body_without_published_projects_says_so() -> None:
    northshire(answers=(), published=False)
    assert "This body has published no project." in shown("/bodies/northshire-police/").text

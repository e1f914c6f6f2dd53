# SPDX-License-Identifier: Apache-2.0
"""What the printed cases do not show: odd facts, the reasons, both texts, and counting a project."""

import dataclasses
import datetime as dt

import pytest

from tallystick.core.claims.consultation import claim_standing, engagement_standing, project_standing
from tallystick.core.claims.standing import State
from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import REGISTER, as_public
from tallystick.core.facts.consultation import AnswerReceived, StatementFixed
from tests.unit.core.claims import short_form

CLAIMED = "A claimed consulted by meeting on 2019-03-05"
FIXED = "A fixed TS-1: We consulted you on 5 March 2019."
FIVE = (
    *(f"{name} claimed consulted by letter on 2019-03-0{day}" for day, name in enumerate("ABCDE", start=1)),
    *(f"{name} fixed TS-{day}: We consulted you on {day} March 2019." for day, name in enumerate("ABCDE", start=1)),
    *(f"{name} sent TS-{day}" for day, name in enumerate("ABCDE", start=1)),
    "A DISPUTE TS-1 domain",
    "B disputed link",
    "C report not-formally-asked on 2022-06-03",
    "claim consulted before start: A B C D E",
)
START = dt.date(2019, 6, 1)


def standing(*lines, starts_on=None):
    return engagement_standing(engagement="A", facts=short_form.read(lines), starts_on=starts_on)


def altered(lines, *, line, **values):
    """Return the facts of the lines, with values of one fact replaced."""
    facts = short_form.read(lines)
    facts[line] = dataclasses.replace(facts[line], fact=dataclasses.replace(facts[line].fact, **values))
    return facts


def test_the_case_of_the_five():
    result = claim_standing(claim=short_form.CLAIM, facts=short_form.read(FIVE), starts_on=START)
    assert result.sentence == ("Contact is claimed with five organisations; none has confirmed it, three dispute it.")
    assert (result.claimed, result.confirmed, result.disputed, result.corrected) == (5, 0, 3, 0)
    assert (result.unconfirmed, result.silent, result.never_reached) == (2, 2, 0)
    assert [part.state for part in result.parts] == [*[State.DISPUTED] * 3, *[State.SENT] * 2]
    assert [part.level for part in result.parts[:3]] == [Level.DOMAIN, Level.LINK, Level.REPORTED]
    assert result.parts[2].reporter == "The Northshire Courier"
    assert result.not_shown == (
        "Nothing that counts supports that any organisation was consulted.",
        "No dated event supports that this was before processing began.",
        "Two organisations were asked and have not answered. Silence is not consent.",
    )
    assert [reason.entry for reason in result.reasons] == list(range(18))


def test_what_only_some_see_changes_nothing():
    facts = short_form.read([*FIVE, "D unclear out-of-office", "E bounced TS-5", "E evidence"])
    public = [dataclasses.replace(recorded, fact=as_public(recorded.fact)) for recorded in facts]
    assert public != facts
    for some in (facts, public):
        some.insert(0, some.pop())
    both = [claim_standing(claim=short_form.CLAIM, facts=some, starts_on=START) for some in (facts, public)]
    assert both[0] == both[1]
    both = [project_standing(project=short_form.PROJECT, facts=some) for some in (facts, public)]
    assert both[0] == both[1]


def test_both_texts_are_kept():
    result = standing(CLAIMED, FIXED, "A DISPUTE TS-1 link")
    assert result.body_words == "We consulted you on 5 March 2019."
    assert result.organisation_words == "DISPUTE in our own words"
    assert result.organisation_name == "Harbour Trust"
    assert result.answers == (2,)


def test_without_a_wording_the_body_s_question_stands():
    result = standing(CLAIMED)
    assert result.body_words == "What you think of the project."
    assert result.organisation_words is None
    assert result.reporter is None
    assert result.claimed == "consulted"


def test_erased_words_are_absent():
    facts = altered([CLAIMED, FIXED, "A DISPUTE TS-1 link"], line=2, words=None)
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).organisation_words is None


@pytest.mark.parametrize(
    ("on", "starts_on", "before"),
    [
        ("2019-03-05", dt.date(2019, 3, 6), True),
        ("2019-03-05", dt.date(2019, 3, 5), False),
        ("2019-03-05", dt.date(2019, 3, 4), False),
        ("2019-03-05", None, None),
        ("2019-02-30", dt.date(2019, 3, 5), None),
        ("20190304", dt.date(2019, 3, 5), None),
        ("", dt.date(2019, 3, 5), None),
    ],
)
def test_before_start(on, starts_on, before):
    facts = altered([CLAIMED], line=0, on=on)
    assert engagement_standing(engagement="A", facts=facts, starts_on=starts_on).before_start is before


@pytest.mark.parametrize(
    ("text", "confirmed"),
    [
        ("We consulted you on 5 March 2019.", True),
        ("We consulted you on 05 MARCH  2019.", True),
        ("We consulted you (2019-03-05).", True),
        ("We consulted you on 15 March 2019.", False),
        ("We consulted you on 5 March 20190.", False),
        ("We consulted you in March 2019.", False),
    ],
)
def test_date_in_the_confirmed_wording(text, confirmed):
    assert standing(CLAIMED, f"A fixed TS-1: {text}", "A CONFIRM TS-1 domain").date_confirmed is confirmed


def test_a_date_that_is_none_is_in_no_wording():
    facts = altered([CLAIMED, FIXED, "A CONFIRM TS-1 domain"], line=0, on="March 2019")
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).date_confirmed is False


def test_an_engagement_that_nobody_claims():
    facts = short_form.read([CLAIMED, FIXED, "B disputed link"])
    for engagement in ("B", "C"):
        with pytest.raises(Invalid, match=f"no fact claims the engagement '{engagement}'"):
            engagement_standing(engagement=engagement, facts=facts, starts_on=None)


def test_a_claim_that_nobody_makes():
    with pytest.raises(Invalid, match="no fact makes the claim 'c-1'"):
        claim_standing(claim="c-1", facts=short_form.read([CLAIMED]), starts_on=None)


def test_a_claim_about_an_engagement_that_nobody_claims():
    with pytest.raises(Invalid, match="no fact claims the engagement 'B'"):
        claim_standing(claim="c-1", facts=short_form.read([CLAIMED, "claim consulted: A B"]), starts_on=None)


def test_a_claim_about_an_engagement_of_another_project():
    facts = short_form.read([CLAIMED, "elsewhere claim consulted: A"])
    with pytest.raises(Invalid, match="no fact claims the engagement 'A'"):
        claim_standing(claim="c-1", facts=facts, starts_on=None)


def test_a_claim_that_names_no_organisation():
    facts = altered([CLAIMED, "claim consulted before start: A"], line=1, engagements=())
    result = claim_standing(claim="c-1", facts=facts, starts_on=START)
    assert result.claimed == 0
    assert result.sentence == "Contact is claimed with no organisation."


def test_a_claim_that_is_entered_twice_is_the_first():
    facts = short_form.read([CLAIMED, "claim consulted: A", "claim contacted: A"])
    assert claim_standing(claim="c-1", facts=facts[::-1], starts_on=None).asserts == "consulted"


def test_a_claim_that_asserts_something_unheard_of_is_met_by_nothing_less_than_consultation():
    lines = [CLAIMED, "A fixed TS-1: We met you.", "A CONFIRM TS-1 domain", "claim approved: A"]
    result = claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=None)
    assert result.asserts == "approved"
    assert (result.confirmed, result.unconfirmed) == (0, 1)
    assert "approved" not in result.sentence
    lines[1] = FIXED
    assert claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=None).confirmed == 1


def test_an_organisation_named_twice_in_a_claim_counts_once():
    facts = short_form.read([CLAIMED, "claim consulted: A A A"])
    result = claim_standing(claim="c-1", facts=facts, starts_on=None)
    assert result.claimed == 1
    assert len(result.parts) == 1


def test_the_first_entry_of_an_engagement_stands():
    lines = [CLAIMED, "A claimed contacted by letter on 2018-01-01", FIXED, "A CONFIRM TS-1 domain"]
    result = standing(*lines)
    assert result.claimed == "consulted"
    assert result.reasons[1].text.endswith("The first entry stands; this one is not used.")


def test_the_first_text_under_a_reference_stands():
    result = standing(CLAIMED, "A fixed TS-1: We met you.", FIXED, "A CONFIRM TS-1 domain")
    assert result.supported == "contacted"
    assert result.body_words == "We met you."
    assert result.reasons[2].text.endswith("The first wording stands; this one is not used.")


@pytest.mark.parametrize("values", [{"verb": "AGREE"}, {"verb": None}, {"organisation": "o-B"}, {"level": "claimed"}])
def test_an_answer_that_does_not_count(values):
    facts = altered([CLAIMED, FIXED, "A CONFIRM TS-1 domain"], line=2, **values)
    result = engagement_standing(engagement="A", facts=facts, starts_on=None)
    assert result.state is State.CLAIMED
    assert result.answers == ()
    assert "It does not count" in result.reasons[2].text


@pytest.mark.parametrize("level", ["gold", "", None, "reported", "sent", "never-reached"])
def test_a_level_at_which_nobody_answers_confirms_nothing_and_disputes_all_the_same(level):
    for verb, state in (("CONFIRM", State.CLAIMED), ("DISPUTE", State.DISPUTED), ("CORRECT", State.CORRECTED)):
        facts = altered([CLAIMED, FIXED, f"A {verb} TS-1 domain"], line=2, level=level)
        assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is state


def test_a_dispute_of_another_organisation_is_not_this_one_s():
    facts = altered([CLAIMED, "A disputed link"], line=1, organisation="o-B")
    result = engagement_standing(engagement="A", facts=facts, starts_on=None)
    assert result.state is State.CLAIMED
    assert "about another organisation" in result.reasons[1].text


def test_a_report_that_says_something_unheard_of_does_not_count():
    facts = altered([CLAIMED, "A report disputes on 2022-06-03"], line=1, says="regrets")
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is State.CLAIMED


def test_a_confirmation_before_its_wording_was_fixed_does_not_count():
    assert standing(CLAIMED, "A CONFIRM TS-1 domain", FIXED).state is State.CLAIMED


def test_a_dispute_of_a_wording_that_is_not_on_record_counts():
    assert standing(CLAIMED, FIXED, "A DISPUTE TS-9 link").state is State.DISPUTED


def test_a_bounce_without_a_recorded_request():
    assert standing(CLAIMED, FIXED, "A bounced TS-1").state is State.NEVER_REACHED


@pytest.mark.parametrize(
    ("received_at", "state"),
    [("2026-01-03T12:00:00Z", State.CONFIRMED), ("2026-01-03T12:00:00", State.CONFIRMED), ("soon", State.CONFIRMED)],
)
def test_a_dispute_that_shows_no_time_is_as_old_as_its_entry(received_at, state):
    facts = altered([CLAIMED, FIXED, "A disputed link", "A CONFIRM TS-1 domain"], line=2, received_at=received_at)
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is state


def test_a_confirmation_of_the_same_second_takes_back_and_of_the_same_day_as_a_report_does_not():
    lines = [CLAIMED, FIXED, "A DISPUTE TS-1 domain", "A CONFIRM TS-1 domain written 2026-01-03T12:00:00Z"]
    assert standing(*lines).state is State.CONFIRMED
    lines = [CLAIMED, FIXED, "A report disputes on 2026-01-04", "A CONFIRM TS-1 domain"]
    assert standing(*lines).state is State.DISPUTED


def test_a_dispute_that_is_recorded_later_stands_however_early_it_was_received():
    lines = [CLAIMED, FIXED, "A CONFIRM TS-1 domain", "A DISPUTE TS-1 link"]
    facts = altered(lines, line=3, received_at="2026-01-01T00:00:00Z")
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is State.DISPUTED


def test_a_sender_s_clock_that_runs_ahead_makes_nothing_later():
    lines = [CLAIMED, FIXED, "A DISPUTE TS-1 domain", "A CONFIRM TS-1 domain imported written 2030-01-01T00:00:00Z"]
    facts = altered(lines, line=3, received_at="2026-01-01T00:00:00Z")
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is State.DISPUTED


def test_an_unasked_dispute_is_about_the_wordings_of_its_day():
    lines = [CLAIMED, FIXED, "A disputed link", "A fixed TS-2: We met you.", "A CONFIRM TS-1 domain"]
    assert standing(*lines).state is State.EARLIER_TEXT
    lines = [CLAIMED, FIXED, "A fixed TS-2: We met you.", "A disputed link", "A CONFIRM TS-1 domain"]
    assert standing(*lines).state is State.DISPUTED


def test_own_words_of_no_level_are_shown_before_a_report():
    facts = altered([CLAIMED, "A disputed link", "A report disputes on 2022-06-03"], line=1, level="gold")
    result = engagement_standing(engagement="A", facts=facts, starts_on=None)
    assert (result.level, result.reporter) == (Level.CLAIMED, None)


def test_the_strongest_of_several_confirmed_engagements_counts():
    lines = [
        "A claimed contacted by letter on 2019-03-05",
        "A2 claimed invited by letter on 2019-03-05",
        "A fixed TS-1: We wrote to you.",
        "A2 fixed TS-2: We invited you.",
        "A CONFIRM TS-1 domain",
        "A2 CONFIRM TS-2 domain",
        "claim consulted: A A2",
    ]
    result = claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=None)
    assert result.sentence == (
        "Contact is claimed with one organisation, which has confirmed an invitation and nothing more."
    )


def test_the_project_that_claims_an_engagement_first_has_it():
    facts = short_form.read(
        [CLAIMED, "elsewhere A claimed contacted by call on 2020-01-01", "elsewhere A disputed link"]
    )
    for some in (facts, facts[::-1]):
        result = engagement_standing(engagement="A", facts=some, starts_on=None)
        assert (result.claimed, result.state) == ("consulted", State.CLAIMED)


def test_of_a_late_consultation_only_the_time_is_not_shown():
    facts = short_form.read([CLAIMED, FIXED, "A CONFIRM TS-1 domain", "claim consulted before start: A"])
    result = claim_standing(claim="c-1", facts=facts, starts_on=dt.date(2019, 1, 1))
    assert result.not_shown == ("No dated event supports that this was before processing began.",)


def test_times_are_compared_across_offsets():
    lines = [CLAIMED, FIXED, "A DISPUTE TS-1 domain", "A CONFIRM TS-1 domain written {}"]
    for written, state in (
        ("2026-01-03T13:30:00+02:00", State.DISPUTED),
        ("2026-01-03T10:30:00-02:00", State.CONFIRMED),
    ):
        assert standing(*[line.format(written) for line in lines]).state is state


@pytest.mark.parametrize("written", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-01-05T12:00:00"])
def test_a_sender_s_clock_that_cannot_be_read_is_left_out(written):
    assert standing(CLAIMED, FIXED, "A DISPUTE TS-1 domain", f"A CONFIRM TS-1 domain written {written}").state is (
        State.CONFIRMED
    )


def test_a_report_without_a_date_is_as_old_as_its_entry():
    lines = [CLAIMED, FIXED, "A CONFIRM TS-1 domain", "A report disputes on 2022-06-03"]
    facts = altered(lines, line=3, published_on="last summer")
    assert engagement_standing(engagement="A", facts=facts, starts_on=None).state is State.DISPUTED


def test_the_strongest_own_words_decide_what_is_shown():
    result = standing(CLAIMED, FIXED, "A disputed link", "A DISPUTE TS-1 domain", "A disputed link")
    assert (result.level, result.organisation_words) == (Level.DOMAIN, "DISPUTE in our own words")


def test_what_is_missing_is_named_for_several():
    lines = [
        *(f"{name} claimed consulted by letter on 2019-03-05" for name in "ABCDE"),
        *(f"{name} fixed TS-{number}: We met you on 5 March 2019." for number, name in enumerate("AB", start=1)),
        "A CONFIRM TS-1 domain",
        "B CONFIRM TS-2 domain",
        "C fixed TS-3: We consulted you on 5 March 2019.",
        "C CONFIRM TS-3 domain",
        "D bounced TS-4",
        "claim consulted before start: A B C D E",
    ]
    result = claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=START)
    assert result.sentence == (
        "Contact is claimed with five organisations; one has confirmed that it was consulted, two have confirmed "
        "contact and nothing more, one was never reached."
    )
    assert result.not_shown == (
        "Only one of five organisations confirmed that they were consulted.",
        "Two organisations confirm that they were contacted, not that they were consulted.",
        "A dated event supports that this was before processing began for one of five organisations only.",
        "One organisation was never reached, so it has not been silent.",
        "One organisation has not been asked yet.",
    )


def test_nothing_is_missing_where_everything_is_confirmed():
    lines = [CLAIMED, FIXED, "A CONFIRM TS-1 domain", "claim consulted before start: A"]
    assert claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=START).not_shown == ()


def test_a_project_counts_organisations_and_claims():
    lines = [
        *FIVE,
        "A2 claimed contacted by letter on 2019-03-05",
        "elsewhere B claimed contacted by letter on 2019-03-05",
        "elsewhere claim contacted: B",
    ]
    result = project_standing(project=short_form.PROJECT, facts=short_form.read(lines))
    assert (result.claims, result.claimed, result.disputed, result.unconfirmed) == (1, 5, 3, 2)
    assert result.sentence == "Contact is claimed with five organisations; none has confirmed it, three dispute it."


def test_a_project_without_engagements():
    stray = short_form.read(["A disputed link"])
    result = project_standing(project=short_form.PROJECT, facts=stray)
    assert (result.claims, result.claimed) == (0, 0)
    assert result.sentence == "Contact is claimed with no organisation."


def test_facts_of_the_register_say_nothing_about_an_engagement():
    facts = short_form.read([CLAIMED, FIXED, "A CONFIRM TS-1 domain"])
    elsewhere = [dataclasses.replace(recorded, project=REGISTER) for recorded in facts[1:]]
    assert engagement_standing(engagement="A", facts=[facts[0], *elsewhere], starts_on=None).state is State.CLAIMED


def test_the_kinds_that_the_tests_use_are_the_real_ones():
    kinds = {type(recorded.fact) for recorded in short_form.read([FIXED, "A CONFIRM TS-1 domain"])}
    assert kinds == {StatementFixed, AnswerReceived}

# SPDX-License-Identifier: Apache-2.0
"""What holds whatever happened: the sentence never says more than the facts, and weak evidence never lifts a count."""

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.claims.consultation import claim_standing, project_standing
from tallystick.core.claims.standing import State
from tallystick.core.evidence.levels import LADDER
from tallystick.core.facts.base import Recorded, as_public
from tallystick.core.facts.consultation import CHANNELS, REPORT_SAYS, RUNGS, VERBS, AnswerReceived
from tallystick.core.facts.project import ProjectPublished
from tests.unit.core.claims import short_form
from tests.unit.core.claims.short_form import CLAIM, ELSEWHERE, PROJECT

WORDINGS = (
    "We wrote to you on 5 March 2019.",
    "We invited your views on 2019-03-05.",
    "You responded on 5 March 2019.",
    "We consulted you on 5 March 2019.",
    "We consulted you.",
    "You were not consulted.",
)
ORGANISATIONS = "ABC"
FORBIDDEN = re.compile(r"\b(lawful|compliant|agreed|approved)", re.IGNORECASE)

_levels = st.sampled_from([level.value for level in LADDER])
_dates = st.sampled_from(["2019-03-05", "2022-06-03", "2026-01-10", "2026-01-20", "soon"])
_starts = st.sampled_from([None, *(short_form.dt.date.fromisoformat(day) for day in ("2019-03-05", "2019-03-06"))])
_references = st.sampled_from(["TS-1", "TS-2"])
_written = st.sampled_from(["", " written 2026-01-04T12:00:00Z", " written 2026-02-01T12:00:00Z", " imported"])
#: What cannot confirm anything: silence, reminders, unclear mails, weak confirmations, the body's own evidence.
_weak = st.one_of(
    st.sampled_from(
        ["evidence", "sent TS-1", "reminded TS-1", "bounced TS-1", "bounced TS-2", "unclear out-of-office"]
    ),
    st.builds("CONFIRM {} {}{}".format, _references, st.sampled_from(["link", "mailbox", "sent", "claimed"]), _written),
    st.builds("report confirms on {}".format, _dates),
)
_objections = st.one_of(
    st.builds("disputed {}".format, _levels),
    st.builds("DISPUTE {} {}{}".format, _references, _levels, _written),
    st.builds("report {} on {}".format, st.sampled_from([says for says in REPORT_SAYS if says != "confirms"]), _dates),
)
_strong = st.one_of(
    st.builds("fixed {}: {}".format, _references, st.sampled_from(WORDINGS)),
    st.builds("{} {} {}{}".format, st.sampled_from(VERBS), _references, _levels, _written),
)
_about = st.sampled_from(ORGANISATIONS)
_events = st.builds("{} {}".format, _about, _weak | _objections | _strong)
_first = st.builds(
    "claimed {} by {} on {}".format, st.sampled_from(RUNGS), st.sampled_from(CHANNELS), st.just("2019-03-05")
)
_claims = st.tuples(st.sampled_from(RUNGS), st.sampled_from(["", " before start"])).map(
    lambda parts: f"claim {parts[0]}{parts[1]}: {' '.join(ORGANISATIONS)}"
)


@st.composite
def stories(draw):
    """Facts in short form: three organisations, whatever happened, and a claim about all of them."""
    begun = [f"{name} {draw(_first)}" for name in ORGANISATIONS]
    return [draw(_claims), *begun, *draw(st.lists(_events, max_size=14))]


def counted(lines, starts_on=None):
    return claim_standing(claim=CLAIM, facts=short_form.read(lines), starts_on=starts_on)


@given(stories(), _starts)
def test_counts_sum_up(lines, starts_on):
    result = counted(lines, starts_on)
    assert result.claimed == 3
    assert result.claimed == result.confirmed + result.disputed + result.corrected + result.unconfirmed
    assert result.never_reached + result.silent <= result.unconfirmed


@given(stories(), _starts)
def test_the_sentence_never_says_more_than_the_facts(lines, starts_on):
    result = counted(lines, starts_on)
    facts = short_form.read(lines)
    by_words = {
        recorded.fact.engagement: recorded.fact.text
        for recorded in facts
        if recorded.fact.kind == "statement.fixed" and "We consulted you" in recorded.fact.text
    }
    for said in (result, *result.parts):
        assert not FORBIDDEN.search(said.sentence)
    for part in result.parts:
        if "consulted" in part.sentence:
            assert part.state is State.CONFIRMED
            assert part.level.confirms
            assert part.claimed == "consulted"
            assert part.engagement in by_words
    consulted = [part for part in result.parts if part.supported == "consulted"]
    assert "consulted" not in result.sentence or consulted
    assert "consulted" not in project_standing(project=PROJECT, facts=facts).sentence


@given(stories(), _starts)
def test_a_confirmation_that_counts_is_in_the_facts(lines, starts_on):
    for part in counted(lines, starts_on).parts:
        if part.state is State.CONFIRMED:
            confirmed = [line for line in lines if line.startswith(f"{part.engagement} CONFIRM")]
            assert any(line.split()[3] in {"domain", "domain-passkey", "witnessed", "own-key"} for line in confirmed)


@given(stories(), _about, _weak, _starts)
def test_weak_evidence_never_raises_what_is_confirmed(lines, about, weak, starts_on):
    before, after = counted(lines, starts_on), counted([*lines, f"{about} {weak}"], starts_on)
    assert after.confirmed <= before.confirmed
    assert after.disputed >= before.disputed
    assert after.corrected >= before.corrected
    confirmed = [part.engagement for part in before.parts if part.supported]
    assert all(part.engagement in confirmed for part in after.parts if part.supported)


@given(stories(), _about, _objections, _starts)
def test_a_dispute_never_lowers_what_is_disputed(lines, about, objection, starts_on):
    before, after = counted(lines, starts_on), counted([*lines, f"{about} {objection}"], starts_on)
    assert after.disputed >= before.disputed
    assert after.confirmed <= before.confirmed


@given(stories(), _about)
def test_a_dispute_of_today_is_always_shown(lines, about):
    result = counted([*lines, f"{about} disputed link"])
    assert next(part for part in result.parts if part.engagement == about).state is State.DISPUTED


@given(stories(), st.randoms(use_true_random=False))
def test_the_order_of_independent_engagements_does_not_matter(lines, random):
    """The story of each organisation keeps its order and its times; only how they interleave changes."""
    facts = short_form.read(lines)
    streams = [[recorded for recorded in facts if getattr(recorded.fact, "engagement", "") == name] for name in "ABC"]
    waiting, entry, mixed = [list(reversed(stream)) for stream in streams if stream], 1, [facts[0]]
    while waiting:
        stream = random.choice(waiting)
        mixed.append(dataclasses.replace(stream.pop(), entry=entry))
        waiting, entry = [left for left in waiting if left], entry + 1
    results = [claim_standing(claim=CLAIM, facts=some, starts_on=None) for some in (facts, mixed)]
    assert bare(results[0]) == bare(results[1])


def bare(result):
    """Return a claim's standing without entry numbers."""
    parts = tuple(dataclasses.replace(part, reasons=(), answers=()) for part in result.parts)
    return dataclasses.replace(result, parts=parts, reasons=())


@given(stories(), st.randoms(use_true_random=False))
def test_facts_may_come_in_any_order(lines, random):
    facts = short_form.read(lines)
    mixed = random.sample(facts, len(facts))
    assert claim_standing(claim=CLAIM, facts=mixed, starts_on=None) == claim_standing(
        claim=CLAIM, facts=facts, starts_on=None
    )


@given(stories(), _starts)
def test_only_public_fields_are_read(lines, starts_on):
    facts = short_form.read(lines)
    public = [dataclasses.replace(recorded, fact=as_public(recorded.fact)) for recorded in facts]
    results = [claim_standing(claim=CLAIM, facts=some, starts_on=starts_on) for some in (facts, public)]
    assert results[0] == results[1]


@given(stories(), st.lists(_events, max_size=6))
def test_other_projects_and_other_kinds_change_nothing(lines, elsewhere):
    facts = short_form.read([*lines, *(f"elsewhere {line}" for line in elsewhere)])
    last = facts[-1]
    other = ProjectPublished(project=PROJECT, by_role="editor", by=None)
    facts.append(Recorded(entry=last.entry + 1, time=last.time, project=PROJECT, fact=other))
    assert claim_standing(claim=CLAIM, facts=facts, starts_on=None) == counted(lines)
    assert project_standing(project=PROJECT, facts=facts) == project_standing(
        project=PROJECT, facts=short_form.read(lines)
    )
    assert project_standing(project=ELSEWHERE, facts=facts).claimed == 0


@given(stories())
def test_every_fact_about_an_engagement_has_its_reason(lines):
    result = counted(lines)
    entries = [recorded.entry for recorded in short_form.read(lines)[1:]]
    assert [reason.entry for reason in result.reasons] == entries
    assert all(reason.text.endswith(".") for reason in result.reasons)


@given(stories())
def test_answers_are_entries_of_what_somebody_else_said(lines):
    facts = {recorded.entry: recorded.fact for recorded in short_form.read(lines)}
    for part in counted(lines).parts:
        for entry in part.answers:
            assert facts[entry].kind in {"answer.received", "dispute.raised", "report.published"}
            assert not isinstance(facts[entry], AnswerReceived) or facts[entry].organisation == part.organisation

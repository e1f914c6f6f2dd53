# SPDX-License-Identifier: Apache-2.0
"""A bundle that was made after an erasure holds and says what it can no longer show; what is no erasure is refused."""

import dataclasses

import pytest

from tallystick.core.claims.verify import EVIDENCE, FACTS
from tallystick.core.evidence.levels import Level
from tallystick.core.facts.base import REGISTER, field_names
from tallystick.core.facts.record import FieldErased
from tests.unit.core.claims import claim_log
from tests.unit.core.claims.checking import check, fails
from tests.unit.core.claims.claim_log import ANSWER, PROJECT, ClaimLog

BASIS = "UK GDPR Article 17(1)(a)"
ERASING = 11


def story_with(answer):
    story = claim_log.story()
    story[ANSWER] = (PROJECT, answer)
    return story


def erased(*, answer=None, stream=PROJECT, **values):
    """Return the log of the story after the signed header of Harbour Trust's answer was erased."""
    story = story_with(answer or claim_log.answer(verb="CONFIRM"))
    field = values.get("field", "header_view")
    place = field_names("answer.received").index(field)
    usual = {
        "entry": ANSWER,
        "field": field,
        "digest": ClaimLog(story).logged[ANSWER].leaf.sd[place],
        "basis": BASIS,
        "engagement": "e1",
        "by_role": "operator",
        "by": "Ada",
    }
    return ClaimLog([*story, (stream, FieldErased(**usual | values))])


def bundle(log, *, withhold=("header_view",), **chosen):
    return log.bundle(changed={ANSWER: log.entry(ANSWER, withhold=withhold)}, **chosen)


def test_a_confirmation_whose_signature_was_erased_still_stands_and_says_so():
    verified = check(bundle(erased()))
    assert verified.standing is not None
    assert verified.standing.confirmed == 1
    answer = verified.answers[0]
    assert (answer.level, answer.level_unchecked, answer.domain) == (Level.DOMAIN, True, None)
    assert answer.erased is not None
    assert (answer.erased.entry, answer.erased.basis) == (ERASING, BASIS)
    on = answer.erased.on.isoformat()
    assert (
        f"its signature was erased on {on}, basis: {BASIS}; the level is as recorded and can no"
        in verified.report[-2].text
    )
    [line] = [line for line in verified.not_proved if "signed header" in line]
    assert line == (
        f"That the answer in entry {ANSWER} was “{Level.DOMAIN.public_name}”. Its signed header was erased on {on}, "
        f"basis: {BASIS}. A proof that was made before still shows it."
    )


@pytest.mark.parametrize("verb", ["DISPUTE", "CORRECT"])
def test_an_objection_whose_signature_was_erased_still_stands(verb):
    verified = check(bundle(erased(answer=claim_log.answer(verb=verb))))
    assert verified.answers[0].erased is not None
    assert verified.standing is not None
    assert (verified.standing.disputed, verified.standing.corrected) == ((1, 0) if verb == "DISPUTE" else (0, 1))


def test_words_that_were_erased_take_no_proof_away():
    verified = check(bundle(erased(field="words"), withhold=["words"]))
    assert verified.answers[0].domain == "harbourtrust.example"
    assert verified.answers[0].erased is None
    assert "words" in verified.facts[ANSWER].unopened


def test_what_is_withheld_without_an_entry_that_erased_it_is_only_withheld():
    log = ClaimLog(story_with(claim_log.answer(verb="CONFIRM")))
    fails(bundle(log), step=EVIDENCE, match="nothing in the file supports")
    other = erased(field="words")
    fails(bundle(other, withhold=["words", "header_view"]), step=EVIDENCE, match="nothing in the file supports")
    disputed = check(bundle(ClaimLog(claim_log.story())))
    assert disputed.answers[0].erased is None
    assert "a dispute counts at any level" in disputed.report[-2].text


def test_the_entry_that_erased_it_may_not_be_left_out():
    log = erased()
    fails(bundle(log, entries=range(ERASING)), step=EVIDENCE, match="nothing in the file supports")


def test_a_header_that_is_shown_to_be_absent_was_never_erased():
    """Otherwise an operator could log a confirmation without a signature and say that it was erased."""
    log = erased(answer=claim_log.answer(verb="CONFIRM", header_view=None))
    fails(bundle(log, withhold=[]), step=EVIDENCE, match="nothing in the file supports")


def test_an_older_proof_still_holds():
    before = ClaimLog(story_with(claim_log.answer(verb="CONFIRM")))
    verified = check(before.bundle())
    assert verified.answers[0].domain == "harbourtrust.example"


def test_an_erasure_of_an_entry_that_is_not_in_the_file_holds():
    log = erased()
    assert check(log.bundle(entries=[ERASING], without_claim=True)).facts[0].fact.field == "header_view"


@pytest.mark.parametrize(
    ("values", "match"),
    [
        ({"digest": "A" * 43}, "did not commit to so"),
        ({"field": "verb"}, "did not commit to so"),
        ({"field": "header_view", "engagement": "e2"}, "names another engagement"),
        ({"engagement": None}, "names another engagement"),
        ({"entry": ERASING}, "no earlier entry of its stream"),
        ({"entry": 99}, "no earlier entry of its stream"),
        ({"stream": REGISTER}, "no earlier entry of its stream"),
    ],
)
def test_what_is_no_erasure_is_refused(values, match):
    fails(bundle(erased(**values)), step=FACTS, match=match)


def test_a_field_that_the_entry_does_not_have_cannot_be_erased():
    log = erased()
    story = [(item.leaf.project, item.said) for item in log.logged]
    nonsense = dataclasses.replace(story[ERASING][1], field="nonsense")
    fails(bundle(ClaimLog([*story[:ERASING], (PROJECT, nonsense)])), step=FACTS, match="did not commit to so")

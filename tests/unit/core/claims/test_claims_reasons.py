# SPDX-License-Identifier: Apache-2.0
"""The reasons: one text for each fact, saying what it does and does not do to the standing."""

import dataclasses

import pytest

from tallystick.core.claims.consultation import claim_standing, engagement_standing
from tallystick.core.claims.reasons import Told, reasons
from tallystick.core.claims.standing import State
from tallystick.core.claims.weighing import weigh
from tallystick.core.facts.base import Recorded
from tallystick.core.facts.consultation import ReceiptSent
from tests.unit.core.claims import short_form

CLAIMED = "A claimed consulted by meeting on 2019-03-05"
FIXED = "A fixed TS-1: We consulted you on 5 March 2019."
LONG_STORY = """\
The body says that Harbour Trust was consulted: meeting, 5 March 2019. Until somebody else speaks,
this is worth “Claimed by the body”. A meeting by itself is contact and nothing more.

The body attached a file of its own. That shows that the file existed by then; it lifts nothing
above “Claimed by the body”.

The wording TS-1 was fixed before it was sent. A newer wording exists: answers to this one stay with
this one.

The request TS-1 was handed to a mail server. Silence after it is not consent.

Reminder 1 for TS-1 was handed to a mail server. Silence after it is not consent.

A mail came in that is no answer (out-of-office).

A mail came in that is no answer (unclear-subject). The organisation was asked again.

A mail server reported that the request TS-1 did not arrive (status 5.1.1). Who was not reached has
not been silent.

CONFIRM to TS-1, “Answered by link”. It does not count as a confirmation. The body could have made
this itself.

CONFIRM to TS-1, “Countersigned by the organisation's domain”. It counts for that earlier wording
only, not for the newest one.

The wording TS-2 was fixed before it was sent.

Reported by The Northshire Courier on 2022-06-03: it was never formally asked. That counts as a
dispute. The organisation itself has answered otherwise since; this stays as history.

Reported by The Northshire Courier on 2022-06-03. It does not count: a report is never a
confirmation.

DISPUTE to TS-1, “Answered by link”. The organisation disputes it, which counts at any level of
evidence. The organisation itself has answered otherwise since; this stays as history.

CORRECT to TS-2, “Answered by a signed-in mailbox”. The organisation says it was otherwise, which
counts at any level of evidence. The organisation itself has answered otherwise since; this stays as
history.

Disputed without being asked, “Answered by link”. That counts at any level of evidence. The
organisation itself has answered otherwise since; this stays as history.

CONFIRM to TS-2, “Countersigned by the organisation's domain”. It counts. It confirms that it was
contacted, not that it was consulted.
"""


def standing(*lines, starts_on=None):
    return engagement_standing(engagement="A", facts=short_form.read(lines), starts_on=starts_on)


def altered(lines, *, line, **values):
    """Return the facts of the lines, with values of one fact replaced."""
    facts = short_form.read(lines)
    facts[line] = dataclasses.replace(facts[line], fact=dataclasses.replace(facts[line].fact, **values))
    return facts


def paragraphs(text):
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]


def test_reasons_of_a_long_story():
    result = standing(
        CLAIMED,
        "A evidence",
        "A fixed TS-1: We met you on 5 March 2019.",
        "A sent TS-1",
        "A reminded TS-1",
        "A unclear out-of-office",
        "A unclear unclear-subject",
        "A bounced TS-1",
        "A CONFIRM TS-1 link",
        "A CONFIRM TS-1 domain",
        "A fixed TS-2: We met you on 5 March 2019 in person.",
        "A report not-formally-asked on 2022-06-03",
        "A report confirms on 2022-06-03",
        "A DISPUTE TS-1 link",
        "A CORRECT TS-2 mailbox",
        "A disputed link",
        "A CONFIRM TS-2 domain",
    )
    assert [reason.text for reason in result.reasons] == paragraphs(LONG_STORY)
    assert result.state is State.CONFIRMED
    assert result.supported == "contacted"


def test_reasons_of_confirmations_that_do_not_stand_or_support_nothing():
    disputed = standing(CLAIMED, FIXED, "A CONFIRM TS-1 domain", "A DISPUTE TS-1 link")
    assert "It does not stand" in disputed.reasons[2].text
    denied = standing(CLAIMED, "A fixed TS-1: You were not consulted.", "A CONFIRM TS-1 domain")
    assert denied.supported is None
    assert "it supports nothing" in denied.reasons[2].text
    full = standing("A claimed consulted by letter on 2019-03-05", FIXED, "A CONFIRM TS-1 domain")
    assert full.reasons[2].text.endswith("It counts. It confirms that it was consulted.")
    assert "by itself" not in full.reasons[0].text


def test_a_label_that_is_no_rung_supports_nothing():
    facts = altered([CLAIMED, FIXED, "A CONFIRM TS-1 domain"], line=0, claimed_as="approved")
    result = engagement_standing(engagement="A", facts=facts, starts_on=None)
    assert result.supported is None
    assert "was contacted" in result.reasons[0].text


def test_a_confirmed_denial_is_unconfirmed_for_a_claim():
    lines = [CLAIMED, "A fixed TS-1: You were not consulted.", "A CONFIRM TS-1 domain", "claim contacted: A"]
    result = claim_standing(claim="c-1", facts=short_form.read(lines), starts_on=None)
    assert (result.confirmed, result.unconfirmed, result.silent) == (0, 1, 0)


def test_reasons_are_given_for_facts_about_an_engagement_only():
    facts = short_form.read([CLAIMED])
    receipt = ReceiptSent(
        statement="TS-1", engagement="A", answer_entry=2, mail_sha256="0" * 64, server_reply="250 OK", recipient=None
    )
    stray = Recorded(entry=1, time=facts[0].time, project=facts[0].project, fact=receipt)
    told = Told(claimed=facts[0].fact, weighed=weigh(organisation="o-A", facts=facts), supported=None)
    with pytest.raises(TypeError, match=r"receipt\.sent is about no engagement"):
        reasons(told=told, facts=[stray])
    assert engagement_standing(engagement="A", facts=[*facts, stray], starts_on=None) == engagement_standing(
        engagement="A", facts=facts, starts_on=None
    )


@pytest.mark.parametrize("verb", ["DISPUTE", "CORRECT"])
def test_an_objection_that_is_repeated_is_not_taken_back(verb):
    result = standing(CLAIMED, FIXED, f"A {verb} TS-1 domain", f"A {verb} TS-1 domain")
    assert not any("history" in reason.text for reason in result.reasons)

# SPDX-License-Identifier: Apache-2.0
"""The last steps of the evidence profile: the level a good signature reaches, the answer, several signatures."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tallystick.core.errors import Invalid
from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.levels import Level
from tests.signer import (
    PLAIN,
    RECEIVED,
    compose_mail,
    key_records,
    sign_mail,
)
from tests.unit.core.evidence.judged import DOMAIN, ids, judge

MAIL = compose_mail()


# Step 16


def level_of(
    sender: str, domain: str, *, pinned: str | None = DOMAIN, contact: str | None = None
) -> tuple[Level, list[str]]:
    raw = sign_mail(compose_mail(sender=sender), domain=domain)
    evidence = judge(raw, keys=key_records(domain=domain), pinned_domain=pinned, contact=contact)
    return evidence.level, ids(evidence)


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("ada@harbourtrust.example", "harbourtrust.example"),
        ("ada@mail.harbourtrust.example", "harbourtrust.example"),
        ("ada@harbourtrust.example", "mail.harbourtrust.example"),
        ("ada@a.harbourtrust.example", "b.harbourtrust.example"),
    ],
)
def test_step_16_inside_the_pinned_domain(sender: str, domain: str) -> None:
    assert level_of(sender, domain) == (Level.DOMAIN, [])
    # The organisation's other addresses may answer too: the level says "from its mail system".
    assert level_of(sender, domain, contact="info@harbourtrust.example") == (Level.DOMAIN, [])
    assert level_of(sender, domain, pinned="HARBOURTRUST.example.") == (Level.DOMAIN, [])


@pytest.mark.parametrize(
    ("sender", "domain", "pinned", "problem"),
    [
        ("trust@gmail.com", "gmail.com", DOMAIN, "free-mail"),
        ("trust@gmail.com", "gmail.com", None, "free-mail"),
        ("trust@gmail.com", "gmail.com", "gmail.com", "free-mail"),
        ("ada@harbourtrust.example", "trust.onmicrosoft.com", DOMAIN, "provider-domain"),
        ("ada@harbourtrust.example", "trust-example.20230601.gappssmtp.com", DOMAIN, "provider-domain"),
        ("ada@trust.onmicrosoft.com", "trust.onmicrosoft.com", "trust.onmicrosoft.com", "provider-domain"),
        ("ada@harbourtrust.example", "harbourtrust.example", None, "no-pinned-domain"),
        ("bea@oversight.example", "oversight.example", DOMAIN, "other-domain"),
        ("bea@mail.oversight.example", "oversight.example", DOMAIN, "other-domain"),
        ("ada@harbourtrust.example.oversight.example", "oversight.example", DOMAIN, "other-domain"),
    ],
)
def test_step_16_a_signed_in_mailbox(sender: str, domain: str, pinned: str | None, problem: str) -> None:
    assert level_of(sender, domain, pinned=pinned) == (Level.MAILBOX, [problem])
    assert level_of(sender, domain, pinned=pinned, contact=sender.upper()) == (Level.MAILBOX, [problem])
    assert level_of(sender, domain, pinned=pinned, contact="x@y.example") == (Level.LINK, ["not-the-contact"])


@pytest.mark.parametrize(
    ("sender", "domain"),
    [
        ("ada@harbourtrust.example", "oversight.example"),
        ("ada@harbourtrust.example", "gmail.com"),
        ("bea@oversight.example", "harbourtrust.example"),
        ("bea@oversight.example", "mail.oversight.example"),
        ("ada@notharbourtrust.example", "harbourtrust.example"),
        ("ada@harbourtrust.example", "notharbourtrust.example"),
    ],
)
def test_step_16_a_signer_who_says_nothing_about_the_sender(sender: str, domain: str) -> None:
    assert level_of(sender, domain) == (Level.LINK, ["signer-unrelated"])


def test_step_16_a_short_key_is_allowed_and_said() -> None:
    evidence = judge(sign_mail(MAIL, key="rsa-1024"), keys=key_records(key="rsa-1024"))
    assert evidence.worth is Level.DOMAIN
    assert ids(evidence) == ["weak-key"]
    assert "1024 bits" in evidence.problems[0].text


def test_layout_is_signed_only_with_the_transfer_encoding() -> None:
    raw = sign_mail(compose_mail(extra=[("Content-Transfer-Encoding", "8bit")]))
    assert ids(judge(raw)) == ["layout-not-signed"]
    signed = sign_mail(
        compose_mail(extra=[("Content-Transfer-Encoding", "8bit")]), h=[*PLAIN, "content-transfer-encoding"]
    )
    assert ids(judge(signed)) == []
    assert ids(judge(b"Content-Transfer-Encoding: base64\r\n" + sign_mail(MAIL))) == ["layout-not-signed"]


# Several signatures


def test_one_good_signature_is_enough() -> None:
    evidence = judge(b"DKIM-Signature: v=1\r\n" + sign_mail(MAIL) + b"")
    assert evidence.worth is Level.DOMAIN
    assert ids(evidence) == []
    assert evidence.unsigned == ("DKIM-Signature",)


def test_the_highest_level_wins_wherever_it_stands() -> None:
    keys = key_records() | key_records(domain="trust.onmicrosoft.com")
    inner, outer = {"domain": DOMAIN}, {"domain": "trust.onmicrosoft.com"}
    for first, second in ((inner, outer), (outer, inner)):
        evidence = judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys)
        assert (evidence.level, evidence.domain) == (Level.DOMAIN, DOMAIN)


def test_a_strong_key_wins_over_a_short_one_and_then_the_upper_signature() -> None:
    keys = key_records(selectors=["s1"]) | key_records(selectors=["s2"], key="rsa-1024") | key_records(selectors=["s3"])
    weak, strong, other = (
        {"selector": s, "key": k} for s, k in (("s2", "rsa-1024"), ("s1", "rsa-2048"), ("s3", "rsa-2048"))
    )
    for first, second in ((weak, strong), (strong, weak)):
        evidence = judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys)
        assert evidence.selector == "s1"
        assert ids(evidence) == []
    for first, second in ((other, strong), (strong, other)):
        assert judge(sign_mail(sign_mail(MAIL, **first), **second), keys=keys).selector == second["selector"]


def test_why_the_other_signatures_fail_is_said_where_it_matters() -> None:
    raw = sign_mail(sign_mail(MAIL, domain="trust.onmicrosoft.com"), tags={"l": "3"})
    evidence = judge(raw, keys=key_records(domain="trust.onmicrosoft.com"))
    assert evidence.level is Level.MAILBOX
    assert ids(evidence) == ["provider-domain", "body-length"]
    assert evidence.problems[1].text.startswith("Signature 1 of 2: ")


# Step 17


def test_step_17_an_unclear_subject_is_no_answer() -> None:
    evidence = judge(sign_mail(compose_mail(subject="Thank you for your message")))
    assert evidence.level is Level.DOMAIN
    assert evidence.worth is Level.SENT
    assert (evidence.verb, evidence.reference, evidence.code) == (None, None, None)
    assert ids(evidence) == ["unclear-subject"]


def test_step_17_a_date_that_is_none() -> None:
    raw = sign_mail(MAIL.replace(b"Mon, 02 Nov 2026 09:30:00 +0000", b"yesterday"))
    evidence = judge(raw)
    assert evidence.worth is Level.DOMAIN
    assert evidence.claimed_date is None
    assert ids(evidence) == ["date-unclear"]


def test_step_17_a_mail_without_subject_date_and_message_id() -> None:
    evidence = judge(b"From: ada@harbourtrust.example\r\n\r\n")
    assert ids(evidence) == ["not-signed", "date-unclear", "unclear-subject"]
    assert (evidence.message_id, evidence.claimed_date, evidence.worth) == (None, None, Level.SENT)


# The question itself


def test_a_time_without_a_zone_is_invalid() -> None:
    with pytest.raises(Invalid, match="time zone"):
        judge(MAIL, received=datetime(2026, 11, 2))  # noqa: DTZ001


def test_a_time_outside_the_calendar_is_invalid() -> None:
    with pytest.raises(Invalid, match="calendar"):
        judge(MAIL, received=datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=1))))


def test_times_in_other_zones_are_the_same_times() -> None:
    moved = RECEIVED.astimezone(timezone(timedelta(hours=-5)))
    assert judge(sign_mail(MAIL), received=moved) == judge(sign_mail(MAIL))
    assert judge(MAIL, received=datetime(1, 1, 1, tzinfo=UTC)).received.year == 1


def test_a_pin_that_is_no_domain_is_invalid() -> None:
    with pytest.raises(Invalid, match="domain name"):
        judge(MAIL, pinned_domain="example")


def test_keys_of_another_shape_are_invalid() -> None:
    with pytest.raises(Invalid, match="TXT records"):
        verify(sign_mail(MAIL), keys={"a": "b"}, received=RECEIVED, pinned_domain=DOMAIN)

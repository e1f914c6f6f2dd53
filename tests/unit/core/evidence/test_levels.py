# SPDX-License-Identifier: Apache-2.0
import pytest

from tallystick.core.errors import Invalid
from tallystick.core.evidence.levels import LADDER, Level

PUBLIC_NAMES = {
    "claimed": "Claimed by the body",
    "reported": "Reported by a third party",
    "never-reached": "Never reached",
    "sent": "Sent, no answer",
    "link": "Answered by link",
    "mailbox": "Answered by a signed-in mailbox",
    "domain": "Countersigned by the organisation's domain",
    "domain-passkey": "Countersigned with enrolled passkey",
    "witnessed": "Countersigned and witnessed",
    "own-key": "Signed with the organisation's own key",
}


def test_every_level_has_its_public_name() -> None:
    assert {level.value: level.public_name for level in Level} == PUBLIC_NAMES


def test_each_level_stands_once_on_the_ladder() -> None:
    assert sorted(LADDER) == sorted(Level)
    assert [level.rank for level in LADDER] == list(range(len(Level)))


def test_confirmations_count_from_the_domain_upwards() -> None:
    assert [level for level in LADDER if level.confirms] == [
        Level.DOMAIN,
        Level.PASSKEY,
        Level.WITNESSED,
        Level.OWN_KEY,
    ]


def test_an_answer_by_link_says_that_the_body_could_have_made_it() -> None:
    assert Level.LINK.could_be_faked == "The body could have made this itself."


@pytest.mark.parametrize("level", list(Level))
def test_who_could_have_faked_it_is_one_sentence(level: Level) -> None:
    assert level.could_be_faked.endswith(".")
    assert level.could_be_faked.count(". ") == 0


@pytest.mark.parametrize("level", list(Level))
def test_no_wording_turns_a_signature_into_agreement(level: Level) -> None:
    # Pitfall 24: a domain sent a mail; nobody "agreed", and no person "signed".
    words = f"{level.public_name} {level.could_be_faked}".lower()
    assert not any(word in words for word in ("agree", "approved", "lawful", "compliant", "the person"))


def test_a_stored_level_is_read_back() -> None:
    assert [Level.read(level.value) for level in Level] == list(Level)


def test_an_unknown_level_is_invalid() -> None:
    with pytest.raises(Invalid, match="platinum"):
        Level.read("platinum")

# SPDX-License-Identifier: Apache-2.0
"""The assurance ladder: what a piece of evidence proves, and who could have faked it.

Each rung states one fact. The public names never say "agreed" and never name a person: a mail signed by a domain came
from that organisation's mail system, and that is all it proves.
"""

from enum import StrEnum

from tallystick.core.errors import Invalid


class Level(StrEnum):
    """One rung. The value is the stable identifier stored in facts; ``public_name`` is what readers see."""

    CLAIMED = "claimed"
    REPORTED = "reported"
    NEVER_REACHED = "never-reached"
    SENT = "sent"
    LINK = "link"
    MAILBOX = "mailbox"
    DOMAIN = "domain"
    PASSKEY = "domain-passkey"
    WITNESSED = "witnessed"
    OWN_KEY = "own-key"

    @property
    def public_name(self) -> str:
        """Return the name printed on public pages."""
        return _PUBLIC_NAMES[self]

    @property
    def could_be_faked(self) -> str:
        """Return one plain sentence that says who could have faked evidence of this level."""
        return _COULD_BE_FAKED[self]

    @property
    def rank(self) -> int:
        """Return the position on the ladder, 0 for the weakest."""
        return LADDER.index(self)

    @property
    def confirms(self) -> bool:
        """Return whether a confirmation of this level counts. A dispute counts at any level."""
        return self.rank >= LADDER.index(Level.DOMAIN)

    @classmethod
    def read(cls, text: str) -> "Level":
        """Return the level stored as ``text``; raise ``Invalid`` when there is no such level."""
        for level in cls:
            if level.value == text:
                return level
        raise Invalid(f"There is no level of evidence called {text!r}.", rule="The assurance ladder has ten rungs.")


# Weakest first. A report by a third party is placed low because nothing ties it to either side.
LADDER: tuple[Level, ...] = (
    Level.CLAIMED,
    Level.REPORTED,
    Level.NEVER_REACHED,
    Level.SENT,
    Level.LINK,
    Level.MAILBOX,
    Level.DOMAIN,
    Level.PASSKEY,
    Level.WITNESSED,
    Level.OWN_KEY,
)

_PUBLIC_NAMES: dict[Level, str] = {
    Level.CLAIMED: "Claimed by the body",
    Level.REPORTED: "Reported by a third party",
    Level.NEVER_REACHED: "Never reached",
    Level.SENT: "Sent, no answer",
    Level.LINK: "Answered by link",
    Level.MAILBOX: "Answered by a signed-in mailbox",
    Level.DOMAIN: "Countersigned by the organisation's domain",
    Level.PASSKEY: "Countersigned with enrolled passkey",
    Level.WITNESSED: "Countersigned and witnessed",
    Level.OWN_KEY: "Signed with the organisation's own key",
}

_COULD_BE_FAKED: dict[Level, str] = {
    Level.CLAIMED: "The body could have made this up: only its own word stands behind it.",
    Level.REPORTED: "The publisher could be mistaken, and neither side has signed what it reports.",
    Level.NEVER_REACHED: "The body could have invented or hidden this: failure notices are not signed.",
    Level.SENT: "The body could have invented the sending unless a witness received a copy.",
    Level.LINK: "The body could have made this itself.",
    Level.MAILBOX: "The body could not have forged the signature, but anyone can open an account with a mail provider.",
    Level.DOMAIN: "Only somebody in control of the organisation's mail system, domain or signing key could have "
    "made this.",
    Level.PASSKEY: "Only somebody with the enrolled device could have made this, though the body worded the page "
    "it signed.",
    Level.WITNESSED: "Only somebody in control of the organisation's mail system at that time could have made this; "
    "it cannot have been back-dated without the witnesses.",
    Level.OWN_KEY: "Only a holder of the organisation's own signing key could have made this.",
}

# SPDX-License-Identifier: Apache-2.0
"""The four ways in which Tallystick says no.

Every refusal carries what is wrong, the rule it breaks and the next step, so that a page, a mail and a command can
all print the same three sentences.
"""


class TallystickError(Exception):
    """Root of all anticipated errors. Anything else is a defect and may escape."""

    def __init__(self, what: str, *, rule: str = "", next_step: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.rule = rule
        self.next_step = next_step

    def explain(self) -> str:
        """Return what is wrong, the rule and the next step as up to three lines of plain text."""
        lines = [self.what]
        if self.rule:
            lines.append(f"Rule: {self.rule}")
        if self.next_step:
            lines.append(f"Next step: {self.next_step}")
        return "\n".join(lines)


class Refused(TallystickError):
    """A rule says no to something that was understood (HTTP 403 or 409)."""


class Invalid(TallystickError):
    """The input cannot be read as what it claims to be (HTTP 400)."""


class Unverified(TallystickError):
    """A proof, signature or digest does not hold (exit status 1). Never leaks a ``ValueError``."""


class Unavailable(TallystickError):
    """Something outside this program did not answer; trying again may help (HTTP 503)."""

# SPDX-License-Identifier: Apache-2.0
"""Where a qualified exemption is relied on, does the notice weigh the public interest?"""

from collections.abc import Iterator

from tallystick.core.facts.foi import FoiAnswered
from tallystick.core.law.check import Check, Result, cannot_tell, met, today, unmet
from tallystick.core.law.citations import foia2000
from tallystick.core.law.eras_beside import FOIA, in_every_regime
from tallystick.core.law.given import Given
from tallystick.core.law.kinds import Kind, Severity
from tallystick.core.law.requests import Request, qualified, refs_of, requests


def _answer(given: Given) -> Iterator[Result]:
    """Look for the weighing in the answers that rely on an exemption which gives way to the public interest."""
    for request in requests(given):
        relying = [fact for fact in request.answers if qualified(fact)]
        if relying:
            yield _test(given, request, relying)


def _test(given: Given, request: Request, relying: list[FoiAnswered]) -> Result:
    about, on = request.name, refs_of(given, request)
    named = dict.fromkeys(text for fact in relying for text in qualified(fact))
    says = (
        f"The answer relies on {', '.join(named)}, which gives way where the public interest in release is as strong."
    )
    weighed = [fact.public_interest for fact in relying]
    if any(weighed):
        return met(about, f"{says} It weighs the public interest.", on=on)
    if False in weighed:
        return unmet(about, f"{says} It does not weigh the public interest.", on=on)
    supply = "What the notice says about the public interest."
    return cannot_tell(about, f"{says} Whether that was weighed is not on record.", supply=supply, on=on)


CHECK = Check(
    kind=Kind.FOI,
    severity=Severity.MEDIUM,
    asks="Where a qualified exemption is relied on, are the reasons about the public interest stated?",
    means="What people could learn about the use of their data is withheld without anybody having weighed it.",
    resolves="The reasons why the public interest in withholding outweighs that in release, or the release.",
    eras=in_every_regime(foia2000.S17_3, since=FOIA),
    judged=today,
    answer=_answer,
)

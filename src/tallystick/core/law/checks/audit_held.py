# SPDX-License-Identifier: Apache-2.0
"""Was the running of the project audited? GDPR Art 32(1)(d), DPA 2018 s.56(3), LED Art 19(1), DPA 1998 principle 7."""

import datetime as dt
from collections.abc import Iterator

from tallystick.core.facts.oversight import AuditHeld
from tallystick.core.law.check import Check, Result, met, missing
from tallystick.core.law.citations import dpa1998, dpa2018, eu_before_2018, eu_gdpr, led, uk_gdpr
from tallystick.core.law.eras import Law, eras, while_running
from tallystick.core.law.given import Given, refs
from tallystick.core.law.kinds import Kind, Severity

#: A project that is younger has hardly been able to hold one.
_FIRST_YEAR = dt.timedelta(days=366)


def _answer(given: Given) -> Iterator[Result]:
    """Look for an audit, once the first year has passed."""
    audits = given.all(AuditHeld)
    if audits:
        names = ", ".join(dict.fromkeys(fact.auditor for fact in audits))
        yield met("record", f"The running of the project was audited by {names}.", on=map(given.ref, audits))
    elif given.started and given.started.last + _FIRST_YEAR < while_running(given):
        says = f"Processing began: {given.started.words}. No audit of it is on record."
        supply = "The audits that were held, with their dates, or that there were none."
        yield missing(given, "oversight", "record", says, supply=supply, on=refs(given.starts))


_NOTE = "The provision sets no interval; that a project of more than a year was audited once is the measure used here."

CHECK = Check(
    kind=Kind.GOVERNANCE,
    severity=Severity.MEDIUM,
    asks="Was the running of the project audited in more than a year of processing?",
    means="For years nobody checked whether people's data were used as it had been said.",
    resolves="Have the project audited, and record it (audit.held).",
    eras=eras(
        uk_gdpr=Law(citation=uk_gdpr.ART_32_1, note=_NOTE),
        eu_gdpr=Law(citation=eu_gdpr.ART_32_1, note=_NOTE),
        part3=Law(citation=dpa2018.S56_3, note=_NOTE),
        led=Law(citation=led.ART_19_1, note=_NOTE),
        act_1998=Law(citation=dpa1998.PRINCIPLE_7, note=_NOTE),
        directive=Law(citation=eu_before_2018.ART_17_1, note=_NOTE),
    ),
    judged=while_running,
    answer=_answer,
)

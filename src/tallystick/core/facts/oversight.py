# SPDX-License-Identifier: Apache-2.0
"""Facts about advice, approval and supervision."""

from tallystick.core.facts.base import Erasure, fact, public
from tallystick.core.facts.sourced import Sourced


@fact("dpo.advised")
class DpoAdvised(Sourced):
    """The data protection officer gave advice on an assessment."""

    assessment: str | None = public()
    text: str | None = public(erase=Erasure.ON_REQUEST)
    #: Whether the body followed it; where not, why.
    followed: bool | None = public()
    reasons: str | None = public(erase=Erasure.ON_REQUEST)


@fact("advice.given")
class AdviceGiven(Sourced):
    """Somebody outside the body, such as a guardian or ethics panel, gave advice."""

    advice: str = public()
    adviser: str = public()
    text: str | None = public(erase=Erasure.ON_REQUEST)


@fact("advice.answered")
class AdviceAnswered(Sourced):
    """The body answered advice or a point that an organisation had raised."""

    #: The ``advice`` that it answers.
    advice: str = public()
    #: ``taken``, ``partly`` or ``not``.
    outcome: str = public()
    reasons: str | None = public(erase=Erasure.ON_REQUEST)


@fact("regulator.consulted")
class RegulatorConsulted(Sourced):
    """The body consulted the supervisory authority before processing (prior consultation)."""

    regulator: str = public()
    assessment: str | None = public()
    #: When the authority answered.
    answered_on: str | None = public()
    outcome: str | None = public(erase=Erasure.ON_REQUEST)


@fact("approval.given")
class ApprovalGiven(Sourced):
    """Somebody with the power to do so approved the project, its growth or its funding."""

    approver: str = public()
    #: What was approved, in the decision's words.
    what: str = public(erase=Erasure.ON_REQUEST)
    #: The assessment and exact version that was approved with it; ``None`` where the decision names none.
    assessment: str | None = public()
    version: str | None = public()
    #: The conditions, each as its own words; what became of them are ``action.set`` and ``action.closed`` facts.
    conditions: tuple[str, ...] | None = public(erase=Erasure.ON_REQUEST)


@fact("approval.refused")
class ApprovalRefused(Sourced):
    """Approval was refused, returned for changes, suspended or withdrawn."""

    approver: str = public()
    #: ``refused``, ``returned``, ``suspended`` or ``withdrawn``.
    outcome: str = public()
    reasons: str | None = public(erase=Erasure.ON_REQUEST)


@fact("oversight.arranged")
class OversightArranged(Sourced):
    """Who watches over the running of the project was settled."""

    overseer: str = public()
    independent: bool | None = public()
    #: ISO 8601 duration between its meetings or reports.
    every: str | None = public()


@fact("audit.held")
class AuditHeld(Sourced):
    """The running of the project was audited, or checked by somebody who does not run it."""

    auditor: str = public()
    independent: bool | None = public()
    about: str | None = public()


@fact("guidance.issued")
class GuidanceIssued(Sourced):
    """Staff were given instructions on how and when to use the powers that the project gives them."""

    #: What it directs: ``when-to-use``, ``necessity``, ``access``, ``sharing``, ``release``, ``human-review`` ...
    directs: tuple[str, ...] = public()
    #: Whether one text holds everywhere; ``False`` where units wrote their own.
    uniform: bool | None = public()


@fact("role.assigned")
class RoleAssigned(Sourced):
    """A named role has the responsibility: never a person's name."""

    #: ``owner``, ``dpo``, ``security``, ``overseer``, ``author``.
    role: str = public()
    holder: str = public()

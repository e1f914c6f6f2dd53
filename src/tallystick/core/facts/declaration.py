# SPDX-License-Identifier: Apache-2.0
"""Facts about what a project declares: regime, purposes, people, data, sources, recipients, retention, legal basis."""

from tallystick.core.facts.base import Erasure, fact, public
from tallystick.core.facts.sourced import Sourced

#: The law a project is judged by. Which text applies on a day is an era of each check.
REGIMES = ("uk-gdpr", "dpa2018-part3", "eu-gdpr", "led")
#: What a category of data subjects is to the controller (DPA 2018 s.38(3), LED Art 6).
STANDINGS = ("suspect", "convicted", "victim", "witness", "other", "mixed")
#: Grounds as the statutes list them; ``law-enforcement-task`` is DPA 2018 s.35(2)(b) and LED Art 8.
BASES = (
    "consent",
    "contract",
    "legal-obligation",
    "vital-interests",
    "public-task",
    "legitimate-interests",
    "law-enforcement-task",
    "direct-care",
    "none",
)
#: How a consent was taken, where that is the ground.
CONSENT_FORMS = ("opt-in", "opt-out", "implied", "condition-of-service", "parental-opt-out")
#: Categories that the statutes call special or sensitive, and those that reveal much without being listed there.
DATA_CATEGORIES = (
    "identity",
    "contact",
    "age",
    "ethnicity",
    "religion",
    "politics",
    "health",
    "genetic",
    "biometric",
    "sexual",
    "offences",
    "location",
    "communications",
    "social-media",
    "images",
    "education",
    "employment",
    "finance",
    "risk-score",
    "other",
)


@fact("regime.declared")
class RegimeDeclared(Sourced):
    """The body says by which law the processing is governed."""

    #: One of ``REGIMES``.
    regime: str = public()
    reason: str | None = public(erase=Erasure.ON_REQUEST)


@fact("purpose.declared")
class PurposeDeclared(Sourced):
    """The body says what the data are for."""

    text: str = public(erase=Erasure.ON_REQUEST)
    #: Which document says so: the name of an assessment, or ``None`` where it is the record itself.
    document: str | None = public()
    law_enforcement: bool | None = public()


@fact("subjects.declared")
class SubjectsDeclared(Sourced):
    """A document says whose data are processed."""

    category: str = public()
    #: One of ``STANDINGS``; ``mixed`` where they are not told apart.
    standing: str | None = public()
    #: Youngest and oldest age in years, both included.
    age_from: int | None = public()
    age_to: int | None = public()
    people: int | None = public()
    document: str | None = public()
    #: BCP 47 tags of the languages that many of them read.
    languages: tuple[str, ...] | None = public()


@fact("data.declared")
class DataDeclared(Sourced):
    """A document says which category of data is processed."""

    #: One of ``DATA_CATEGORIES``.
    category: str = public()
    what: str | None = public(erase=Erasure.ON_REQUEST)
    #: Whether the field must be filled in for each person.
    compulsory: bool | None = public()
    #: Whether it is captured without a break, such as a location every minute.
    continuous: bool | None = public()
    document: str | None = public()


@fact("source.declared")
class SourceDeclared(Sourced):
    """A document says where the data come from."""

    origin: str = public(erase=Erasure.ON_REQUEST)
    #: Whether everybody can see it there.
    open: bool | None = public()
    covert: bool | None = public()
    document: str | None = public()


@fact("method.declared")
class MethodDeclared(Sourced):
    """A document says what is done with the data: profiling, matching, automated decisions, recognition of faces."""

    #: ``profiling``, ``matching``, ``automated-decision``, ``biometric-recognition``, ``tracking``, ``scoring`` ...
    method: str = public()
    applies: bool = public()
    human_review: bool | None = public()
    #: Whether the logic can be checked by those it concerns, or by somebody independent.
    verifiable: bool | None = public()
    document: str | None = public()


@fact("basis.declared")
class BasisDeclared(Sourced):
    """A document says on which legal ground the processing rests."""

    #: One of ``BASES``.
    basis: str = public()
    #: The law that the ground names, for example the statute that confers the task.
    law: str | None = public(erase=Erasure.ON_REQUEST)
    #: The further condition for special or sensitive categories, as the body names it.
    condition: str | None = public()
    #: One of ``CONSENT_FORMS`` where the basis is consent.
    consent_form: str | None = public()
    document: str | None = public()


@fact("retention.declared")
class RetentionDeclared(Sourced):
    """A document sets how long a category of data is kept."""

    #: One of ``DATA_CATEGORIES``, or ``all``.
    category: str = public()
    #: ISO 8601 duration (``P20Y``, ``P30D``); ``None`` where the document sets none.
    period: str | None = public()
    #: Why so long.
    reason: str | None = public(erase=Erasure.ON_REQUEST)
    #: ISO 8601 duration between reviews of the need to keep.
    review_every: str | None = public()
    document: str | None = public()


@fact("recipient.declared")
class RecipientDeclared(Sourced):
    """A document says who receives data."""

    recipient: str = public(erase=Erasure.ON_REQUEST)
    what: str | None = public(erase=Erasure.ON_REQUEST)
    #: Whether each recipient gets only what it needs: fields left out, people told apart.
    limited: bool | None = public()
    #: ISO 3166-1 alpha-2 code where the recipient is in another country.
    country: str | None = public()
    document: str | None = public()


@fact("agreement.signed")
class AgreementSigned(Sourced):
    """A sharing agreement or processor contract was signed."""

    recipient: str = public(erase=Erasure.ON_REQUEST)
    #: ``sharing``, ``processor``, ``joint-controllers``.
    type: str = public()
    covers: str | None = public(erase=Erasure.ON_REQUEST)


@fact("transfer.declared")
class TransferDeclared(Sourced):
    """A document says that data go to another country."""

    country: str = public()
    recipient: str | None = public(erase=Erasure.ON_REQUEST)
    #: ``adequacy``, ``safeguards``, ``derogation``; ``None`` where none is named.
    safeguard: str | None = public()
    document: str | None = public()


@fact("policy.adopted")
class PolicyAdopted(Sourced):
    """A policy document was adopted, such as the appropriate policy document of DPA 2018 s.42."""

    #: ``appropriate-policy-document``, ``retention``, ``security``, ``data-protection``.
    policy: str = public()
    covers: str | None = public(erase=Erasure.ON_REQUEST)


@fact("notice.published")
class NoticePublished(Sourced):
    """The people concerned were told, or the public was."""

    #: ``subjects``, ``children``, ``parents``, ``staff``, ``public``.
    audience: str = public()
    #: BCP 47 language tags in which it can be had.
    languages: tuple[str, ...] | None = public()
    #: What it tells: ``purposes``, ``recipients``, ``retention``, ``rights``, ``sources``, ``profiling`` ...
    tells: tuple[str, ...] | None = public()
    #: ``on-paper``, ``web``, ``letter``, ``poster``, ``verbal``.
    form: str | None = public()


@fact("right.offered")
class RightOffered(Sourced):
    """The body says how people can use a right."""

    #: ``access``, ``rectification``, ``erasure``, ``objection``, ``opt-out``, ``alternative``, ``complaint``.
    right: str = public()
    route: str | None = public(erase=Erasure.ON_REQUEST)
    #: Last day on which it could be used, where there was one.
    until: str | None = public()
    #: Whether using it also reaches data that were taken before.
    reaches_earlier_data: bool | None = public()
    #: Who may use it: ``subject``, ``parent``, ``both``.
    used_by: str | None = public()
    requested: int | None = public()
    granted: int | None = public()

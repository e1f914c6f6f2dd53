# SPDX-License-Identifier: Apache-2.0
"""Facts about the log itself, public bodies and their projects."""

from tallystick.core.facts.base import Erasure, Fact, fact, personal, public


@fact("log.started")
class LogStarted(Fact):
    """The log was started; always entry 0."""

    origin: str = public()
    operator: str = public()
    vkey: str = public()


@fact("body.registered")
class BodyRegistered(Fact):
    """A public body was entered, with the mail domains it controls."""

    body: str = public()
    name: str = public()
    #: Domains that the body controls; no organisation may be pinned to one of them.
    domains: tuple[str, ...] = public()
    #: Hosts that serve the body's mail or its DKIM keys (MX names, DKIM CNAME targets).
    mail_hosting: tuple[str, ...] = public()
    source_url: str = public()


@fact("project.registered")
class ProjectRegistered(Fact):
    """A body entered a project. Its words stay withheld until the project is published."""

    project: str = public()
    body: str = public()
    body_name: str = public()
    name: str = public()
    purpose: str = public()
    #: First day of processing, ISO 8601 date.
    starts_on: str = public()
    plain_words: str = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)


@fact("project.published")
class ProjectPublished(Fact):
    """A body opened a project's record to the public: from here on all public fields of its facts are shown."""

    project: str = public()
    by_role: str = public()
    by: str | None = personal(erase=Erasure.RETENTION, default=None)

# SPDX-License-Identifier: Apache-2.0
"""Index rows of consultation, rebuilt from facts, and the private bytes: mails, files, one-time links."""

from typing import ClassVar

from django.db import models


class Organisation(models.Model):
    """An organisation and its pinned mail domain (index row of ``organisation.pinned``)."""

    id = models.CharField(max_length=40, primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=253, blank=True)
    assurance = models.CharField(max_length=10)
    source_url = models.URLField(max_length=500)
    source_seen_on = models.DateField()
    mail_hosting = models.JSONField(default=list)
    contact = models.EmailField(blank=True)
    entry = models.BigIntegerField()


class Engagement(models.Model):
    """A contact that a body says took place (index row of ``engagement.claimed``)."""

    id = models.CharField(max_length=40, primary_key=True)
    project_id = models.CharField(max_length=40, db_index=True)
    organisation_id = models.CharField(max_length=40, db_index=True)
    organisation_name = models.CharField(max_length=200)
    on = models.DateField()
    channel = models.CharField(max_length=10)
    claimed_as = models.CharField(max_length=10)
    asked = models.TextField()
    entry = models.BigIntegerField()


class Statement(models.Model):
    """Words put to an organisation (index row of ``statement.fixed``)."""

    #: ``TS-`` and a number.
    reference = models.CharField(max_length=20, primary_key=True)
    number = models.BigIntegerField(unique=True)
    project_id = models.CharField(max_length=40)
    engagement_id = models.CharField(max_length=40, db_index=True)
    organisation_id = models.CharField(max_length=40, db_index=True)
    text = models.TextField()
    entry = models.BigIntegerField()


class Claim(models.Model):
    """What somebody said in public about consultation (index row of ``claim.made``)."""

    id = models.CharField(max_length=40, primary_key=True)
    project_id = models.CharField(max_length=40, db_index=True)
    text = models.TextField()
    made_on = models.DateField()
    engagements = models.JSONField(default=list)
    entry = models.BigIntegerField()


class ClaimedIn(models.Model):
    """Which stream speaks of which organisation (index row), for the page of everything said about it."""

    organisation_id = models.CharField(max_length=40)
    project_id = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation_id", "project_id"], name="claimed_in_once")
        ]


class InboundMail(models.Model):
    """A mail exactly as it arrived. Stored before anything else happens to it."""

    class Channel(models.TextChoices):
        """How the bytes came to us."""

        MAIL = "mail", "by LMTP"
        IMPORT = "import", "saved mail, imported"

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, db_index=True)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    envelope_from = models.CharField(max_length=320, blank=True)
    recipient = models.CharField(max_length=320, blank=True)
    received_at = models.DateTimeField()
    #: Set when the mail was read; the entry says what came of it, ``None`` for mail that concerns no statement.
    read_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(null=True)
    message_id = models.CharField(max_length=998, blank=True, db_index=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["id"], name="inbound_waiting", condition=models.Q(read_at__isnull=True))
        ]


class OutboundMail(models.Model):
    """A mail exactly as it was handed to the mail server, so that its hash in the log can be opened."""

    raw = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=320)
    envelope_from = models.CharField(max_length=320, db_index=True)
    statement_id = models.CharField(max_length=20, blank=True, db_index=True)
    purpose = models.CharField(max_length=20)
    sent_at = models.DateTimeField()


class AnswerLink(models.Model):
    """The one-time web link of a statement. Only a hash of the token is kept."""

    statement_id = models.CharField(max_length=20, primary_key=True)
    token_sha256 = models.CharField(max_length=64, unique=True)
    used_at = models.DateTimeField(null=True)


class EvidenceFile(models.Model):
    """A file that the body attached, kept exactly as received and never shown inline."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    media_type = models.CharField(max_length=100)
    name = models.CharField(max_length=255)
    received_at = models.DateTimeField()

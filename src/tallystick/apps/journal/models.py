# SPDX-License-Identifier: Apache-2.0
"""Tables of the record: entries, the vault, the index of public values, and the outbox."""

from typing import ClassVar

from django.db import models


class Entry(models.Model):
    """One leaf of the ledger, exactly as committed. Rows are only ever added (database triggers see to that)."""

    index = models.BigIntegerField(primary_key=True)
    leaf = models.BinaryField()
    leaf_hash = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=60)
    project = models.CharField(max_length=40)
    pseq = models.BigIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["project", "pseq"], name="entry_project_pseq")]


class VaultKey(models.Model):
    """The key of one vault record. Kept in a table of its own, out of long-lived backups."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="vault_key")
    key = models.BinaryField(max_length=32)


class VaultRecord(models.Model):
    """The disclosures (salts and values) of one entry, encrypted under its own key."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="vault_record")
    nonce = models.BinaryField(max_length=12)
    ciphertext = models.BinaryField()


class IndexedFact(models.Model):
    """The public values of one fact, as JSON: an index for readers, rebuilt from entries and vault."""

    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, primary_key=True, related_name="indexed")
    kind = models.CharField(max_length=60)
    project = models.CharField(max_length=40)
    recorded_at = models.DateTimeField()
    values = models.TextField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["project", "entry"], name="indexed_project"),
            models.Index(fields=["kind", "entry"], name="indexed_kind"),
        ]


class Outbox(models.Model):
    """A reaction to a fact that is still to be run, or was run; written in the fact's transaction."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="reactions")
    reaction = models.CharField(max_length=60)
    due_at = models.DateTimeField(db_index=True)
    attempts = models.IntegerField(default=0)
    done_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["entry", "reaction"], name="outbox_once")]
        indexes: ClassVar = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(done_at__isnull=True))
        ]


class SignedHead(models.Model):
    """A tree head that this log signed: what both tables below hold, each in one row."""

    id = models.IntegerField(primary_key=True, default=1)
    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    checkpoint = models.TextField()
    signed_at = models.DateTimeField()

    class Meta:
        abstract = True


class Published(SignedHead):
    """The newest checkpoint that is shown: with a policy, the newest that its witnesses cosigned, with their lines."""


class Pending(SignedHead):
    """The newest checkpoint that was signed and waits for witnesses, by the log alone. Empty without a policy."""


class Cosigner(models.Model):
    """What one witness last cosigned of this log, as far as we know, and how it answers."""

    #: SHA-256 (hex) of its verifier key: a witness with another key is another witness.
    key = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()
    size = models.BigIntegerField(default=0)
    #: The newest signature line, over the tree of that size and root; empty where it has none of ours yet.
    root = models.BinaryField(max_length=32, default=bytes)
    line = models.TextField(blank=True)
    cosigned_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    failures = models.IntegerField(default=0)
    problem = models.TextField(blank=True)

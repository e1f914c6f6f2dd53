# SPDX-License-Identifier: Apache-2.0
"""The index of projects, rebuilt from facts."""

from typing import ClassVar

from django.db import models


class Project(models.Model):
    """A project, as its ``project.registered`` fact says (index row)."""

    id = models.CharField(max_length=40, primary_key=True)
    slug = models.SlugField(max_length=80, unique=True)
    body_id = models.CharField(max_length=40, db_index=True)
    body_name = models.CharField(max_length=200)
    name = models.CharField(max_length=200)
    purpose = models.TextField()
    starts_on = models.DateField()
    plain_words = models.TextField()
    registered_at = models.DateTimeField()
    #: Time of the ``project.published`` fact; nothing but a copy of that fact's time.
    published_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["published_at", "name"], name="project_list")]

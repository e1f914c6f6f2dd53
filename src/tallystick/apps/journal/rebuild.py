# SPDX-License-Identifier: Apache-2.0
"""Rebuild the index from the entries and the vault. It must come out exactly as it was; a test proves it."""

import hashlib
import json
from collections.abc import Sequence

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import Model

from tallystick.apps.journal import queries
from tallystick.apps.journal.append import index_facts
from tallystick.apps.journal.models import Entry, IndexedFact

_STEP = 1000


def rebuild_index(*, models: Sequence[type[Model]]) -> int:
    """Empty the index (``IndexedFact`` and the given rooms' rows), write it anew and return the number of facts.

    All in one transaction: readers see the old index until the new one is complete.

    Raises:
        Unverified: the vault does not fit the entries; the index stays as it was.
    """
    with transaction.atomic():
        for model in _all(models):
            model._default_manager.all().delete()
        size = Entry.objects.count()
        for start in range(0, size, _STEP):
            index_facts(recorded=queries.everything(start=start, stop=start + _STEP))
    return size


def index_digest(*, models: Sequence[type[Model]]) -> str:
    """Return a SHA-256 (hex) over all index rows; the automatic row numbers do not count."""
    digest = hashlib.sha256()
    for model in _all(models):
        fields = [field.attname for field in model._meta.concrete_fields if field.get_internal_type() != "BigAutoField"]
        digest.update(json.dumps([model._meta.label, fields]).encode())
        # Sorted by the database and read row by row: an index of a million rows does not fit into memory.
        has_key = model._meta.pk.attname in fields
        for row in model._default_manager.order_by(*(["pk"] if has_key else fields)).values_list(*fields).iterator():
            digest.update(json.dumps(row, cls=DjangoJSONEncoder, sort_keys=True).encode())
    return digest.hexdigest()


def _all(models: Sequence[type[Model]]) -> list[type[Model]]:
    return [*models, IndexedFact]

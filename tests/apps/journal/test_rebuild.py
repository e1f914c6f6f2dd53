# SPDX-License-Identifier: Apache-2.0
"""The index comes out of the facts exactly as it was, whatever happened to it."""

import datetime as dt

import pytest

from tallystick.apps.consultations.models import Engagement, Organisation
from tallystick.apps.consultations.operations import asking, engagements
from tallystick.apps.journal.models import IndexedFact, VaultRecord
from tallystick.apps.journal.rebuild import index_digest, rebuild_index
from tallystick.apps.projects.models import Project
from tallystick.core.errors import Unverified
from tallystick.web.indexers import INDEX_MODELS
from tests.apps import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def _a_case() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    project = cast.youth_signals(by=by, body_id=body_id)
    engagement = cast.engagement(by=by, project=project, organisation=cast.harbour_trust(by=by, body_id=body_id))
    asking.fix_statement(by=by, project=project, engagement=engagement, now=cast.NOW)
    engagements.make_claim(
        by=by, project=project, text="We consulted.", made_by="Northshire Police", made_on=dt.date(2026, 2, 1),
        source_title="FOI answer", source_url="https://northshire.example/foi", asserts="consulted",
        before_start=True, engagements=(engagement.id,), now=cast.NOW,
    )  # fmt: skip


@pytest.mark.usefixtures("_a_case")
def test_a_rebuilt_index_is_the_same() -> None:
    before = index_digest(models=INDEX_MODELS)
    assert rebuild_index(models=INDEX_MODELS) == IndexedFact.objects.count()
    assert index_digest(models=INDEX_MODELS) == before


@pytest.mark.usefixtures("_a_case")
def test_a_damaged_index_is_mended_and_the_difference_shows() -> None:
    before = index_digest(models=INDEX_MODELS)
    Engagement.objects.all().delete()
    Project.objects.update(name="Something else")
    Organisation.objects.update(contact="other@northshire.example")
    assert index_digest(models=INDEX_MODELS) != before
    rebuild_index(models=INDEX_MODELS)
    assert index_digest(models=INDEX_MODELS) == before


@pytest.mark.usefixtures("_a_case")
def test_a_vault_that_does_not_fit_leaves_the_index_as_it_was() -> None:
    before = index_digest(models=INDEX_MODELS)
    VaultRecord.objects.filter(entry_id=2).update(ciphertext=b"x" * 64)
    with pytest.raises(Unverified, match="vault record of entry 2"):
        rebuild_index(models=INDEX_MODELS)
    assert index_digest(models=INDEX_MODELS) == before


@pytest.mark.usefixtures("_a_case")
def test_every_table_of_the_index_holds_rows_in_this_case() -> None:
    assert [model for model in INDEX_MODELS if not model._default_manager.exists()] == []

# SPDX-License-Identifier: Apache-2.0
"""Which room writes which index rows when a fact of some kind is recorded."""

from collections.abc import Mapping

from django.db.models import Model

from tallystick.apps.accounts.models import Body
from tallystick.apps.accounts.operations import index_body
from tallystick.apps.consultations.models import Claim, ClaimedIn, Engagement, Organisation, Statement
from tallystick.apps.consultations.operations.asking import index_statement
from tallystick.apps.consultations.operations.engagements import index_claim, index_engagement
from tallystick.apps.consultations.operations.organisations import index_organisation
from tallystick.apps.journal.append import Indexer
from tallystick.apps.projects.models import Project
from tallystick.apps.projects.operations import index_published, index_registered

#: The index rows of the rooms, in the order in which they may be emptied.
INDEX_MODELS: tuple[type[Model], ...] = (ClaimedIn, Claim, Statement, Engagement, Organisation, Project, Body)

INDEXERS: Mapping[str, tuple[Indexer, ...]] = {
    "body.registered": (index_body,),
    "project.registered": (index_registered,),
    "project.published": (index_published,),
    "organisation.pinned": (index_organisation,),
    "engagement.claimed": (index_engagement,),
    "statement.fixed": (index_statement,),
    "claim.made": (index_claim,),
}

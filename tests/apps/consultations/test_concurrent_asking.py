# SPDX-License-Identifier: Apache-2.0
"""Two people ask at the same moment: each statement gets a number of its own."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from tallystick.apps.consultations.models import Statement
from tallystick.apps.consultations.operations.asking import fix_statement
from tests.apps import cast


@pytest.mark.django_db(transaction=True)
def test_simultaneous_statements_have_different_numbers() -> None:
    body_id = cast.northshire()
    ada = cast.ada(body_id)
    project = cast.youth_signals(by=ada, body_id=body_id)
    engagement = cast.engagement(by=ada, project=project, organisation=cast.harbour_trust(by=ada, body_id=body_id))

    def ask(_: int) -> str:
        try:
            return fix_statement(by=ada, project=project, engagement=engagement, now=cast.NOW).reference
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=6) as pool:
        references = list(pool.map(ask, range(12)))
    assert sorted(references) == [f"TS-{number}" for number in range(1001, 1013)]
    assert Statement.objects.count() == 12

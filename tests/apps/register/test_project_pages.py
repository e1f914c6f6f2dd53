# SPDX-License-Identifier: Apache-2.0
import pytest
from tests.apps.builders import northshire

pytestmark = pytest.mark.django_db


def test_try(client, tmp_path):
    case = northshire(folder=tmp_path)
    print(client.get("/").content.decode()[:3000])
    r = client.get(f"/projects/{case.project.slug}/claims/{case.claim.id}/")
    print(r.content.decode())

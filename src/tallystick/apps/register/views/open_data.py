# SPDX-License-Identifier: Apache-2.0
"""The register as data, for whoever compares it with the log (``tallystick monitor`` does)."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from tallystick.apps.register.queries import open_data


@require_safe
def claims(_request: HttpRequest) -> HttpResponse:
    """Return every published claim with its standing, as of the published checkpoint."""
    response = HttpResponse(open_data.claims(), content_type="application/json")
    response["Access-Control-Allow-Origin"] = "*"
    return response

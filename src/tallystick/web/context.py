# SPDX-License-Identifier: Apache-2.0
"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

#: Below these paths people are signed in; elsewhere the session is never touched, so readers get no cookie.
STAFF_PATHS = ("/staff/", "/accounts/")


def instance(request: HttpRequest) -> dict[str, Any]:
    """Return the operator's name and, on staff pages only, who is signed in."""
    known: dict[str, Any] = {"operator": settings.OPERATOR, "public_url": settings.PUBLIC_URL}
    if request.path.startswith(STAFF_PATHS):
        known["user"] = request.user
    return known

# SPDX-License-Identifier: Apache-2.0
"""What every template knows."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from tallystick.apps.journal import pin

#: Below these paths people are signed in; elsewhere the session is never touched, so readers get no cookie.
STAFF_PATHS = ("/staff/", "/accounts/")


def instance(request: HttpRequest) -> dict[str, Any]:
    """Return the operator's name, whether the record takes entries and, on staff pages only, who is signed in."""
    stopped = pin.stopped_because()
    known: dict[str, Any] = {
        "operator": settings.OPERATOR,
        "public_url": settings.PUBLIC_URL,
        "is_read_only": bool(stopped),
    }
    if request.path.startswith(STAFF_PATHS):
        known["user"] = request.user
        known["stopped_because"] = stopped
    return known

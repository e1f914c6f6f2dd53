# SPDX-License-Identifier: Apache-2.0
"""What every answer of the service carries, and how refusals look."""

from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from tallystick.apps.journal import pin
from tallystick.core.errors import Invalid, Refused, TallystickError, Unavailable, Unverified

GetResponse = Callable[[HttpRequest], HttpResponse]

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_READING = ("GET", "HEAD", "OPTIONS")
_STATUS: dict[type[TallystickError], int] = {Refused: 403, Invalid: 400, Unverified: 422, Unavailable: 503}


class SecurityHeaders:
    """Adds the content security policy and turns device features off."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        response = self.get_response(request)
        response.setdefault("Content-Security-Policy", _POLICY)
        response.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()")
        return response


class SecondFactor:
    """Sends staff without a second factor to set one up: a password alone opens nothing."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request, or send the person to the page where a second factor is set up."""
        if request.path.startswith("/staff/") and request.user.is_authenticated and not is_mfa_enabled(request.user):
            return redirect("mfa_index")
        return self.get_response(request)


class PlainRefusals:
    """Turns our own errors into a page that says what is wrong, the rule and the next step.

    While the record is read-only, whoever sends something to be recorded hears so before anything else; signing in is
    still possible.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        try:
            if request.method not in _READING and not request.path.startswith("/accounts/"):
                pin.check_writable()
        except Unavailable as refusal:
            return _page(request, refusal)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Return the refusal page for one of our errors; anything else stays a defect."""
        return _page(request, exception) if isinstance(exception, TallystickError) else None


def _page(request: HttpRequest, refusal: TallystickError) -> HttpResponse:
    status = next((code for kind, code in _STATUS.items() if isinstance(refusal, kind)), 500)
    return render(request, "refusal.html", {"refusal": refusal}, status=status)

# SPDX-License-Identifier: Apache-2.0
"""Public addresses of the pages that our mails point to."""

from django.conf import settings

from tallystick import verifier


def answer_page(*, token: str) -> str:
    """Return the address of the page behind a one-time link."""
    return f"{settings.PUBLIC_URL}/answer/{token}/"


def entry_page(*, entry: int) -> str:
    """Return the address of the page of one entry."""
    return f"{settings.PUBLIC_URL}/entries/{entry}/"


def organisation_page(*, slug: str) -> str:
    """Return the address of the page of everything that is said about an organisation."""
    return f"{settings.PUBLIC_URL}/organisations/{slug}/"


def verifier_page() -> str:
    """Return the address of the page that checks a proof in a browser."""
    return f"{settings.PUBLIC_URL}/{verifier.FILE_NAME}"

# SPDX-License-Identifier: Apache-2.0
"""Who may do what in a body. Each ``check_*`` raises; its ``can_*`` twin is derived from it."""

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from tallystick.apps.accounts import queries
from tallystick.apps.accounts.models import Role, User
from tallystick.core.errors import Refused, Unavailable

P = ParamSpec("P")

#: Roles that write about a body's projects.
WRITERS = frozenset({Role.EDITOR, Role.DPO})
#: Roles that read what a body has not published.
READERS = frozenset(Role)


def twin(check: Callable[P, None]) -> Callable[P, bool]:
    """Return the question that belongs to a ``check_*`` function: would it pass?"""

    @functools.wraps(check)
    def can(*args: P.args, **kwargs: P.kwargs) -> bool:
        try:
            check(*args, **kwargs)
        except Refused:
            return False
        return True

    return can


def acting_role(*, user: User, body_id: str, among: frozenset[Role]) -> Role:
    """Return the role in which somebody acts in a body, the first that fits in the order of ``Role``.

    Raises:
        Refused: they have none of these roles there.
    """
    held = queries.roles(user=user, body_id=body_id)
    for role in Role:
        if role in held & among:
            return role
    wanted = " or ".join(role.label.lower() for role in Role if role in among)
    raise Refused(
        "You may not do this for this body.",
        rule=f"Only its {wanted} may.",
        next_step="Ask the person who runs the body's account to give you that role.",
    )


def check_write(*, user: User, body_id: str) -> None:
    """Raise ``Refused`` unless the user may write about the body's projects."""
    acting_role(user=user, body_id=body_id, among=WRITERS)


def check_publish(*, user: User, body_id: str) -> None:
    """Raise ``Refused`` unless the user may open a project's record to the public."""
    acting_role(user=user, body_id=body_id, among=frozenset({Role.DPO}))


def check_read(*, user: User, body_id: str) -> None:
    """Raise ``Refused`` unless the user may read what the body has not published."""
    acting_role(user=user, body_id=body_id, among=READERS)


can_write = twin(check_write)
can_publish = twin(check_publish)
can_read = twin(check_read)


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]  # allauth has no types
    """Nobody signs up by themselves: accounts are made by ``tallystick user add``."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 (allauth's signature)
        """Say no."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a mail about signing in.

        Raises:
            Unavailable: the mail server did not take it.
        """
        try:
            super().send_mail(template_prefix, email, context)
        except OSError as error:
            raise Unavailable(
                "The mail could not be sent.",
                rule="A new password is set through a link that goes to the account's own address.",
                next_step="Try again later, or ask the person who runs this instance.",
            ) from error

# SPDX-License-Identifier: Apache-2.0
"""Reads of bodies and roles."""

import dataclasses

from tallystick.apps.accounts.models import Body, Membership, Role, User


@dataclasses.dataclass(frozen=True, kw_only=True)
class BodyView:
    """A public body."""

    id: str
    slug: str
    name: str
    domains: tuple[str, ...]
    mail_hosting: tuple[str, ...]
    entry: int


def body(*, body_id: str) -> BodyView | None:
    """Return one body, or ``None``."""
    row = Body.objects.filter(pk=body_id).first()
    return _view(row) if row else None


def body_by_slug(*, slug: str) -> BodyView | None:
    """Return the body with this address name, or ``None``."""
    row = Body.objects.filter(slug=slug).first()
    return _view(row) if row else None


def body_by_name(*, name: str) -> BodyView | None:
    """Return the body of this name, or ``None``."""
    row = Body.objects.filter(name=name).first()
    return _view(row) if row else None


def bodies_of(*, user: User) -> list[BodyView]:
    """Return the bodies in which somebody has any role, by name."""
    ids = Membership.objects.filter(user=user).values("body_id")
    return [_view(row) for row in Body.objects.filter(pk__in=ids).order_by("name")]


def roles(*, user: User, body_id: str) -> frozenset[Role]:
    """Return the roles that somebody has in a body."""
    rows = Membership.objects.filter(user_id=user.pk, body_id=body_id).values_list("role", flat=True)
    return frozenset(Role(role) for role in rows)


def addresses(*, body_id: str, role: Role) -> list[str]:
    """Return the mail addresses of everybody with this role in a body."""
    rows = Membership.objects.filter(body_id=body_id, role=role, user__is_active=True)
    return sorted(rows.values_list("user__email", flat=True))


def _view(row: Body) -> BodyView:
    return BodyView(
        id=row.id,
        slug=row.slug,
        name=row.name,
        domains=tuple(row.domains),
        mail_hosting=tuple(row.mail_hosting),
        entry=row.entry,
    )

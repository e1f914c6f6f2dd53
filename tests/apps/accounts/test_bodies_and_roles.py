# SPDX-License-Identifier: Apache-2.0
"""Bodies, people and their roles."""

import pytest

from tallystick.apps.accounts import may, queries
from tallystick.apps.accounts.models import Role, User
from tallystick.apps.accounts.operations import add_user
from tallystick.core.errors import Refused
from tests.apps import cast

pytestmark = pytest.mark.django_db


def test_a_body_is_entered_once() -> None:
    body_id = cast.northshire()
    assert queries.body(body_id=body_id) == queries.body_by_slug(slug="northshire-police")
    with pytest.raises(Refused, match="already registered"):
        cast.northshire()


def test_a_body_that_is_not_there_is_none() -> None:
    assert queries.body(body_id="b0") is None
    assert queries.body_by_slug(slug="none") is None


def test_an_account_keeps_its_password_when_it_gets_a_second_role() -> None:
    body_id = cast.northshire()
    by = cast.ada(body_id)
    again = add_user(email="ADA@northshire.example", name="x", password="other", body_id=body_id, role=Role.FOI)
    assert again.pk == by.pk
    assert again.check_password("a long enough password")
    assert queries.roles(user=by, body_id=body_id) == {Role.DPO, Role.FOI}
    assert queries.addresses(body_id=body_id, role=Role.FOI) == ["ada@northshire.example"]
    assert [body.name for body in queries.bodies_of(user=by)] == ["Northshire Police"]


def test_a_role_in_no_body_is_refused() -> None:
    with pytest.raises(Refused, match="no such body"):
        add_user(email="ada@northshire.example", name="Ada", password="x", body_id="b0", role=Role.DPO)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("role", "writes", "publishes"),
    [
        (Role.EDITOR, True, False),
        (Role.DPO, True, True),
        (Role.OVERSEER, False, False),
        (Role.FOI, False, False),
        (Role.VIEWER, False, False),
    ],
)
def test_each_role_may_do_its_own_things(role: Role, writes: bool, publishes: bool) -> None:
    body_id = cast.northshire()
    user = cast.person("Someone", body_id=body_id, role=role)
    assert may.can_write(user=user, body_id=body_id) is writes
    assert may.can_publish(user=user, body_id=body_id) is publishes
    assert may.can_read(user=user, body_id=body_id)
    assert not may.can_read(user=user, body_id="b0")


def test_a_refusal_names_the_roles_that_may() -> None:
    body_id = cast.northshire()
    with pytest.raises(Refused) as caught:
        may.check_write(user=cast.bea(body_id), body_id=body_id)
    assert "editor or data protection officer" in caught.value.explain()

# SPDX-License-Identifier: Apache-2.0
"""Every room has the same drawers, and what it stores depends on earlier rooms only."""

from pathlib import Path
from types import SimpleNamespace

from django.apps import apps

from tests.house import rooms
from tests.house.tree import SOURCE


def test_rooms_have_their_drawers_and_no_others():
    problems = list(rooms.wrong_drawers(SOURCE / "apps"))
    assert not problems, "\n".join(problems)


def test_wrong_drawers_are_found(tmp_path: Path):
    for name in (
        *("projects/__init__.py", "projects/apps.py", "projects/migrations/0001_initial.py"),
        *(
            "projects/services.py",
            "projects/notes.txt",
            "projects/screens/list.py",
            "projects/templates/base/page.html",
        ),
        *("projects/operations/__init__.py", "projects/operations/asking.py", "projects/operations/deep/er.py"),
        *("accounts/templates/account/login.html", "accounts/templates/registration/login.html"),
        *("accounts/static/accounts/passkeys.js", "accounts/static/site.js"),
        *("journal/append.py", "journal/views.py"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("X = 1\n")
    (tmp_path / "projects" / "forms.py").write_text('"""Nothing yet."""\nimport os\n')
    assert set(rooms.wrong_drawers(tmp_path)) == {
        "journal/views.py: the journal has no pages",
        "projects/forms.py: an empty drawer",
        "projects/notes.txt: not a drawer",
        "projects/services.py: not a drawer",
        "projects/templates/base: what is a room's own stands in templates/projects/",
        "projects/operations/deep: a drawer holds Python files only",
        "projects/screens/: not a drawer",
        "accounts/templates/registration: what is a room's own stands in templates/accounts/",
        "accounts/static/site.js: what is a room's own stands in static/accounts/",
    }


def test_every_room_has_a_place_in_the_order_and_an_import_contract_for_its_drawers():
    built = {path.name for path in (SOURCE / "apps").iterdir() if (path / "__init__.py").exists()}
    assert built <= set(rooms.order_of_rooms())
    containers = rooms.contracts()["importlinter:contract:8-drawers"]["containers"].split()
    assert {f"tallystick.apps.{room}" for room in built - {rooms.DOOR}} == set(containers)


def test_foreign_keys_point_down():
    problems = list(rooms.upward_keys(apps.get_models(), rooms.order_of_rooms()))
    assert not problems, "\n".join(problems)
    labels = {model._meta.app_label for model in apps.get_models()}
    assert labels & set(rooms.order_of_rooms()), "the rule looked at no model"


def _model(label: str, **fields: object) -> SimpleNamespace:
    relations = [
        SimpleNamespace(name=name, concrete=True, is_relation=True, related_model=target)
        for name, target in fields.items()
    ]
    room = label.split(".", maxsplit=1)[0]
    return SimpleNamespace(_meta=SimpleNamespace(app_label=room, label=label, get_fields=lambda: relations))


def test_foreign_key_that_points_up_is_found():
    invitation = _model("consultations.Invitation")
    project = _model("projects.Project", newest_invitation=invitation)
    answer = _model("consultations.Answer", invitation=invitation, project=project, owner=_model("auth.Group"))
    found = list(rooms.upward_keys([project, invitation, answer], ["consultations", "projects"]))
    assert found == ["projects.Project.newest_invitation points up to consultations.Invitation"]

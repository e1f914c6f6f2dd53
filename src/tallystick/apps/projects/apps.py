# SPDX-License-Identifier: Apache-2.0
"""The projects room: see design, section 5."""

from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    """Registers the room."""

    name = "tallystick.apps.projects"
    label = "projects"

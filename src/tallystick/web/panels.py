# SPDX-License-Identifier: Apache-2.0
"""What each room shows on the staff pages of projects: the projects room cannot import the rooms above it."""

from tallystick.apps.consultations.queries import home_part, project_part
from tallystick.apps.projects.views import Panel

PANELS: tuple[Panel, ...] = (
    Panel(
        home_template="consultations/home_part.html",
        home=home_part,
        project_template="consultations/project_part.html",
        project=project_part,
    ),
)

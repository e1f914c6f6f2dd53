# SPDX-License-Identifier: Apache-2.0
"""The web floor: settings, base templates, and the tables that tie the rooms together."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Registers base templates and template tags."""

    name = "tallystick.web"
    label = "web"

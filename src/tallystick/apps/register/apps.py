# SPDX-License-Identifier: Apache-2.0
"""The register room: see design, section 5."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """Registers the room."""

    name = "tallystick.apps.register"
    label = "register"

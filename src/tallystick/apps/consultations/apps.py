# SPDX-License-Identifier: Apache-2.0
"""The consultations room: see design, section 5."""

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Registers the room."""

    name = "tallystick.apps.consultations"
    label = "consultations"

# SPDX-License-Identifier: Apache-2.0
"""The journal room: the one door to the record."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Registers the room."""

    name = "tallystick.apps.journal"
    label = "journal"

# SPDX-License-Identifier: Apache-2.0
"""The accounts room: see design, section 5."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Registers the room."""

    name = "tallystick.apps.accounts"
    label = "accounts"

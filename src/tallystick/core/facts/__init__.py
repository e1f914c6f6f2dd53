# SPDX-License-Identifier: Apache-2.0
"""Facts: what happened. One file per subject; importing the package registers every kind."""

from tallystick.core.facts import consultation, project, record

__all__ = ["consultation", "project", "record"]

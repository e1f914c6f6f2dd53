# SPDX-License-Identifier: Apache-2.0
"""Facts: what happened. One file per subject; importing the package registers every kind."""

from tallystick.core.facts import assessment, consultation, course, declaration, foi, oversight, project, record

__all__ = ["assessment", "consultation", "course", "declaration", "foi", "oversight", "project", "record"]

# SPDX-License-Identifier: Apache-2.0
"""Tallystick: the public accountability record for public bodies' high-risk personal-data projects."""

__version__ = "0.1.0"

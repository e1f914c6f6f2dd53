# SPDX-License-Identifier: Apache-2.0
"""Addresses of the public pages."""

urlpatterns: list[object] = []

# SPDX-License-Identifier: Apache-2.0
"""What the public pages show: frozen values, read from the index of public facts. Nothing here writes."""

# SPDX-License-Identifier: Apache-2.0
"""Real servers and a real browser for the tests, started on loopback and stopped without leftovers."""

# SPDX-License-Identifier: Apache-2.0
"""No property test of the ledger is judged by the clock: this machine may be busy."""

from hypothesis import settings

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

# SPDX-License-Identifier: Apache-2.0
"""Law as code: citations with the words relied on, checks with their eras, and what they find in a record."""

# SPDX-License-Identifier: Apache-2.0
"""Every performance figure that the project states comes from a module in here."""

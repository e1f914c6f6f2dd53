# SPDX-License-Identifier: Apache-2.0
"""The public pages. They need no account, set no cookie and read no session."""

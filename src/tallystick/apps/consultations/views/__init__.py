# SPDX-License-Identifier: Apache-2.0
"""Pages of consultation: for the staff of a body, and for the organisations that answer."""

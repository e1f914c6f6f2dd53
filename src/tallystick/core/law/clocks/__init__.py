# SPDX-License-Identifier: Apache-2.0
"""Statutory clocks of access to information: when an answer is due, with the working of every day and who says so."""

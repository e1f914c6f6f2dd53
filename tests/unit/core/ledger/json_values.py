# SPDX-License-Identifier: Apache-2.0
"""Hypothesis strategies for the JSON that the ledger takes."""

from typing import Any

from hypothesis import strategies as st

from tallystick.core.ledger.jcs import MAX_INTEGER

TEXT = st.text(st.characters(exclude_categories=["Cs"]))
SCALARS = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT
VALUES: st.SearchStrategy[Any] = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=5) | st.dictionaries(TEXT, inner, max_size=5), max_leaves=20
)

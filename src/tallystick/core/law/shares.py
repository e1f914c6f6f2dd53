# SPDX-License-Identifier: Apache-2.0
"""Shares with the bounds within which the true share lies, so that a chance difference is not called one.

Wilson's score interval at 95 %: E. B. Wilson, "Probable inference, the law of succession, and statistical inference",
Journal of the American Statistical Association 22 (1927), https://doi.org/10.1080/01621459.1927.10502953.
"""

import math

#: The two-sided 95 % point of the normal distribution.
_Z = 1.959963984540054


def wilson(*, count: int, out_of: int) -> tuple[int, int]:
    """Return the bounds of a share in thousandths, rounded outwards.

    Args:
        count: how many belong to the group; 0 to ``out_of``.
        out_of: among how many; at least 1.
    """
    share, square = count / out_of, _Z * _Z
    middle = share + square / (2 * out_of)
    spread = _Z * math.sqrt(share * (1 - share) / out_of + square / (4 * out_of * out_of))
    scale = 1000 / (1 + square / out_of)
    return max(0, math.floor((middle - spread) * scale)), min(1000, math.ceil((middle + spread) * scale))

# SPDX-License-Identifier: Apache-2.0
"""The verifier page: one HTML file that checks a bundle in a browser, with no network and no other program.

It is the same file on the site, in the wheel and beside every bundle, so its SHA-256 can be printed in letters.
"""

import hashlib
import re
from functools import cache
from importlib.resources import files
from typing import Final

#: The name under which it is served, exported and saved.
FILE_NAME: Final = "verify.html"

_POLICY: Final = re.compile(rb'<meta http-equiv="Content-Security-Policy" content="([^"]+)">')
_GROUP: Final = 4


@cache
def page() -> bytes:
    """Return the bytes of the page, exactly as they are served and hashed."""
    return files(__name__).joinpath(FILE_NAME).read_bytes()


def sha256() -> str:
    """Return the SHA-256 of the page in 64 hexadecimal digits, as ``sha256sum verify.html`` prints it."""
    return hashlib.sha256(page()).hexdigest()


def sha256_in_groups() -> tuple[str, ...]:
    """Return the SHA-256 as it is printed for people: 16 groups of four digits, otherwise unchanged."""
    digits = sha256()
    return tuple(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def policy() -> str:
    """Return the content security policy for serving the page: its own, and what only a header can say."""
    [own] = _POLICY.findall(page())
    return f"{own.decode('ascii')}; base-uri 'none'; frame-ancestors 'none'"

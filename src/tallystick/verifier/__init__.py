# SPDX-License-Identifier: Apache-2.0
"""The verifier page: one HTML file that checks a bundle in a browser, with no network and no other program.

It is the same file on the site, in the wheel and beside every bundle, so its SHA-256 can be printed in letters.
"""

import hashlib
from importlib.resources import files


def page() -> bytes:
    """Return the bytes of the page, exactly as they are served and hashed."""
    return files(__name__).joinpath("verify.html").read_bytes()


def sha256() -> str:
    """Return the SHA-256 of the page in 64 hexadecimal digits, as ``sha256sum verify.html`` prints it."""
    return hashlib.sha256(page()).hexdigest()

# SPDX-License-Identifier: Apache-2.0
"""The hashes in the verifier page's content security policy. ``python -m tests.unit.verifier.seal`` writes them."""

import base64
import hashlib
import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "src" / "tallystick" / "verifier" / "verify.html"
_BLOCK = "<{0}>(.*?)</{0}>"


def sealed(html: str) -> str:
    """Return the page with the hashes of its one script and its one style sheet in its policy (CSP level 2)."""
    for tag in ("script", "style"):
        (block,) = re.findall(_BLOCK.format(tag), html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(block.encode("utf-8")).digest()).decode("ascii")
        html, count = re.subn(rf"{tag}-src 'sha256-[^']*'", f"{tag}-src 'sha256-{digest}'", html)
        if count != 1:
            raise SystemExit(f"the policy has no one place for the hash of the {tag}")
    return html


if __name__ == "__main__":
    PAGE.write_text(sealed(PAGE.read_text("utf-8")), "utf-8", newline="\n")
    print(f"{PAGE.name}: {PAGE.stat().st_size:,} bytes, SHA-256 {hashlib.sha256(PAGE.read_bytes()).hexdigest()}")

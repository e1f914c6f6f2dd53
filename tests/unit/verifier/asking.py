# SPDX-License-Identifier: Apache-2.0
"""Asks the verifier page about a file, in Chromium or Firefox, and reads what it answers."""

import base64
import dataclasses
import datetime as dt
from typing import Any

from playwright.sync_api import Page

from tests.unit.core.claims import claim_log
from tests.unit.verifier.firefox import Firefox
from tests.unit.verifier.seal import PAGE

ADDRESS = PAGE.as_uri()
_READ = """seen => ({failed: seen.failed?.number ?? null, said: seen.failed?.said ?? null,
  report: seen.report.map(({number, said, part}) => [number, said, Boolean(part)]), notProved: seen.notProved ?? []})"""
_IN_CHROMIUM = f"async ([data, options]) => ({_READ})(await verify(bytes(atob(data)), options))"
_IN_FIREFOX = f"""const data = new window.Uint8Array(Array.from(atob(arguments[0]), sign => sign.charCodeAt(0)));
return window.verify(data, arguments[1]).then({_READ});"""


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What the page found: the number of the step that failed, or None, and what it said."""

    failed: int | str | None
    said: str | None
    #: Per step that was taken: its number, what it proved, and whether only in part.
    report: list[tuple[int | str, str, bool]]
    not_proved: list[str]


def ask(
    browser: Page | Firefox,
    data: bytes,
    *,
    vkey: str | None = None,
    policy: str = "",
    now: dt.datetime = claim_log.NOW,
) -> Verdict:
    """Have the page, which is open already, verify a file."""
    packed = base64.b64encode(data).decode("ascii")
    options = {"vkey": vkey or "", "policy": policy, "now": now.timestamp() * 1000}
    found: dict[str, Any]
    if isinstance(browser, Firefox):
        found = browser.run(_IN_FIREFOX, packed, options)
    else:
        found = browser.evaluate(_IN_CHROMIUM, [packed, options])
    report = [(number, said, part) for number, said, part in found["report"]]
    return Verdict(found["failed"], found["said"], report, found["notProved"])

# SPDX-License-Identifier: Apache-2.0
"""Debian's Firefox, driven over its own remote protocol (Marionette), for there is no driver program in Debian.

https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html: a message is its length, a colon and a JSON
list, ``[0, id, command, parameters]`` one way and ``[1, id, error, result]`` the other.
"""

import json
import os
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.rigs.tools import free_port, listens, program, wait_until

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # https://www.w3.org/TR/webdriver2/#elements
#: No page, add-on or service of Firefox reaches beyond this machine: there is no proxy behind the port.
_PREFERENCES = {
    "network.proxy.type": 1,
    "network.proxy.http": "127.0.0.1",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "127.0.0.1",
    "network.proxy.ssl_port": 9,
    "network.dns.disabled": True,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
}


class Firefox:
    """One running Firefox with one window."""

    def __init__(self, port: int) -> None:
        self._stream = socket.create_connection(("127.0.0.1", port), timeout=120).makefile("rwb")
        self._number = 0
        self._read()  # it says hello
        self._send("WebDriver:NewSession", strictFileInteractability=False)
        self._send("WebDriver:SetTimeouts", script=100_000)

    def open(self, url: str) -> None:
        """Load a page."""
        self._send("WebDriver:Navigate", url=url)

    def choose(self, selector: str, path: Path) -> None:
        """Choose a file in a file field, as the dialogue would."""
        self._send("WebDriver:ElementSendKeys", id=self._find(selector), text=str(path))

    def write(self, selector: str, text: str) -> None:
        """Put text into a field."""
        self.run(f"document.querySelector('{selector}').value = arguments[0]", text)

    def click(self, selector: str) -> None:
        """Click on an element."""
        self._send("WebDriver:ElementClick", id=self._find(selector))

    def text(self, selector: str) -> str:
        """Return the text of an element as it is shown."""
        shown: str = self._send("WebDriver:GetElementText", id=self._find(selector))["value"]
        return shown

    def run(self, script: str, *arguments: object) -> Any:
        """Run a script beside the page and return what it returns; a promise is waited for."""
        return self._send("WebDriver:ExecuteScript", script=script, args=list(arguments))["value"]

    def quit(self) -> None:
        """Close Firefox."""
        self._send("Marionette:Quit", flags=["eForceQuit"])

    def _find(self, selector: str) -> str:
        found = self._send("WebDriver:FindElement", using="css selector", value=selector)
        element: str = found["value"][_ELEMENT]
        return element

    def _send(self, command: str, **parameters: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, command, parameters]).encode()
        self._stream.write(b"%d:%s" % (len(message), message))
        self._stream.flush()
        _, _, error, result = self._read()
        if error:
            raise AssertionError(f"Firefox could not do {command}: {error['error']}: {error['message']}")
        return result

    def _read(self) -> Any:
        digits = b""
        while (byte := self._stream.read(1)) != b":":
            if not byte:
                raise AssertionError("Firefox went away")
            digits += byte
        return json.loads(self._stream.read(int(digits)))


@contextmanager
def firefox(folder: Path) -> Iterator[Firefox]:
    """Run a Firefox without a window, with a new profile in a folder. Skips the test where Firefox is not installed."""
    path, port, profile = program("firefox-esr"), free_port(), folder / "profile"
    profile.mkdir()
    preferences = _PREFERENCES | {"marionette.port": port}
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in preferences.items()]
    (profile / "user.js").write_text("".join(lines), "utf-8")
    command = [path, "--headless", "--marionette", "--no-remote", "--profile", profile]
    environment = {**os.environ, "HOME": str(folder), "MOZ_HEADLESS": "1"}
    with (folder / "firefox.log").open("wb") as log:
        running = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        wait_until(lambda: listens(port), what="Firefox listens", seconds=60)
        browser = Firefox(port)
        yield browser
        browser.quit()
        running.wait(30)
    finally:
        running.kill()
        running.wait()

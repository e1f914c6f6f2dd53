# SPDX-License-Identifier: Apache-2.0
"""The monitor's command as a reader runs it, and what happens meanwhile on the instance that it follows."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli.main import main

NOW = dt.datetime.now(dt.UTC).replace(microsecond=0) - dt.timedelta(hours=1)


class Monitor:
    """The monitor's command, its memory, and what it printed last."""

    def __init__(self, *, url: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._words = [
            url,
            "--state",
            str(folder / "monitor"),
            "--policy",
            str(folder / "readers-policy.txt"),
            "--json",
        ]
        self._capsys = capsys
        self.folder = folder / "monitor"

    def look(self, *words: str) -> tuple[int, dict[str, Any]]:
        """Return the exit status and the JSON object of one look."""
        self._capsys.readouterr()
        status = main(["monitor", *self._words, *words])
        self.printed = self._capsys.readouterr()
        report: dict[str, Any] = json.loads(self.printed.out)
        return status, report

    def alarms(self, *words: str) -> list[str]:
        """Return the kinds of the alarms of one look, which is one where there are any."""
        status, report = self.look(*words)
        assert status == (1 if report["alarms"] else 0), report
        return [alarm["kind"] for alarm in report["alarms"]]

    def evidence(self, alarm: dict[str, Any]) -> dict[str, bytes]:
        """Return the files that were kept with an alarm."""
        return {path.name: path.read_bytes() for path in Path(alarm["evidence"]).iterdir()}


def show() -> None:
    """Publish and ask the witness, whenever it was asked last."""
    from tallystick.apps.journal.models import Cosigner
    from tallystick.apps.journal.publish import publish
    from tallystick.apps.journal.witnessing import witness as ask
    from tallystick.cli.web_client import WebClient

    Cosigner.objects.update(asked_at=None)
    now = dt.datetime.now(dt.UTC)
    publish(now=now)
    ask(now=now, web=WebClient())


def grow(case: Any) -> None:
    """Let the body claim one more meeting with the first charity."""
    from tests.apps.builders import engagement

    engagement(by=case.ada, project=case.project, organisation=case.organisations[0], now=NOW)

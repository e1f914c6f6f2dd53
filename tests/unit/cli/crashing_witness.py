# SPDX-License-Identifier: Apache-2.0
"""``python crashing_witness.py STEP CONFIG``: a witness that kills itself, as kill -9 does, at one step of an answer.

Run by test_witness_process.py. The steps, in the order in which a witness takes them: before the database commits,
after it did, while the pin is being replaced, after it was, and after the answer was made but not yet sent.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tallystick.cli.main import main
from tallystick.cli.witness_files import PinFile
from tallystick.cli.witness_service import Service
from tallystick.cli.witness_store import Store


def die(*arguments: object, **options: object) -> Any:
    """End this process without any chance to tidy up."""
    os.kill(os.getpid(), signal.SIGKILL)


def then_die(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return the function, after which this process is no more."""

    def wrapped(*arguments: object, **options: object) -> Any:
        function(*arguments, **options)
        return die()

    return wrapped


STEPS: dict[str, tuple[type, str, Callable[..., Any]]] = {
    "before the commit": (Store, "_decide", then_die(Store._decide)),
    "after the commit": (PinFile, "move", die),
    "while the pin is replaced": (Path, "replace", die),
    "after the pin": (PinFile, "move", then_die(PinFile.move)),
    "before the answer is sent": (Service, "_cosign", then_die(Service._cosign)),
}


def serve(step: str, config: str) -> int:
    """Serve, and die at the step of the first answer; what happens before that is as always."""
    add_checkpoint = Service.add_checkpoint

    def first(*arguments: Any, **options: Any) -> Any:
        owner, name, replacement = STEPS[step]
        setattr(owner, name, replacement)
        return add_checkpoint(*arguments, **options)

    setattr(Service, "add_checkpoint", first)  # noqa: B010 (a method is not assigned to otherwise)
    return main(["witness", "serve", "--config", config])


if __name__ == "__main__":
    sys.exit(serve(sys.argv[1], sys.argv[2]))

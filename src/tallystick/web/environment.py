# SPDX-License-Identifier: Apache-2.0
"""Typed readers of the environment. Every setting is read through one of these, so the reference can list them all."""

import os
from dataclasses import dataclass
from pathlib import Path

from tallystick.core.errors import Invalid


@dataclass(frozen=True)
class Setting:
    """One documented setting: its environment variable, default and meaning."""

    name: str
    default: str
    meaning: str


SETTINGS: list[Setting] = []
#: What the file ``instance.env`` of the instance says; the environment wins over it.
_INSTANCE: dict[str, str] = {}


def read_instance_file(path: Path) -> None:
    """Read ``NAME=value`` lines of an instance's own settings file, if it has one; ``#`` starts a comment line.

    Raises:
        Invalid: a line is of another form.
    """
    _INSTANCE.clear()
    if not path.is_file():
        return
    for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        name, equals, value = line.partition("=")
        if not equals or not name.strip().startswith("TALLYSTICK_"):
            raise Invalid(
                f"{path}, line {number}: {line!r} is no setting",
                rule="Each line is TALLYSTICK_NAME=value.",
                next_step="Mend or remove the line; docs/reference/settings.md lists the names.",
            )
        _INSTANCE[name.strip()] = value.strip()


def env_text(name: str, *, default: str, meaning: str) -> str:
    """Read a text: from the environment, else from the instance's file, else the default."""
    SETTINGS.append(Setting(name, default, meaning))
    return os.environ.get(name, _INSTANCE.get(name, default))


def env_flag(name: str, *, default: bool, meaning: str) -> bool:
    """Read ``yes`` or ``no``.

    Raises:
        Invalid: any other value.
    """
    text = env_text(name, default="yes" if default else "no", meaning=meaning).strip().lower()
    if text not in {"yes", "no"}:
        raise Invalid(f"{name} is {text!r}", rule="This setting is yes or no.", next_step=f"Set {name}=yes or =no.")
    return text == "yes"


def env_number(name: str, *, default: int, meaning: str) -> int:
    """Read a whole number.

    Raises:
        Invalid: anything else.
    """
    text = env_text(name, default=str(default), meaning=meaning).strip()
    if not text.isdecimal():
        raise Invalid(f"{name} is {text!r}", rule="This setting is a whole number.", next_step=f"Set {name}={default}.")
    return int(text)


def env_list(name: str, *, default: str, meaning: str) -> list[str]:
    """Read a list separated by commas; empty items are dropped."""
    return [item.strip() for item in env_text(name, default=default, meaning=meaning).split(",") if item.strip()]


def secret_file(path: Path) -> str:
    """Read a secret from a file of the instance; the file is made by ``tallystick init``.

    Raises:
        Invalid: the file exists but cannot be read.
    """
    try:
        return path.read_text("ascii").strip()
    except FileNotFoundError:
        return ""
    except (OSError, UnicodeDecodeError) as error:
        raise Invalid(
            f"{path} cannot be read: {error}",
            rule="The instance's secret key must be readable by the service.",
            next_step="Mend the permissions of the file; it must belong to the user that runs Tallystick.",
        ) from error

# SPDX-License-Identifier: Apache-2.0
"""What every test gets: this machine only, one of two databases, and real servers and a browser where it asks.

Django is set up only where a test may need it: ``pytest tests/unit/core`` and ``tests/vectors`` run without. That is
decided after the first conftest files are read, so a conftest.py further down imports models inside its fixtures.
"""

import os
from contextlib import ExitStack
from pathlib import Path

import django
import pytest

from tests.rigs import journal, network, postgres, tools

pytest_plugins = ["tests.rigs.browser"]

_TESTS = Path(__file__).parent
_WITHOUT_DJANGO = (_TESTS / "unit" / "core", _TESTS / "vectors")
_SERVERS = ("postfix", "opendkim", "dnsmasq")
_stack = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--db``."""
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="the database of the Django tests")


def pytest_configure(config: pytest.Config) -> None:
    """Close the network, start the database that was asked for, and name the settings to pytest-django."""
    network.close()
    if config.option.help or config.option.version or not _needs_django(config):
        return
    if config.option.db == "postgres":
        programs = postgres.binaries()
        if programs is None:
            raise pytest.UsageError("--db=postgres: no PostgreSQL here. sh setup/debian.sh test installs it.")
        os.environ["TALLYSTICK_TEST_DATABASE"] = _stack.enter_context(postgres.server(folder_of_programs=programs))
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    # Playwright keeps an event loop in the test's thread; Django's database layer would refuse to work beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # pytest-django sets Django up only where the settings were named before the first conftest was read.
    django.setup()
    journal.let_tests_empty_the_journal()


def pytest_unconfigure() -> None:
    """Stop the database server."""
    _stack.close()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what only PostgreSQL can show when the run is on SQLite."""
    if config.option.db == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("postgres")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if not item.get_closest_marker("postgres")]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip (in CI: fail) a test whose programs are not installed."""
    if item.get_closest_marker("browser"):
        tools.program("chromium")
    if item.get_closest_marker("servers"):
        for name in _SERVERS:
            tools.program(name)


def _needs_django(config: pytest.Config) -> bool:
    wanted = [Path(str(argument).partition("::")[0]).resolve() for argument in config.args]
    return not all(any(path.is_relative_to(room) for room in _WITHOUT_DJANGO) for path in wanted)

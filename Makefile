# SPDX-License-Identifier: Apache-2.0
# Every target does its own set-up, from nothing but Python 3.11. `make help` lists them.

PYTHON_DEV := .venv/bin/python
# What `make demo` passes on, for example: make demo ARGS="--dir /srv/demo --port 9000"
ARGS ?=
# What `make lock` passes on, for example: make lock UPGRADE=--upgrade
UPGRADE ?=
# Nothing younger than this is locked: a poisoned release is usually found within days.
LOCK_AGE := 7 days
COMPILE = .tools/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" --exclude-newer "$(LOCK_AGE)" $(UPGRADE)
# The rooms that hold the promises are covered to the last branch.
COVERED := */tallystick/core/*,*/tallystick/apps/journal/*,*/tallystick/apps/*/operations.py,*/tallystick/apps/*/operations/*

.DEFAULT_GOAL := help
.PHONY: help demo test check bench cover fix docs lock setup setup-demo clean

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: setup-demo ## Build the fictional case, serve it and say what to open (no services, no secrets)
	@.venv/bin/tallystick demo $(ARGS)

test: setup ## Run every test, on SQLite and on PostgreSQL, and hold the coverage gate
	@sh setup/debian.sh test
	$(PYTHON_DEV) -m pytest --durations=15 --durations-min=1 --cov --cov-report=
	$(PYTHON_DEV) -m pytest tests/apps tests/house/test_database_rig.py --db=postgres --ignore=tests/apps/journal
	$(PYTHON_DEV) -m pytest tests/apps/journal --db=postgres --cov --cov-append --cov-report=
	@$(MAKE) --no-print-directory cover

cover: ## Hold the coverage gate on what both test runs recorded: core, journal and operations
	$(PYTHON_DEV) -m coverage report --include='$(COVERED)' --fail-under=100

check: setup ## Style, types, import contracts, and docs that match the code
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-logo
	$(PYTHON_DEV) -m pytest tests/house

bench: setup ## Measure every figure that the docs state
	@sh setup/debian.sh bench
	$(PYTHON_DEV) -m bench $(ARGS)

fix: setup ## Repair what ruff can repair by itself
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

docs: setup ## Write the generated pages of docs/reference anew
	$(PYTHON_DEV) -m tests.house.generate

lock: setup ## Resolve the dependencies anew and pin them with their hashes
	$(COMPILE) pyproject.toml --extra server --extra postgres --extra timestamp --group dev -o requirements/dev.txt
	$(COMPILE) pyproject.toml --extra server -c requirements/dev.txt -o requirements/server.txt
	$(COMPILE) requirements/build.in -c requirements/dev.txt -o requirements/build.txt
	$(COMPILE) requirements/tools.in -o requirements/tools.txt

setup: ## Install the development environment
	@sh setup/bootstrap.sh dev

setup-demo: ## Install only what the demo needs
	@sh setup/bootstrap.sh server

clean: ## Remove everything that the other targets made
	rm -rf .venv .tools dist build frontend/node_modules src/tallystick/web/static
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage

#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Makes everything that `make` needs from nothing but Python 3.11: uv in .tools, Tallystick and its packages in .venv,
# the style sheet. Every package is pinned with its hashes. A second run finds its stamps and changes nothing.
# Usage: setup/bootstrap.sh server|dev        (dev holds all of server)
set -eu
cd "$(dirname "$0")/.."
here=$(pwd)
set_name=${1:-}
case $set_name in server|dev) ;; *) echo "Usage: setup/bootstrap.sh server|dev" >&2; exit 2 ;; esac

# Nothing here may fetch another Python, and a slow line is not an error.
export UV_PYTHON_DOWNLOADS=never UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-180}"
uv=.tools/bin/uv
venv_python=.venv/bin/python

digest_of() { cat "$@" | sha256sum | cut -d' ' -f1; }
has_stamp() { [ -f "$1" ] && [ "$(cat "$1")" = "$2" ]; }

is_recent_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for candidate in ${PYTHON:-} python3 python3.11 python3.12 python3.13 python3.14; do
        if is_recent_enough "$candidate"; then command -v "$candidate"; return; fi
    done
    echo "Tallystick needs Python 3.11 or newer, and found none." >&2
    echo "On Debian: apt-get install python3.  Elsewhere, name one: make PYTHON=/path/to/python3.11 ..." >&2
    exit 1
}

make_uv() {
    tools_stamp="$(digest_of requirements/tools.txt) $here"
    if has_stamp .tools/.stamp "$tools_stamp" && "$uv" --version >/dev/null 2>&1; then return; fi
    echo "1/4 Getting uv, which installs the Python packages…"
    rm -rf .tools
    "$python" -c 'import ensurepip, venv' 2>/dev/null || sh setup/debian.sh python
    "$python" -m venv .tools
    .tools/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/tools.txt
    echo "$tools_stamp" > .tools/.stamp
}

make_venv() {
    # Its scripts name the folder they were made in: a moved or copied tree needs a new one.
    if [ -f .venv/.place ] && [ "$(cat .venv/.place)" != "$here" ]; then rm -rf .venv; fi
    is_recent_enough "$venv_python" || "$uv" venv --quiet --clear --python "$python" .venv
    echo "$here" > .venv/.place
}

install_packages() {
    echo "2/4 Installing Python packages ($set_name)…"
    make_venv
    "$uv" pip install --quiet --python "$venv_python" --require-hashes \
        -r "requirements/$set_name.txt" -r requirements/build.txt
    echo "3/4 Installing Tallystick itself…"
    "$uv" pip install --quiet --python "$venv_python" --no-deps --no-build-isolation --editable .
    echo "$stamp" > ".venv/.stamp-$set_name"
}

is_installed() {
    "$venv_python" -c '' 2>/dev/null || return 1
    [ -f .venv/.place ] && [ "$(cat .venv/.place)" = "$here" ] || return 1
    has_stamp ".venv/.stamp-$set_name" "$stamp" && return 0
    # The development set holds the server set, at the same versions.
    [ "$set_name" = server ] && has_stamp .venv/.stamp-dev "$dev_stamp"
}

python=$(find_python)
make_uv
stamp=$(digest_of "requirements/$set_name.txt" requirements/build.txt pyproject.toml)
dev_stamp=$(digest_of requirements/dev.txt requirements/build.txt pyproject.toml)
is_installed || install_packages
# Step 4: fetches Node where none is installed, and does nothing when its inputs are unchanged.
sh setup/frontend.sh

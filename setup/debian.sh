#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Installs the Debian packages that a job needs, where they are missing, and leaves none of their services running.
# Usage: setup/debian.sh python|test|bench
# Exit status: 0 when nothing is missing any more; also 0 when something is missing that only makes tests skip.
#              With CI=true, and always for "python", anything missing is a failure.
set -eu

job=${1:-}
case $job in
    # The standard library's venv can only make an environment with pip in it when this is there.
    python) needed=$(python3 -c 'import sys; print("python3-venv python%d.%d-venv" % sys.version_info[:2])') ;;
    # Two browsers and fonts; a time-stamping authority (openssl ts); a database server; a mail server, its DKIM signer
    # and a name server for the journeys; Go and its reference packages, which check the log's files independently.
    test)
        needed='libatomic1 chromium firefox-esr fonts-liberation fontconfig openssl postgresql postfix opendkim dnsmasq-base'
        needed="$needed golang-go golang-golang-x-mod-dev"
        ;;
    # The web server that the static export is measured behind, and the program that loads it; the browsers in which the
    # verifier page is measured.
    bench) needed='nginx wrk chromium firefox-esr' ;;
    *) echo "Usage: setup/debian.sh python|test|bench" >&2; exit 2 ;;
esac

is_installed() {
    case $(dpkg-query -W -f='${db:Status-Abbrev}' "$1" 2>/dev/null || true) in ii*|hi*) return 0 ;; *) return 1 ;; esac
}

missing=''
if command -v dpkg-query >/dev/null 2>&1; then
    for package in $needed; do is_installed "$package" || missing="$missing $package"; done
    [ -n "$missing" ] || exit 0
else
    missing=" $needed"
fi

give_up() {
    echo "Not installed:$missing. $1" >&2
    echo "On Debian, an administrator installs them with:" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends$missing" >&2
    if [ "${CI:-}" = true ] || [ "$job" = python ]; then exit 1; fi
    echo "Going on without; what needs them is skipped and says so." >&2
    exit 0
}

command -v apt-get >/dev/null 2>&1 || give_up "This is not a Debian machine."
if [ "$(id -u)" = 0 ]; then
    as_root='env'
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    give_up "This account may not install packages."
fi

# Debian starts a service when its package is installed, unless this file answers 101. Only ours is removed again.
policy=/usr/sbin/policy-rc.d
placed_policy=''
clean_up() { [ -z "$placed_policy" ] || $as_root rm -f "$policy"; }
trap clean_up EXIT
trap 'exit 130' INT TERM
if [ ! -e "$policy" ]; then
    placed_policy=yes
    printf '#!/bin/sh\nexit 101\n' | $as_root tee "$policy" >/dev/null
    $as_root chmod 755 "$policy"
fi

install() {
    # shellcheck disable=SC2086  # the list is meant to be split into words
    $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing </dev/null
}

log=$(mktemp)
echo "Installing Debian packages:$missing"
if ! install >"$log" 2>&1; then
    # The package lists may be absent or old.
    if ! { $as_root apt-get update -qq && install; } >"$log" 2>&1; then
        tail -n 20 "$log" >&2
        rm -f "$log"
        give_up "apt-get could not install them; its last lines are above."
    fi
fi
rm -f "$log"

# Nor should they start when the machine does. Only what was installed just now is touched.
if [ -d /run/systemd/system ]; then
    for service in postfix opendkim nginx postgresql; do
        case "$missing " in
            *" $service "*) $as_root systemctl disable --now "$service" >/dev/null 2>&1 || true ;;
        esac
    done
fi

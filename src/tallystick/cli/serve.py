# SPDX-License-Identifier: Apache-2.0
"""``tallystick serve``: serve the web pages of an instance."""

import argparse

import waitress

from tallystick.cli.work import compare_and_go_on
from tallystick.web.wsgi import application


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command's words."""
    parser = subparsers.add_parser("serve", help="serve the web pages of an instance")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: 127.0.0.1)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--threads", type=int, default=8, help="requests answered at the same time (default: 8)")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Compare what is kept with the pin and the witnesses, and serve until stopped."""
    compare_and_go_on()
    print(f"Serving on http://{arguments.host}:{arguments.port} (stop with Ctrl+C)", flush=True)
    waitress.serve(
        application,
        host=arguments.host,
        port=arguments.port,
        threads=arguments.threads,
        ident=None,
        max_request_body_size=16 * 1024 * 1024,
    )
    return 0

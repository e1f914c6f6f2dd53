# SPDX-License-Identifier: Apache-2.0
"""``tallystick verifier``: write out the page that checks a proof in a browser, and print its SHA-256."""

import argparse
from pathlib import Path

from tallystick import verifier
from tallystick.core.errors import Refused, Unavailable


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``verifier``."""
    parser = subparsers.add_parser(
        "verifier",
        help="write out the page that checks a proof in a browser",
        description="Write out the page that checks a proof in a browser, offline, and print its SHA-256. It is the "
        "same file on every site, so whoever got it elsewhere can compare.",
    )
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        default=Path(verifier.FILE_NAME),
        help=f"where to write it (default: {verifier.FILE_NAME} in this folder); a folder is fine",
    )
    parser.add_argument("--digest", action="store_true", help="only print the SHA-256, and write nothing")
    parser.set_defaults(func=run)


def run(arguments: argparse.Namespace) -> int:
    """Write the page, unless only its digest is asked for, and print its SHA-256 twice: to paste and to compare."""
    if not arguments.digest:
        print(f"Written: {_write(arguments.out)}")
    print(f"SHA-256: {verifier.sha256()}")
    print(f"         {' '.join(verifier.sha256_in_groups())}")
    return 0


def _write(out: Path) -> Path:
    """Write the page where no other file stands, and return its path.

    Raises:
        Refused: another file stands there.
        Unavailable: it cannot be written.
    """
    target = out / verifier.FILE_NAME if out.is_dir() else out
    try:
        if not target.exists():
            target.write_bytes(verifier.page())
        elif target.read_bytes() != verifier.page():
            raise Refused(
                f"{target} is another file",
                rule="Nothing is overwritten: an older page may be the one whose SHA-256 was printed.",
                next_step="Name another file with --out.",
            )
    except OSError as error:
        raise Unavailable(
            f"{target} cannot be written: {error.strerror}", next_step="Name another file with --out."
        ) from error
    return target

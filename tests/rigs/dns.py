# SPDX-License-Identifier: Apache-2.0
"""A real name server on loopback (dnsmasq) that knows the records of a test, and nothing else."""

import getpass
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.rigs.tools import free_port, listens, program, wait_until

#: One string of a TXT record holds at most this many bytes (RFC 1035, section 3.3.14).
_LONGEST_STRING = 255


@contextmanager
def name_server(
    *,
    txt: Mapping[str, Sequence[str]],
    mx: Mapping[str, str] | None = None,
    cname: Mapping[str, str] | None = None,
) -> Iterator[int]:
    """Run dnsmasq and give its port on 127.0.0.1. Names it does not know are NXDOMAIN.

    Args:
        txt: the TXT records of each owner name; a long text is split into strings of 255 bytes.
        mx: the mail host of each domain.
        cname: the target of each alias; dnsmasq follows only targets it knows.
    """
    lines = [f"txt-record={owner},{_strings(text)}" for owner, texts in txt.items() for text in texts]
    lines += [f"mx-host={domain},{host},10" for domain, host in (mx or {}).items()]
    lines += [f"cname={alias},{target}" for alias, target in (cname or {}).items()]
    with tempfile.TemporaryDirectory(prefix="tallystick-dns-") as name:
        config = Path(name) / "dnsmasq.conf"
        config.write_text("\n".join(lines) + "\n", "ascii")
        with _running(config) as port:
            yield port


def _strings(text: str) -> str:
    """Return a text as the quoted strings of one TXT record."""
    if '"' in text or "\n" in text:
        raise ValueError(f"this rig cannot quote {text!r}")
    parts = [text[start : start + _LONGEST_STRING] for start in range(0, len(text), _LONGEST_STRING)]
    return ",".join(f'"{part}"' for part in parts)


@contextmanager
def _running(config: Path) -> Iterator[int]:
    port = free_port()
    options = [
        "--keep-in-foreground",
        "--no-resolv",
        "--no-hosts",
        "--local=/#/",
        "--bind-interfaces",
        "--log-facility=-",
    ]
    options += ["--listen-address=127.0.0.1", f"--port={port}", f"--user={getpass.getuser()}", "--pid-file="]
    log = config.with_suffix(".log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [program("dnsmasq"), f"--conf-file={config}", *options], stdout=output, stderr=output
        )

    def ready() -> bool:
        if process.poll() is not None:
            raise RuntimeError(f"dnsmasq stopped: {log.read_text('utf-8', 'replace').strip()}")
        return listens(port)

    try:
        wait_until(ready, what="dnsmasq listens")
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)

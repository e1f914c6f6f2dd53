# SPDX-License-Identifier: Apache-2.0
"""The servers of ``bench.pages``: two waitress processes and nginx, loaded by wrk; and a new instance's first page."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

WORKERS = 2
THREADS = 4
CONNECTIONS = 16
_PATIENCE = 60.0

_NGINX = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream live {{ {servers} keepalive {connections}; }}
  server {{
    listen 127.0.0.1:{live_port};
    location / {{
      proxy_pass http://live; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host localhost;
    }}
  }}
  server {{
    listen 127.0.0.1:{static_port};
    root {site};
    index index.html;
  }}
}}
"""
#: Asks for the addresses of a file in turn, and prints what came of it as JSON.
_WRK = """
local paths = {}
for line in io.lines("@PATHS@") do paths[#paths + 1] = line end
local at = 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
done = function(summary, latency, requests)
  local errors = summary.errors.status + summary.errors.timeout + summary.errors.read + summary.errors.connect
  io.write(string.format('@{"requests": %d, "seconds": %.3f, "p50": %.3f, "p95": %.3f, "errors": %d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(95) / 1000, errors))
end
"""


def load(*, instance: Path, site: Path, paths: Mapping[str, Sequence[str]], seconds: int) -> dict[str, Any]:
    """Return throughput and latencies of each kind of page, live and static in turn, and the workers' memory.

    A search has no static copy.
    """
    missing = [name for name in ("nginx", "wrk") if _program(name) is None]
    if missing:
        return {"not measured": f"{' and '.join(missing)} missing; sh setup/debian.sh bench installs them"}
    with tempfile.TemporaryDirectory(prefix="tallystick-bench-") as name, ExitStack() as stack:
        folder = Path(name)
        ports = [_free_port() for _ in range(WORKERS)]
        workers = [stack.enter_context(_worker(instance, port)) for port in ports]
        for port in ports:
            _warm_up(port, paths)
        live_port, static_port = stack.enter_context(_nginx(folder, site=site, ports=ports))
        found: dict[str, Any] = {}
        for kind, addresses in paths.items():
            found[kind] = {"live": _loaded(folder, live_port, addresses, seconds=seconds, workers=workers)}
            if "?" not in addresses[0]:
                found[kind]["static"] = _loaded(folder, static_port, addresses, seconds=seconds, workers=[])
        found["memory of two workers, MB (PSS)"] = round(sum(_pss(worker.pid) for worker in workers) / 1024)
    return found


def fresh_start() -> float:
    """Return the seconds from nothing to the first page of a new instance: ``tallystick init``, then ``serve``."""
    with tempfile.TemporaryDirectory(prefix="tallystick-bench-") as name:
        folder = Path(name) / "instance"
        started = time.monotonic()
        words = ["init", "--url", "http://localhost:8000", "--operator", "The bench", "--mail-domain", "record.example"]
        subprocess.run([*_TALLYSTICK, *words, "--dir", folder], check=True, stdout=subprocess.DEVNULL)
        with _worker(folder, _free_port()):
            return round(time.monotonic() - started, 1)


_TALLYSTICK = [sys.executable, "-c", "import sys; from tallystick.cli.main import main; sys.exit(main())"]


@contextmanager
def _worker(instance: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Run one waitress process until the block ends; it has answered once when the block begins."""
    words = ["serve", "--port", str(port), "--threads", str(THREADS), "--dir", str(instance)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("TALLYSTICK_")}
    # Under this load waitress warns of each request that waits; an error ends the worker, which is noticed.
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*_TALLYSTICK, *words], env=environment, **quiet) as process:
        try:
            _wait_for(f"http://127.0.0.1:{port}/projects/", process)
            yield process
        finally:
            process.terminate()


@contextmanager
def _nginx(folder: Path, *, site: Path, ports: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Run nginx in front of the workers and of the static copy; give both ports."""
    live_port, static_port = _free_port(), _free_port()
    text = _NGINX.format(
        user="user root;" if os.getuid() == 0 else "",
        folder=folder,
        servers=" ".join(f"server 127.0.0.1:{port};" for port in ports),
        connections=CONNECTIONS,
        live_port=live_port,
        static_port=static_port,
        site=site,
    )
    (folder / "nginx.conf").write_text(text, "utf-8")
    with subprocess.Popen([str(_program("nginx")), "-p", folder, "-c", folder / "nginx.conf"]) as process:
        try:
            _wait_for(f"http://127.0.0.1:{static_port}/projects/page/1/", process)
            yield live_port, static_port
        finally:
            process.terminate()


def _loaded(
    folder: Path, port: int, paths: Sequence[str], *, seconds: int, workers: "Sequence[subprocess.Popen[bytes]]"
) -> dict[str, float]:
    (folder / "paths.txt").write_text("\n".join(paths), "utf-8")
    (folder / "ask.lua").write_text(_WRK.replace("@PATHS@", str(folder / "paths.txt")), "utf-8")
    before = sum(_cpu_seconds(worker.pid) for worker in workers)
    command = [str(_program("wrk")), "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "-s", str(folder / "ask.lua")]
    printed = subprocess.run([*command, f"http://127.0.0.1:{port}"], check=True, capture_output=True, text=True).stdout
    told = json.loads(next(line for line in printed.splitlines() if line.startswith("@"))[1:])
    if told["errors"]:
        raise SystemExit(f"{told['errors']} of {told['requests']} requests failed")
    found = {
        "requests per second": round(told["requests"] / told["seconds"]),
        "p50 ms": round(told["p50"], 1),
        "p95 ms": round(told["p95"], 1),
    }
    if workers:
        spent = sum(_cpu_seconds(worker.pid) for worker in workers) - before
        found["CPU-ms of the workers per request"] = round(spent * 1000 / told["requests"], 1)
    return found


def _warm_up(port: int, paths: Mapping[str, Sequence[str]]) -> None:
    for addresses in paths.values():
        for path in addresses:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
                response.read()


def _wait_for(url: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url) as response:  # noqa: S310 (our own address)
                response.read()
                return
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{url} answers {error.code}") from error
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise SystemExit(f"{url} is not served") from None
            time.sleep(0.02)


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _pss(pid: int) -> int:
    """Return the proportional set size of a process in KiB: shared pages are counted in part."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("Pss:")).split()[1])

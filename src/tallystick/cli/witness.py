# SPDX-License-Identifier: Apache-2.0
"""``tallystick witness``: watch logs, and cosign what continues what they showed before.

Works from the base install, with one configuration file, one database, one key and its pin.
"""

import argparse
import datetime as dt
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from tallystick.cli.witness_config import WitnessConfig, read_config
from tallystick.cli.witness_files import KeyFile, PinFile, make_key_file
from tallystick.cli.witness_server import WitnessServer
from tallystick.cli.witness_service import Service
from tallystick.cli.witness_store import Store, make_store, open_store
from tallystick.core.errors import Refused, Unavailable
from tallystick.core.ledger import b64
from tallystick.core.ledger.keys import ML_DSA, WITNESS, PrivateKey
from tallystick.core.ledger.pin import Pin
from tallystick.core.ledger.witness import origin_hash

_KEEP = (
    "Keep the key and the pin where no backup is restored over them. A witness whose database is lost is not "
    "restarted: it gets a new key."
)


def add_parser(subparsers: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``witness init``, ``serve`` and ``status``."""
    witness = subparsers.add_parser(
        "witness",
        help="watch logs and cosign what continues what they showed before",
        description="Watch logs and cosign what continues what they showed before (c2sp.org/tlog-witness).",
    )
    commands = witness.add_subparsers(dest="witness_command", required=True, metavar="COMMAND")
    for name, run, text in (
        ("init", run_init, "make the key, the pin and the empty database of a new witness"),
        ("serve", run_serve, "answer until stopped"),
        ("status", run_status, "print what was cosigned last of each log, and proofs of forks; also while serving"),
    ):
        command = commands.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.")
        command.add_argument("--config", metavar="FILE", type=Path, required=True, help="the configuration (TOML)")
        command.set_defaults(func=run)


def run_init(arguments: argparse.Namespace) -> int:
    """Make a new witness and print its public keys."""
    config = read_config(arguments.config)
    keys = [PrivateKey(config.name, WITNESS, secrets.token_bytes(32))]
    if config.ml_dsa:
        keys.append(PrivateKey(config.name, ML_DSA, secrets.token_bytes(32)))
    for path in (config.key, config.store, config.pin):
        if path.exists() or path.is_symlink():
            raise Refused(
                f"{path} exists already.",
                rule="A witness is made once, and never starts over.",
                next_step="Start it with: tallystick witness serve. For a new witness, name other paths in its file.",
            )
    vkey = keys[0].verifier.vkey
    make_store(config.store, vkey=vkey)
    PinFile.make(config.pin, Pin(vkey))
    make_key_file(config.key, keys=keys)  # last: without it nothing is ever signed
    print("The witness is made. Its public keys, for the logs that it watches and everybody who reads them:\n")
    print("".join(f"  {key.verifier.vkey}\n" for key in keys))
    print(f"{_KEEP}\nNext: tallystick witness serve --config {arguments.config}")
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Serve until SIGTERM or SIGINT, then finish what was begun."""
    config = read_config(arguments.config)
    with _ready(config) as (keys, store):
        service = Service(
            keys=keys,
            logs=config.logs,
            store=store,
            per_log_per_minute=config.per_log_per_minute,
            per_address_per_minute=config.per_address_per_minute,
            log=log_line,
        )
        _serve(_server(config, service=service), name=config.name, host=config.host)
    return 0


def run_status(arguments: argparse.Namespace) -> int:
    """Print each log's newest cosigned checkpoint, and every proof of a fork; 1 if there is one."""
    config = read_config(arguments.config)
    store = open_store(config.store, vkey=PinFile.read(config.pin).pin.vkey, read_only=True)
    with ExitStack() as stack:
        stack.callback(store.close)
        witnessed = {item.origin: item for item in store.witnessed()}
        forks = store.forks()
    for origin in sorted({*config.logs, *witnessed}):
        item = witnessed.get(origin)
        print(f"{_plain(origin)}\n  shown at /{origin_hash(origin)}/checkpoint")
        if item is None:
            print("  nothing cosigned yet")
        else:
            print(f"  size {item.head.size}, root {b64.encode(item.head.root)}, cosigned {_moment(item.cosigned_at)}")
    for fork in forks:
        print(f"\nFORK: {_plain(fork.origin)} signed two trees of size {fork.size} (seen {_moment(fork.seen_at)}).")
        print("These two notes prove it to anybody who has the log's key. Publish them.\n")
        print(f"{_plain_lines(fork.cosigned)}\n{_plain_lines(fork.other)}")
    return 1 if forks else 0


def log_line(text: str) -> None:
    """Print one line of the service's log, with the time."""
    with suppress(OSError):  # whoever read our output has gone; the witness goes on
        print(f"{dt.datetime.now(dt.UTC):%Y-%m-%dT%H:%M:%SZ} {text}", flush=True)


@contextmanager
def _ready(config: WitnessConfig) -> Iterator[tuple[list[PrivateKey], Store]]:
    """Open key, database and pin, and compare them with each other."""
    with ExitStack() as stack:
        file = KeyFile(config.key)
        stack.callback(file.close)
        keys = _signing_keys(file, config=config)
        vkey = keys[0].verifier.vkey
        store = open_store(config.store, vkey=vkey)
        stack.callback(store.close)
        store.guard(PinFile.read(config.pin), vkey=vkey)
        yield keys, store


def _signing_keys(file: KeyFile, *, config: WitnessConfig) -> list[PrivateKey]:
    """Return the Ed25519 key and, where configured, the ML-DSA-44 one."""
    types = [WITNESS, ML_DSA] if config.ml_dsa else [WITNESS]
    keys = {key.signature_type: key for key in file.keys if key.name == config.name}
    if not set(types) <= keys.keys():
        raise Refused(
            f"The key file {config.key} lacks a key that the configuration asks for.",
            rule=f"It holds a witness key named {config.name}, and an ml-dsa key too unless ml_dsa = false.",
            next_step="Compare the name in the configuration with: tallystick keys print " + str(config.key),
        )
    taken = {key.public_key for keys in config.logs.values() for key in keys}
    if any(keys[kind].verifier.public_key in taken for kind in types):
        raise Refused("A log in the configuration has this witness's own key.", rule="Nobody witnesses himself.")
    return [keys[kind] for kind in types]


def _server(config: WitnessConfig, *, service: Service) -> WitnessServer:
    try:
        return WitnessServer(
            service=service,
            host=config.host,
            port=config.port,
            connections=config.connections,
            seconds=config.seconds,
            behind_proxy=config.behind_proxy,
            log=log_line,
        )
    except OSError as error:
        address = f"{config.host} port {config.port}"
        raise Unavailable(f"It is not possible to listen on {address}: {error.strerror or error}.") from error


def _serve(server: WitnessServer, *, name: str, host: str) -> None:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    thread = threading.Thread(target=server.serve_forever, name="accept")
    thread.start()
    log_line(f"{name} listens on {host} port {server.port}")
    stop.wait()
    server.stop()
    thread.join()
    log_line(f"{name} stopped")


def _moment(seconds: int) -> str:
    return dt.datetime.fromtimestamp(seconds, dt.UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _plain_lines(note: bytes) -> str:
    return "\n".join(_plain(line) for line in note.decode("utf-8", "replace").split("\n"))


def _plain(text: str) -> str:
    return "".join(sign if sign.isprintable() else ascii(sign)[1:-1] for sign in text)

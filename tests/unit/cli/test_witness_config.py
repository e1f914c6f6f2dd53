# SPDX-License-Identifier: Apache-2.0
"""The configuration of a witness, read strictly."""

from pathlib import Path

import pytest

from tallystick.cli.witness_config import read_config
from tallystick.core.errors import Invalid, Unavailable
from tallystick.core.ledger.keys import ML_DSA, PrivateKey
from tests.unit.core.ledger.witness_log import OTHER_ORIGIN, WitnessedLog

LOG, OTHER = WitnessedLog(), WitnessedLog(OTHER_ORIGIN, seed=2)
NAME = 'name = "witness.harbour-trust.example"\n'
ONE_LOG = f'[[log]]\nvkeys = ["{LOG.vkey}"]\n'


def read(folder: Path, text: str | bytes):
    path = folder / "witness.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_config(path)


def test_a_name_and_a_log_are_enough(tmp_path: Path):
    config = read(tmp_path, NAME + ONE_LOG)
    assert (config.host, config.port) == ("127.0.0.1", 8090)
    assert config.store == tmp_path / "witness.sqlite3"
    assert config.key == tmp_path / "keys" / "witness.key"
    assert config.pin == tmp_path / "keys" / "witness.key.pin"
    assert config.ml_dsa
    assert not config.behind_proxy
    assert config.logs == LOG.logs


def test_everything_can_be_said(tmp_path: Path):
    post_quantum = PrivateKey("go.sum-database", ML_DSA, bytes(32)).verifier.vkey
    config = read(
        tmp_path,
        f'{NAME}listen = "[::1]:90"\nstore = "/srv/w.db"\nkey = "k/w"\nml_dsa = false\n'
        "[limits]\nper_log_per_minute = 1\nper_address_per_minute = 2\nconnections = 3\nseconds = 4\n"
        f'behind_proxy = true\n{ONE_LOG}[[log]]\norigin = "go.sum database tree"\n'
        f'vkeys = ["{OTHER.vkey}", "{post_quantum}"]\n',
    )
    assert (config.host, config.port) == ("::1", 90)
    assert (config.store, config.key) == (Path("/srv/w.db"), tmp_path / "k" / "w")
    assert not config.ml_dsa
    assert config.behind_proxy
    assert (config.per_log_per_minute, config.per_address_per_minute) == (1, 2)
    assert (config.connections, config.seconds) == (3, 4)
    assert [key.signature_type for key in config.logs["go.sum database tree"]] == [1, 6]


#: The neutral point: anybody can sign for it.
WEAK = "log.northshire.example/log+8b0ee64c+AQEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
WRONG = {
    "empty": "",
    "not TOML": "name",
    "not UTF-8": b'name = "\xff"',
    "too deep": "name = " + "[" * 100_000,
    "too large": "#" * 1_000_001,
    "no name": ONE_LOG,
    "an empty name": 'name = ""\n' + ONE_LOG,
    "a name with a space": 'name = "harbour trust"\n' + ONE_LOG,
    "a name of 256 bytes": f'name = "{"n" * 256}"\n{ONE_LOG}',
    "a name that is a number": "name = 1\n" + ONE_LOG,
    "no log": NAME,
    "no log in the list": NAME + "log = []\n",
    "a log that is no table": NAME + 'log = ["x"]\n',
    "logs that are no list": NAME + "[log]\n",
    "a log without keys": NAME + '[[log]]\norigin = "x"\n',
    "a log with an empty list of keys": NAME + "[[log]]\nvkeys = []\n",
    "a log with a key that is no text": NAME + "[[log]]\nvkeys = [1]\n",
    "a log with a key that is no list": f'{NAME}[[log]]\nvkeys = "{LOG.vkey}"\n',
    "a malformed key": NAME + '[[log]]\nvkeys = ["x"]\n',
    "a weak key": f'{NAME}[[log]]\nvkeys = ["{WEAK}"]\n',
    "an origin of two lines": f'{NAME}[[log]]\norigin = "a\\nb"\nvkeys = ["{LOG.vkey}"]\n',
    "an empty origin": f'{NAME}[[log]]\norigin = ""\nvkeys = ["{LOG.vkey}"]\n',
    "an origin of 256 bytes": f'{NAME}[[log]]\norigin = "{"o" * 256}"\nvkeys = ["{LOG.vkey}"]\n',
    "a log twice": NAME + ONE_LOG + ONE_LOG,
    "a key twice": f'{NAME}{ONE_LOG}[[log]]\norigin = "x"\nvkeys = ["{LOG.vkey}"]\n',
    "a misspelt member": NAME + "lisen = 1\n" + ONE_LOG,
    "a misspelt member of a log": NAME + ONE_LOG + "keys = []\n",
    "a misspelt limit": f"{NAME}[limits]\nsecond = 1\n{ONE_LOG}",
    "limits that are no table": NAME + "limits = 1\n" + ONE_LOG,
    "a limit of 0": f"{NAME}[limits]\nseconds = 0\n{ONE_LOG}",
    "a limit that is no number": f"{NAME}[limits]\nseconds = true\n{ONE_LOG}",
    "a limit beyond all measure": f"{NAME}[limits]\nconnections = 100001\n{ONE_LOG}",
    "a proxy that is no flag": f"{NAME}[limits]\nbehind_proxy = 1\n{ONE_LOG}",
    "an address without port": NAME + 'listen = "127.0.0.1"\n' + ONE_LOG,
    "an address without host": NAME + 'listen = ":8090"\n' + ONE_LOG,
    "a port that is none": NAME + 'listen = "127.0.0.1:x"\n' + ONE_LOG,
    "a port in another script": NAME + 'listen = "127.0.0.1:٨"\n' + ONE_LOG,
    "a port beyond 65535": NAME + 'listen = "127.0.0.1:65536"\n' + ONE_LOG,
    "a path with a zero byte": NAME + 'store = "a\\u0000b"\n' + ONE_LOG,
}


@pytest.mark.parametrize("text", WRONG.values(), ids=WRONG)
def test_a_configuration_that_cannot_be_meant_is_refused(tmp_path: Path, text: str | bytes):
    with pytest.raises(Invalid):
        read(tmp_path, text)


def test_the_weak_key_is_refused_for_its_weakness(tmp_path: Path):
    with pytest.raises(Invalid, match="small order"):
        read(tmp_path, WRONG["a weak key"])


@pytest.mark.parametrize("name", ["absent.toml", ".", "a\0b"])
def test_a_configuration_that_cannot_be_read_is_unavailable(tmp_path: Path, name: str):
    with pytest.raises(Unavailable):
        read_config(tmp_path / name)


def test_the_configuration_that_we_ship_can_be_read_once_its_key_is_filled_in(tmp_path: Path):
    shipped = (Path(__file__).parents[3] / "deploy" / "witness.toml").read_text("utf-8")
    assert "LOG-KEY" in shipped
    config = read(tmp_path, shipped.replace("LOG-KEY", LOG.vkey))
    assert config.logs == LOG.logs
    with pytest.raises(Invalid):
        read(tmp_path, shipped)

# SPDX-License-Identifier: Apache-2.0
"""Step 12: who besides the operator says when the entries of a bundle were there."""

import datetime as dt
import importlib.util
import json
from pathlib import Path

import pytest

from tallystick.cli.main import main
from tallystick.core.claims.verify import STEPS, TIME, verify
from tallystick.core.errors import Unavailable
from tallystick.core.evidence.timestamp import read_roots
from tallystick.core.ledger.verify import InvalidAtStep, UnverifiedAtStep
from tests.rigs.timestamping import Authority
from tests.unit.core.claims import claim_log, stamped

ROOTS = read_roots(stamped.AUTHORITY.roots)
NOW = claim_log.NOW
NOT_CHECKED = "The file carries a timestamp that was not checked: give --tsa-roots"


def test_a_timestamp_of_the_same_checkpoint_dates_every_entry():
    verified = verify(stamped.honest(), vkey=None, now=NOW, tsa_roots=ROOTS)
    assert verified.time is not None
    assert (verified.time.timestamp.time, verified.time.size) == (stamped.STAMPED_AT, stamped.SIZE)
    assert [line.step for line in verified.report] == [*STEPS, TIME]
    assert verified.report[-1].text == (
        f"“CN=Fairhaven Time Authority” stamped a log of 11 entries, which this one continues, at "
        f"{stamped.STAMPED_AT:%Y-%m-%d %H:%M:%S} UTC. Recorded by then: every entry in the file."
    )
    assert any("says by when, not since when" in line for line in verified.not_proved)


def test_a_timestamp_of_an_earlier_checkpoint_dates_the_entries_it_covers():
    verified = verify(stamped.honest(7), vkey=None, now=NOW, tsa_roots=ROOTS)
    assert verified.time is not None
    assert verified.time.covered == 7
    assert verified.report[-1].text.endswith("Recorded by then: 7 of the 11 entries in the file.")


def test_without_roots_nothing_is_believed_and_that_is_said():
    verified = verify(stamped.honest(), vkey=None, now=NOW)
    assert verified.time is None
    assert [line.step for line in verified.report] == list(STEPS)
    assert any(NOT_CHECKED in line for line in verified.not_proved)


def test_a_file_without_a_timestamp_does_not_speak_of_one():
    verified = verify(stamped.LOG.bundle(), vkey=None, now=NOW)
    assert not [line for line in verified.not_proved if "timestamp" in line]


def test_who_asks_for_a_timestamp_wants_one():
    with pytest.raises(UnverifiedAtStep, match="carries no timestamp") as error:
        verify(stamped.LOG.bundle(), vkey=None, now=NOW, tsa_roots=ROOTS)
    assert error.value.step == 12


@pytest.mark.parametrize(("name", "data"), stamped.altered(), ids=[name for name, _ in stamped.altered()])
def test_an_altered_timestamp_fails(name, data):
    with pytest.raises((InvalidAtStep, UnverifiedAtStep)) as error:
        verify(data, vkey=None, now=NOW, tsa_roots=ROOTS)
    assert error.value.step == 12


@pytest.mark.parametrize(("name", "data"), stamped.altered()[:6], ids=[name for name, _ in stamped.altered()[:6]])
def test_what_is_not_tied_to_the_log_fails_also_without_roots(name, data):
    with pytest.raises((InvalidAtStep, UnverifiedAtStep)) as error:
        verify(data, vkey=None, now=NOW)
    assert error.value.step == 12


@pytest.mark.parametrize(("name", "data"), stamped.malformed(), ids=[name for name, _ in stamped.malformed()])
def test_a_timestamp_that_cannot_be_read_is_no_bundle(name, data):
    with pytest.raises(InvalidAtStep) as error:
        verify(data, vkey=None, now=NOW)
    assert error.value.step == 1


def test_a_timestamp_under_another_root_fails():
    others = read_roots(Authority(name="Somebody Else").roots)
    with pytest.raises(UnverifiedAtStep, match="unable to get local issuer"):
        verify(stamped.honest(), vkey=None, now=NOW, tsa_roots=others)


def test_entries_dated_after_they_were_stamped_fail():
    early = stamped.bundle(stamped.stamp(at=stamped.STAMPED_AT - dt.timedelta(days=2)))
    with pytest.raises(UnverifiedAtStep, match="is dated after the time at which it was stamped"):
        verify(early, vkey=None, now=NOW, tsa_roots=ROOTS)


def test_a_timestamp_that_covers_no_entry_of_the_file_proves_nothing_of_it():
    alone = stamped.LOG.bundle(entries=[claim_log.ENGAGEMENT_2], without_claim=True)
    data = claim_log.redigested(alone, timestamp=stamped.stamp(7).to_json())
    with pytest.raises(UnverifiedAtStep, match="holds no entry of the file"):
        verify(data, vkey=None, now=NOW, tsa_roots=ROOTS)


# The command.


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """Write a bundle and the roots, and return their paths."""
    (tmp_path / "claim.json").write_bytes(stamped.honest())
    (tmp_path / "roots.pem").write_bytes(stamped.AUTHORITY.roots)
    return str(tmp_path / "claim.json"), str(tmp_path / "roots.pem")


def test_command_says_the_time_proved(files, capsys):
    bundle, roots = files
    assert main(["verify", bundle, "--tsa-roots", roots]) == 0
    told = capsys.readouterr().out
    assert "  ok  12. Somebody else dated the log\n" in told
    assert f"at {stamped.STAMPED_AT:%Y-%m-%d %H:%M:%S} UTC" in told
    assert main(["verify", bundle, "--tsa-roots", roots, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["timestamp"] == {
        "checked": True,
        "time": stamped.STAMPED_AT.isoformat(),
        "authority": "CN=Fairhaven Time Authority",
        "size": 11,
        "entries_covered": 11,
    }


def test_command_without_roots_says_that_it_was_not_checked(files, capsys):
    assert main(["verify", files[0]]) == 0
    assert NOT_CHECKED in " ".join(capsys.readouterr().out.split())
    assert main(["verify", files[0], "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["timestamp"] == {"checked": False}


def test_command_names_the_step_that_fails(files, capsys, tmp_path):
    _, data = stamped.altered()[6]
    (tmp_path / "altered.json").write_bytes(data)
    assert main(["verify", str(tmp_path / "altered.json"), "--tsa-roots", files[1]]) == 1
    told = capsys.readouterr().out
    assert "Step 12 (Somebody else dated the log) failed: the timestamp is not signed as it must be" in told
    assert main(["verify", str(tmp_path / "altered.json"), "--tsa-roots", files[1], "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["steps"][-1] == {"number": 12, "title": TIME.title, "holds": False}


def test_without_the_extra_it_says_how_to_get_it_and_never_passes_over_what_was_asked(files, capsys, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert main(["verify", files[0]]) == 0
    assert "pip install 'tallystick[timestamp]'" in capsys.readouterr().out
    with pytest.raises(Unavailable):
        verify(stamped.honest(), vkey=None, now=NOW, tsa_roots=ROOTS)
    assert main(["verify", files[0], "--tsa-roots", files[1]]) == 2
    assert "pip install 'tallystick[timestamp]'" in capsys.readouterr().err


@pytest.mark.parametrize("roots", ["missing.pem", "."])
def test_roots_that_cannot_be_opened(files, roots, tmp_path, capsys):
    assert main(["verify", files[0], "--tsa-roots", str(tmp_path / roots)]) == 2
    assert "Next step: Give the path of a PEM file." in capsys.readouterr().err

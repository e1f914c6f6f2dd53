# SPDX-License-Identifier: Apache-2.0
"""``tallystick evidence check``: exit status, the six members, and no traceback whatever the bytes."""

import argparse
import json
import random
from pathlib import Path
from typing import Any

import pytest

from tallystick.cli import evidence as command
from tests.signer import CODE, compose_mail, key_records, sign_like_gmail, sign_like_m365, sign_mail

MAIL = compose_mail()
KEYS = json.dumps(key_records()).encode()
MEMBERS = ["level", "verb", "code", "signed", "unsigned", "problems"]
TIME = "2026-11-02T09:30:20Z"


class Desk:
    """Saves the two files, runs the command, and reads what it prints."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.parser = argparse.ArgumentParser()
        command.add_parser(self.parser.add_subparsers())

    def path(self, name: str, content: bytes) -> str:
        path = self.folder / name
        path.write_bytes(content)
        return str(path)

    def run(self, mail: bytes, keys: bytes = KEYS, *more: str, domain: str = "harbourtrust.example") -> int:
        words = [self.path("MAIL.eml", mail), "--keys", self.path("KEYS.json", keys), "--domain", domain]
        return self.run_words(*words, "--received", TIME, *more)

    def run_words(self, *words: str) -> int:
        options = self.parser.parse_args(["evidence", "check", *words])
        return int(options.func(options))

    def json(self) -> dict[str, Any]:
        shown = json.loads(self.capsys.readouterr().out)
        assert isinstance(shown, dict)
        return shown


@pytest.fixture
def desk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Desk:
    return Desk(tmp_path, capsys)


def test_a_countersigned_mail(desk: Desk) -> None:
    assert desk.run(sign_like_m365(MAIL), KEYS, "--json") == 0
    shown = desk.json()
    assert list(shown) == MEMBERS
    assert shown["level"] == "Countersigned by the organisation's domain"
    assert (shown["verb"], shown["code"]) == ("DISPUTE", CODE)
    assert shown["signed"][2] == ["Subject", f"DISPUTE TS-1234 {CODE}"]
    assert shown["unsigned"] == ["To"]
    assert shown["problems"] == []


@pytest.mark.parametrize(
    ("raw", "level", "problem"),
    [
        (MAIL, "Answered by link", "not-signed"),
        (sign_mail(MAIL).replace(b"never", b"often"), "Answered by link", "body-changed"),
        (sign_mail(MAIL, tags={"l": "1"}), "Answered by link", "body-length"),
        (b"Auto-Submitted: auto-replied\r\n" + sign_mail(MAIL), "Sent, no answer", "automatic"),
        (sign_mail(compose_mail(subject="Hello")), "Sent, no answer", "unclear-subject"),
        (b"", "Sent, no answer", "not-a-strict-mail"),
        (b"\x00\xff" * 50, "Sent, no answer", "not-a-strict-mail"),
        (sign_mail(MAIL).replace(b"\r\n", b"\n"), "Sent, no answer", "not-a-strict-mail"),
    ],
)
def test_mails_that_prove_less(desk: Desk, raw: bytes, level: str, problem: str) -> None:
    assert desk.run(raw, KEYS, "--json") == 1
    shown = desk.json()
    assert list(shown) == MEMBERS
    assert shown["level"] == level
    assert problem in [each["id"] for each in shown["problems"]]
    assert all(each["text"] for each in shown["problems"])


def test_another_domain_is_only_a_mailbox(desk: Desk) -> None:
    assert desk.run(sign_mail(MAIL), KEYS, "--json", domain="oversight.example") == 1
    assert desk.json()["level"] == "Answered by a signed-in mailbox"


def test_the_time_of_receipt_decides_about_expiry(desk: Desk) -> None:
    words = [desk.path("MAIL.eml", sign_like_gmail(MAIL)), "--keys", desk.path("KEYS.json", KEYS)]
    words += ["--domain", "harbourtrust.example"]
    assert desk.run_words(*words, "--received", "2026-11-02 09:30:20") == 0
    assert desk.run_words(*words, "--received", "2026-11-09T10:30:00+01:00") == 0
    assert desk.run_words(*words, "--received", "2026-11-10T09:30:00Z") == 1


def test_without_a_time_of_receipt_the_clock_is_taken(desk: Desk) -> None:
    words = [desk.path("MAIL.eml", sign_like_m365(MAIL)), "--keys", desk.path("KEYS.json", KEYS)]
    assert desk.run_words(*words, "--domain", "harbourtrust.example") == 0


def test_the_words_for_people(desk: Desk) -> None:
    assert desk.run(sign_like_gmail(MAIL)) == 0
    shown = desk.capsys.readouterr().out
    for words in (
        "Worth: Countersigned by the organisation's domain\n",
        f"Answer: DISPUTE TS-1234 {CODE}\n",
        "From: ada@harbourtrust.example\n",
        "Signed by: harbourtrust.example, key 20230601._domainkey.harbourtrust.example (2048 bits)\n",
        "  Date: Mon, 02 Nov 2026 09:30:00 +0000\n",
        "Not signed: Content-Type\n",
        "[layout-not-signed]\n",
    ):
        assert words in shown


def test_the_words_where_nothing_is_proved(desk: Desk) -> None:
    assert desk.run(MAIL) == 1
    shown = desk.capsys.readouterr().out
    assert "Worth: Answered by link\n  The body could have made this itself.\n" in shown
    assert "(claimed, not signed)" in shown
    assert desk.run(b"nothing") == 1
    assert "Answer: none that is clear\nFrom: not clear (claimed" in desk.capsys.readouterr().out


def test_the_words_where_only_the_sender_is_proved(desk: Desk) -> None:
    assert desk.run(sign_mail(compose_mail(subject="Hello"))) == 1
    assert "Answer: none that is clear, though the sender is proved\n" in desk.capsys.readouterr().out


def test_the_words_where_all_is_well(desk: Desk) -> None:
    assert desk.run(sign_mail(MAIL)) == 0
    shown = desk.capsys.readouterr().out
    assert "Not signed: no field\n" in shown
    assert "Problems" not in shown


def test_a_mail_cannot_steer_the_terminal(desk: Desk) -> None:
    raw = sign_mail(compose_mail(subject="Hello \u202e\u009b\u00e9 \U0001f600"))
    assert desk.run(raw) == 1
    shown = desk.capsys.readouterr().out
    assert shown.isascii()
    assert "Subject: Hello \\u202e\\x9b\\xe9 \\U0001f600" in shown


BAD_KEYS = {
    "empty": b"",
    "not JSON": b"hello",
    "not UTF-8": b'{"\xff": []}',
    "cut off": KEYS[:-1],
    "a list": b"[]",
    "a string": b'"x"',
    "nothing": b"null",
    "a huge number": b"9" * 50_000,
    "a record that is a number": b'{"a": [7]}',
    "a record that is not in a list": b'{"a": "v=DKIM1"}',
    "records within records": b'{"a": [["x"]]}',
    "an object within": b'{"a": {"b": ["x"]}}',
    "a name twice": b'{"a": [], "a": []}',
    "deep nesting": b"[" * 200_000,
    "deep nesting of objects": b'{"a":' * 200_000,
    "too large": b" " * (command.MAX_KEYS_BYTES + 1),
    "no number": b'{"a": [NaN]}',
}


@pytest.mark.parametrize("keys", BAD_KEYS.values(), ids=BAD_KEYS)
def test_keys_that_cannot_be_read(desk: Desk, keys: bytes) -> None:
    assert desk.run(sign_mail(MAIL), keys, "--json") == 2
    shown = desk.capsys.readouterr()
    assert shown.out == ""
    assert "KEYS.json" in shown.err
    assert "Traceback" not in shown.err


@pytest.mark.parametrize(
    "keys", [b"{}", b'{"": []}', b'{"s1._domainkey.harbourtrust.example": ["\\ud800"]}', b"\xef\xbb\xbf{}"]
)
def test_keys_that_fit_nothing(desk: Desk, keys: bytes) -> None:
    assert desk.run(sign_mail(MAIL), keys, "--json") == 1
    assert desk.json()["verb"] == "DISPUTE"


@pytest.mark.parametrize("name", [".", "missing.eml", "missing/MAIL.eml", "a\x00b", "\udce9.eml"])
def test_files_that_cannot_be_read(desk: Desk, name: str) -> None:
    good, keys = desk.path("MAIL.eml", MAIL), desk.path("KEYS.json", KEYS)
    bad = str(desk.folder / name)
    assert desk.run_words(bad, "--keys", keys, "--domain", "a.example") == 2
    assert desk.run_words(good, "--keys", bad, "--domain", "a.example") == 2
    shown = desk.capsys.readouterr()
    assert shown.out == ""
    assert "cannot be read" in shown.err


@pytest.mark.parametrize(
    "words",
    [
        ["--domain", "example"],
        ["--domain", ""],
        ["--domain", "caf\u00e9.example"],
        ["--domain", "a.example", "--received", "yesterday"],
        ["--domain", "a.example", "--received", "0001-01-01T00:00:00+23:00"],
        ["--domain", "a.example", "--received", ""],
        [],
    ],
)
def test_arguments_that_cannot_be_read(desk: Desk, words: list[str]) -> None:
    good, keys = desk.path("MAIL.eml", MAIL), desk.path("KEYS.json", KEYS)
    with pytest.raises(SystemExit) as end:
        desk.run_words(good, "--keys", keys, *words)
    assert end.value.code == 2


def test_no_bytes_of_either_file_make_it_fail(desk: Desk) -> None:
    source = random.Random(2026)  # noqa: S311 - the same bytes in every run
    mail = sign_like_gmail(MAIL)
    for _ in range(300):
        altered, keys = bytearray(mail), bytearray(KEYS)
        for content in (altered, keys):
            for _ in range(source.randrange(4)):
                content[source.randrange(len(content))] = source.randrange(256)
        assert desk.run(bytes(altered), bytes(keys), *(["--json"] * source.randrange(2))) in (0, 1, 2)
    assert "Traceback" not in desk.capsys.readouterr().err

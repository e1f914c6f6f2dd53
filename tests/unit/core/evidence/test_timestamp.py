# SPDX-License-Identifier: Apache-2.0
"""Timestamps: a right answer, every kind of wrong one, and bytes that are no answer at all (RFC 3161)."""

import datetime as dt
import importlib.util
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID

from tallystick.core.errors import Invalid, Unavailable, Unverified
from tallystick.core.evidence import timestamp
from tallystick.core.evidence.timestamp import MAX_RESPONSE_SIZE, MAX_ROOTS_SIZE, read_roots, request, verify_timestamp
from tests.rigs.timestamping import NOW, Authority, read_request
from tests.rigs.tools import absent

DATA = b"harbour.example/log\n12\nqXw=\n"
NONCE = 0x1F2E3D4C5B6A79880123456789ABCDEF
QUERY = request(DATA, nonce=NONCE)
OURS = Authority()
ROOTS = read_roots(OURS.roots)
ANSWER = OURS.answer(QUERY)
DAY = dt.timedelta(days=1)


def test_right_answer_proves_the_time():
    proved = verify_timestamp(ANSWER, data=DATA, roots=ROOTS, nonce=NONCE)
    assert proved.time == NOW
    assert proved.accuracy == dt.timedelta(seconds=1)
    assert (proved.authority, proved.policy, proved.serial) == ("CN=Fairhaven Time Authority", "1.2.3.4.1", 4711)


def test_right_answer_holds_years_later_without_its_nonce():
    assert verify_timestamp(ANSWER, data=DATA, roots=ROOTS).time == NOW


def test_an_authority_need_not_say_how_accurate_it_is():
    assert verify_timestamp(OURS.answer(QUERY, accuracy=b""), data=DATA, roots=ROOTS).accuracy is None


@pytest.mark.parametrize("nonce", [1, 127, 128, 255, 256, 2**127, 2**128 - 1])
def test_request_says_the_digest_and_the_nonce_and_not_the_data(nonce):
    query = request(DATA, nonce=nonce)
    asked = read_request(query)
    assert (asked.digest, asked.nonce) == (sha256(DATA).digest(), nonce)
    assert DATA not in query


@pytest.mark.parametrize("nonce", [-1, 0, 2**128])
def test_nonce_out_of_range(nonce):
    with pytest.raises(Invalid):
        request(DATA, nonce=nonce)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (OURS.answer(QUERY, digest=sha256(b"another checkpoint").digest()), "something else"),
        (OURS.answer(QUERY, algorithm=bytes.fromhex("300d06096086480165030402030500")), "not over a SHA-256"),
        (OURS.answer(QUERY, nonce=NONCE ^ 1), "nonce"),
        (OURS.answer(QUERY, nonce=None), "nonce"),
        (OURS.answer(QUERY, message_digest=bytes(32)), "its signature does not match"),
        (OURS.answer(QUERY, signature=bytes(70)), "its signature does not match"),
        (OURS.answer(QUERY, certificates=[]), "not signed"),
        (OURS.answer(QUERY, certificates=[OURS.root.public_bytes(Encoding.DER)]), "not signed"),
        (OURS.answer(QUERY, status=1), "did not grant"),
        (OURS.answer(QUERY, status=2), "did not grant"),
        (OURS.answer(request(b"other", nonce=NONCE)), "something else"),
        (Authority(name="Somebody Else").answer(QUERY), "unable to get local issuer"),
        (Authority(valid=(NOW - 9 * DAY, NOW - DAY), root=OURS).answer(QUERY), "certificate has expired"),
        (Authority(valid=(NOW + DAY, NOW + 9 * DAY), root=OURS).answer(QUERY), "certificate is not yet valid"),
    ],
    ids=[
        "wrong imprint",
        "imprint of another hash",
        "wrong nonce",
        "nonce left out",
        "another content than was signed",
        "no signature",
        "certificate left out",
        "certificate of another",
        "granted with changes",
        "refused",
        "answer to another question",
        "untrusted root",
        "certificate expired before",
        "certificate not yet valid",
    ],
)
def test_wrong_answer_is_not_verified(answer, says):
    with pytest.raises(Unverified) as error:
        verify_timestamp(answer, data=DATA, roots=ROOTS, nonce=NONCE)
    assert says in error.value.what


def test_certificate_that_has_expired_since_is_good_for_what_it_stamped_before():
    expired = Authority(valid=(NOW - 9 * DAY, NOW - DAY), root=OURS)
    in_time = expired.answer(QUERY, now=NOW - 2 * DAY)
    assert verify_timestamp(in_time, data=DATA, roots=ROOTS).time == NOW - 2 * DAY


@pytest.mark.parametrize(
    ("purpose", "critical"),
    [(None, True), (ExtendedKeyUsageOID.CODE_SIGNING, True), (ExtendedKeyUsageOID.TIME_STAMPING, False)],
    ids=["no purpose", "another purpose", "purpose that is not critical"],
)
def test_certificate_that_is_not_for_timestamping(purpose, critical):
    other = Authority(purpose=purpose, purpose_is_critical=critical)
    with pytest.raises(Unverified) as error:
        verify_timestamp(other.answer(QUERY), data=DATA, roots=read_roots(other.roots))
    assert "unsuitable certificate purpose" in error.value.what


def test_without_roots_nothing_is_trusted():
    with pytest.raises(Unverified, match="no root"):
        verify_timestamp(ANSWER, data=DATA, roots=())


def test_every_shorter_answer_is_invalid():
    for length in range(len(ANSWER)):
        with pytest.raises(Invalid):
            verify_timestamp(ANSWER[:length], data=DATA, roots=ROOTS)


@pytest.mark.parametrize(
    "answer",
    [
        ANSWER + b"\0",
        ANSWER + ANSWER,
        ANSWER + bytes(MAX_RESPONSE_SIZE),
        b"\x30\x80" + ANSWER[4:] + b"\0\0",
        OURS.answer(QUERY, certificates=[b"\x30\x00"]),
        b"none",
    ],
    ids=["one byte more", "twice", "oversize", "of unstated length", "certificate that is none", "no DER"],
)
def test_what_is_no_answer_is_invalid(answer):
    with pytest.raises(Invalid):
        verify_timestamp(answer, data=DATA, roots=ROOTS)


def test_a_changed_bit_is_found_or_changes_nothing_that_is_said():
    said = verify_timestamp(ANSWER, data=DATA, roots=ROOTS)
    found = 0
    for place in range(len(ANSWER)):
        changed = bytearray(ANSWER)
        changed[place] ^= 1 << place % 8
        try:
            assert verify_timestamp(bytes(changed), data=DATA, roots=ROOTS) == said
        except (Invalid, Unverified):
            found += 1
    assert found > len(ANSWER) * 0.9


@pytest.mark.parametrize(
    "pem",
    [
        b"",
        b"no certificate",
        OURS.roots[:-40],
        OURS.roots.replace(b"MII", b"AII"),
        OURS.roots + b"\n" * MAX_ROOTS_SIZE,
    ],
    ids=["nothing", "text", "cut short", "no DER", "oversize"],
)
def test_roots_that_cannot_be_read(pem):
    with pytest.raises(Invalid):
        read_roots(pem)


def test_a_root_given_twice_counts_once():
    assert read_roots(OURS.roots * 2) == ROOTS


def test_without_the_package_it_says_how_to_get_it(monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert not timestamp.can_check()
    with pytest.raises(Unavailable) as error:
        verify_timestamp(ANSWER, data=DATA, roots=ROOTS)
    assert error.value.next_step == "pip install 'tallystick[timestamp]'"


def test_the_answer_of_openssl_holds(tmp_path: Path):
    program = shutil.which("openssl")
    if program is None:
        absent("openssl", remedy="apt-get install openssl")
    now = dt.datetime.now(dt.UTC)
    authority = Authority(valid=(now - DAY, now + DAY))
    (tmp_path / "key.pem").write_bytes(authority.key_pem)
    (tmp_path / "certificate.pem").write_bytes(authority.certificate.public_bytes(Encoding.PEM))
    (tmp_path / "query").write_bytes(QUERY)
    (tmp_path / "serial").write_text("01\n")
    (tmp_path / "config").write_text(
        "[ tsa ]\ndefault_tsa = ours\n[ ours ]\nserial = serial\ndefault_policy = 1.2.3.4.1\ndigests = sha256\n"
        "signer_digest = sha256\naccuracy = secs:1\ness_cert_id_alg = sha256\nsigner_cert = certificate.pem\n"
        "signer_key = key.pem\n"
    )
    command = [program, "ts", "-reply", "-config", "config", "-queryfile", "query", "-out", "answer"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer = (tmp_path / "answer").read_bytes()
    proved = verify_timestamp(answer, data=DATA, roots=read_roots(authority.roots), nonce=NONCE)
    assert abs(proved.time - now) < dt.timedelta(minutes=5)


def test_openssl_accepts_our_authority_too(tmp_path: Path):
    """The rig makes answers that another program takes for right, so the wrong ones are wrong in one point only."""
    program = shutil.which("openssl")
    if program is None:
        absent("openssl", remedy="apt-get install openssl")
    (tmp_path / "roots.pem").write_bytes(OURS.roots)
    (tmp_path / "data").write_bytes(DATA)
    (tmp_path / "answer.tsr").write_bytes(ANSWER)
    command = [program, "ts", "-verify", "-data", "data", "-in", "answer.tsr", "-CAfile", "roots.pem"]
    at = ["-attime", str(int(NOW.timestamp()))]
    done = subprocess.run([*command, *at], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

# SPDX-License-Identifier: Apache-2.0
"""The evidence profile against dkimpy, an independent implementation: what we accept, it must accept too."""

from datetime import UTC, datetime

import pytest

dkim = pytest.importorskip("dkim", reason="dkimpy is part of the server extra, which the tests install")

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat  # noqa: E402

from tallystick.core.evidence.levels import Level  # noqa: E402
from tests.signer import compose_mail, key_records, private_key  # noqa: E402
from tests.unit.core.evidence.judged import judge  # noqa: E402
from tests.unit.core.evidence.mutants import mutants, seeds  # noqa: E402
from tests.unit.core.evidence.oracle import dkimpy_accepts  # noqa: E402

COUNT = 12_000


@pytest.mark.parametrize("seed", seeds(), ids=lambda seed: seed.name)
def test_both_accept_every_good_mail(seed) -> None:
    assert dkimpy_accepts(seed.raw, keys=seed.keys)
    assert judge(seed.raw, keys=seed.keys).worth is Level.DOMAIN


@pytest.mark.parametrize("header", [b"relaxed", b"simple"])
@pytest.mark.parametrize("body", [b"relaxed", b"simple"])
@pytest.mark.parametrize("text", ["We were  never\tasked. \r\n\r\n\r\n", "", "\r\n\r\n", " \t\r\n", "no line end"])
def test_we_accept_what_dkimpy_signs(header: bytes, body: bytes, text: str) -> None:
    pem = private_key("rsa-2048").private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    mail = compose_mail(
        body=text, extra=[("Reply-To", "ada@harbourtrust.example"), ("References", "<a@b.example>\r\n\t<c@d>")]
    )
    # t= is dkimpy's own clock, so the mail is received then.
    signed = dkim.sign(mail, b"s1", b"harbourtrust.example", pem, canonicalize=(header, body)) + mail
    stamp = int(dkim.util.parse_tag_value(signed.partition(b":")[2].partition(b"From:")[0])[b"t"])
    assert judge(signed, received=datetime.fromtimestamp(stamp, UTC)).worth is Level.DOMAIN


@pytest.mark.no_cover
def test_dkimpy_accepts_every_mutant_that_we_accept() -> None:
    ours = 0
    for origin, raw in mutants(count=COUNT, seed=3):
        if judge(raw, keys=origin.keys).signed:
            ours += 1
            assert dkimpy_accepts(raw, keys=origin.keys), raw
    # Enough were accepted for the comparison to mean something.
    assert ours > COUNT // 50


@pytest.mark.no_cover
def test_we_refuse_mutants_that_dkimpy_accepts() -> None:
    refused = sum(
        dkimpy_accepts(raw, keys=origin.keys) and not judge(raw, keys=origin.keys).signed
        for origin, raw in mutants(count=1_500, seed=4)
    )
    assert refused > 0


def test_the_same_records_are_used_by_both() -> None:
    assert not dkimpy_accepts(seeds()[0].raw, keys=key_records(key="rsa-2048/other"))
    assert judge(seeds()[0].raw, keys=key_records(key="rsa-2048/other")).level is Level.LINK

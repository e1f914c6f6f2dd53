# SPDX-License-Identifier: Apache-2.0
"""A time-stamping authority of our own: a root, a certificate for timestamping, and answers as wrong as a test needs.

The CMS around a token is written here byte by byte, so that every part can be made wrong; `openssl ts` makes one
right answer beside it in `tests/unit/core/evidence/test_timestamp.py`.
"""

import dataclasses
import datetime as dt
from hashlib import sha256
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

NOW = dt.datetime(2026, 11, 2, 9, 0, 20, tzinfo=dt.UTC)
_SHA256 = bytes.fromhex("300d06096086480165030402010500")
_ECDSA_SHA256 = bytes.fromhex("300a06082a8648ce3d040302")
_TST_INFO = bytes.fromhex("060b2a864886f70d0109100104")
_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
_CONTENT_TYPE = bytes.fromhex("06092a864886f70d010903")
_MESSAGE_DIGEST = bytes.fromhex("06092a864886f70d010904")
_SIGNING_CERTIFICATE_V2 = bytes.fromhex("060b2a864886f70d010910022f")
_POLICY = bytes.fromhex("06042a030401")


def der(tag: int, *parts: bytes) -> bytes:
    """Return a DER element."""
    content = b"".join(parts)
    size = len(content)
    if size < 128:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8)
    return bytes([tag, 0x80 | len(length)]) + length + content


def number(value: int) -> bytes:
    """Return a DER INTEGER of a number from 0."""
    return der(0x02, value.to_bytes(value.bit_length() // 8 + 1))


@dataclasses.dataclass(frozen=True)
class Request:
    """What a request asks for: the digest, its algorithm, and the nonce."""

    algorithm: bytes
    digest: bytes
    nonce: int


def read_request(query: bytes) -> Request:
    """Take apart a request as `tallystick.core.evidence.timestamp.request` writes it."""
    assert query[:5] == bytes([0x30, len(query) - 2, 2, 1, 1]), "a sequence of version 1"
    algorithm, rest = query[7 : 7 + len(_SHA256)], query[7 + len(_SHA256) :]
    assert rest[:2] == b"\x04\x20"
    assert rest[34] == 0x02
    return Request(algorithm, rest[2:34], int.from_bytes(rest[36 : 36 + rest[35]]))


class Authority:
    """A root and one certificate that signs tokens."""

    def __init__(
        self,
        *,
        name: str = "Fairhaven Time Authority",
        valid: tuple[dt.datetime, dt.datetime] = (NOW - dt.timedelta(days=30), NOW + dt.timedelta(days=330)),
        purpose: x509.ObjectIdentifier | None = ExtendedKeyUsageOID.TIME_STAMPING,
        purpose_is_critical: bool = True,
        root: "Authority | None" = None,
    ) -> None:
        """Make the keys and the certificates, under a root of its own or that of another authority."""
        self._root_key, self._key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        if root is None:
            issuer = _name(f"{name} Root")
            long = (dt.datetime(2015, 1, 1, tzinfo=dt.UTC), dt.datetime(2055, 1, 1, tzinfo=dt.UTC))
            builder = _certificate(issuer, issuer, self._root_key, long)
            builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            self.root = builder.sign(self._root_key, SHA256())
        else:
            self._root_key, self.root = root._root_key, root.root
        builder = _certificate(_name(name), self.root.subject, self._key, valid)
        builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        if purpose is not None:
            builder = builder.add_extension(x509.ExtendedKeyUsage([purpose]), critical=purpose_is_critical)
        self.certificate = builder.sign(self._root_key, SHA256())

    @property
    def roots(self) -> bytes:
        """Return the root in PEM."""
        return self.root.public_bytes(Encoding.PEM)

    @property
    def key_pem(self) -> bytes:
        """Return the signing key in PEM."""
        return self._key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def answer(self, query: bytes, *, now: dt.datetime = NOW, status: int = 0, **wrong: Any) -> bytes:
        """Return the answer to a request.

        ``wrong`` may hold other values than the right ones: ``digest``, ``algorithm``, ``nonce`` (None: left out),
        ``certificates``, ``message_digest``, ``signature``, ``accuracy`` (DER).
        """
        asked = read_request(query)
        if status > 1:
            return der(0x30, der(0x30, number(status)))
        nonce = wrong.get("nonce", asked.nonce)
        info = der(
            0x30,
            number(1),
            _POLICY,
            der(0x30, wrong.get("algorithm", asked.algorithm), der(0x04, wrong.get("digest", asked.digest))),
            number(4711),
            der(0x18, now.strftime("%Y%m%d%H%M%SZ").encode()),
            wrong.get("accuracy", der(0x30, number(1))),
            b"" if nonce is None else number(nonce),
        )
        return der(0x30, der(0x30, number(status)), self._token(info, wrong))

    def _token(self, info: bytes, wrong: dict[str, Any]) -> bytes:
        own = self.certificate.public_bytes(Encoding.DER)
        attributes = sorted(
            [
                der(0x30, _CONTENT_TYPE, der(0x31, _TST_INFO)),
                der(0x30, _MESSAGE_DIGEST, der(0x31, der(0x04, wrong.get("message_digest", sha256(info).digest())))),
                der(0x30, _SIGNING_CERTIFICATE_V2, der(0x31, der(0x30, der(0x30, der(0x30, _hashed(own)))))),
            ],
            key=lambda attribute: (len(attribute), attribute),
        )
        signature = self._key.sign(der(0x31, *attributes), ec.ECDSA(SHA256()))
        issuer = self.certificate.issuer.public_bytes()
        signer = der(
            0x30,
            number(1),
            der(0x30, issuer, number(self.certificate.serial_number)),
            _SHA256,
            der(0xA0, *attributes),
            _ECDSA_SHA256,
            der(0x04, wrong.get("signature", signature)),
        )
        signed = der(
            0x30,
            number(3),
            der(0x31, _SHA256),
            der(0x30, _TST_INFO, der(0xA0, der(0x04, info))),
            der(0xA0, *wrong.get("certificates", [own])),
            der(0x31, signer),
        )
        return der(0x30, _SIGNED_DATA, der(0xA0, signed))


def _hashed(certificate: bytes) -> bytes:
    return der(0x04, sha256(certificate).digest())


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, valid: tuple[dt.datetime, dt.datetime]
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(valid[0])
        .not_valid_after(valid[1])
    )

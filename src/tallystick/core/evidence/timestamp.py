# SPDX-License-Identifier: Apache-2.0
"""Timestamps: somebody else's signed word that certain bytes existed at a certain time.

A reader chooses whose word that is: the root certificates are given, never taken from the token. The certificates are
judged at the time that the token states, since files are kept for longer than certificates last. The bytes of a token
can be varied a little without making it wrong, so they identify nothing.

Reading a token needs the package rfc3161-client, the extra ``timestamp``: CMS signatures and certificate paths are not
written anew here. Asking for one does not.
Source: RFC 3161, https://www.rfc-editor.org/rfc/rfc3161; RFC 5816, https://www.rfc-editor.org/rfc/rfc5816
"""

import importlib.util
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from cryptography.x509 import Certificate, DuplicateExtension, load_der_x509_certificate, load_pem_x509_certificates

from tallystick.core.errors import Invalid, Unavailable, Unverified

if TYPE_CHECKING:
    from rfc3161_client import TimeStampResponse, TimeStampTokenInfo

MAX_RESPONSE_SIZE: Final = 65_536
MAX_ROOTS_SIZE: Final = 1_000_000
#: Random bits of a nonce.
NONCE_BITS: Final = 128
INSTALL: Final = "pip install 'tallystick[timestamp]'"

_RULE: Final = "RFC 3161, section 2.4.2"
_VERIFY_ERROR: Final = re.compile(r"Verify error: ?([^\"]+)")
_SHA256: Final = "2.16.840.1.101.3.4.2.1"
_GRANTED: Final = 0
#: AlgorithmIdentifier of SHA-256 with NULL parameters, in DER (RFC 3370 section 2.1, RFC 5754 section 2).
_SHA256_ALGORITHM: Final = bytes.fromhex("300d06096086480165030402010500")


@dataclass(frozen=True, slots=True, kw_only=True)
class Timestamp:
    """What a token proves: the bytes existed at ``time`` (UTC), says ``authority``.

    Attributes:
        time: by the authority's clock.
        accuracy: by how much that clock may be wrong; None where the token does not say.
        authority: the subject of the certificate that signed, RFC 4514.
        policy: the object identifier of the policy under which it was issued.
        serial: its number at that authority.
    """

    time: datetime
    accuracy: timedelta | None
    authority: str
    policy: str
    serial: int


def can_check() -> bool:
    """Return whether the package that reads tokens is installed."""
    return importlib.util.find_spec("rfc3161_client") is not None


def request(data: bytes, *, nonce: int) -> bytes:
    """Return the request for a timestamp of ``data``, in DER (RFC 3161 section 2.4.1).

    Only the SHA-256 of ``data`` is in it. The answer is asked to carry the certificate that signs it.

    Args:
        data: what is to be stamped.
        nonce: random, from 1 to below 2^128; the answer repeats it.

    Raises:
        Invalid: the nonce is outside of that.
    """
    if not 0 < nonce < 1 << NONCE_BITS:
        raise Invalid("a nonce is a number from 1 to below 2^128", rule="RFC 3161, section 2.4.1")
    imprint = _der(0x30, _SHA256_ALGORITHM + _der(0x04, sha256(data).digest()))
    number = _der(0x02, nonce.to_bytes(nonce.bit_length() // 8 + 1))
    return _der(0x30, _der(0x02, b"\x01") + imprint + number + _der(0x01, b"\xff"))


def read_roots(pem: bytes) -> tuple[Certificate, ...]:
    """Return the certificates of a PEM file: the roots that a reader trusts, and intermediate ones.

    Raises:
        Invalid: too large, or not certificates in PEM.
    """
    rule = "Roots are certificates in PEM, one after the other."
    if len(pem) > MAX_ROOTS_SIZE:
        raise Invalid(f"the roots have {len(pem)} bytes, more than {MAX_ROOTS_SIZE}", rule=rule)
    try:
        return tuple(dict.fromkeys(load_pem_x509_certificates(pem)))
    except ValueError as error:
        raise Invalid("the roots cannot be read", rule=rule, next_step="Ask the authority for its root.") from error


def verify_timestamp(
    response: bytes, *, data: bytes, roots: Sequence[Certificate], nonce: int | None = None
) -> Timestamp:
    """Check an authority's answer, offline.

    1. It is one answer in DER, and says "granted".
    2. It stamps the SHA-256 of ``data``. Where ``nonce`` is given, it repeats it.
    3. Its signature is by a certificate inside it, whose path ends in one of ``roots`` and was valid at its time.
    4. That certificate is for timestamping, and critically for nothing else (RFC 3161 section 2.3).

    Args:
        response: the answer (TimeStampResp).
        data: what was to be stamped.
        roots: whom the reader trusts, as `read_roots` returns them.
        nonce: that of the request, if it is at hand.

    Raises:
        Unavailable: the package that reads tokens is not installed.
        Invalid: it cannot be read.
        Unverified: one of the other steps fails.
    """
    answer = _read(response)
    info = _info(answer)
    if info.message_imprint.hash_algorithm.dotted_string != _SHA256:
        raise Unverified("the timestamp is not over a SHA-256", rule=_RULE)
    if info.message_imprint.message != sha256(data).digest():
        raise Unverified("the timestamp is of something else", rule=_RULE)
    if nonce is not None and info.nonce != nonce:
        raise Unverified("the timestamp answers another request: its nonce is another", rule=_RULE)
    _check_signature(answer, data=data, roots=roots)
    return Timestamp(
        time=info.gen_time.astimezone(UTC),
        accuracy=_accuracy(info),
        authority=_signer(answer).subject.rfc4514_string(),
        policy=info.policy.dotted_string,
        serial=info.serial_number,
    )


def _der(tag: int, content: bytes) -> bytes:
    """Return an element of at most 127 bytes; a request has no longer one."""
    return bytes([tag, len(content)]) + content


def _read(response: bytes) -> "TimeStampResponse":
    if not can_check():
        raise Unavailable(
            "timestamps cannot be checked: the package rfc3161-client is not installed", next_step=INSTALL
        )
    from rfc3161_client import decode_timestamp_response  # noqa: PLC0415 (an extra)

    if len(response) > MAX_RESPONSE_SIZE:
        raise Invalid(f"a timestamp of {len(response)} bytes is more than {MAX_RESPONSE_SIZE}", rule=_RULE)
    try:
        answer = decode_timestamp_response(response)
        status = answer.status
    except (ValueError, TypeError) as error:
        raise Invalid("the timestamp cannot be read: it is no answer of an authority in DER", rule=_RULE) from error
    if status != _GRANTED:
        raise Unverified(f"the authority did not grant the timestamp (status {status})", rule=_RULE)
    return answer


def _info(answer: "TimeStampResponse") -> "TimeStampTokenInfo":
    try:
        info = answer.tst_info
        # Read once here, as each of them can fail.
        _ = (info.message_imprint.message, info.nonce, info.gen_time, info.policy, info.serial_number, info.accuracy)
    except (ValueError, TypeError, OverflowError) as error:
        raise Invalid("the timestamp cannot be read: it does not say what was stamped when", rule=_RULE) from error
    return info


def _check_signature(answer: "TimeStampResponse", *, data: bytes, roots: Sequence[Certificate]) -> None:
    from rfc3161_client import VerificationError, VerifierBuilder  # noqa: PLC0415 (an extra)

    if not roots:
        raise Unverified("no root is given by which the timestamp could be trusted", next_step="Give --tsa-roots.")
    try:
        VerifierBuilder(roots=list(roots)).build().verify(answer, sha256(data).digest())
    except (VerificationError, ValueError, TypeError, DuplicateExtension) as error:
        raise Unverified(
            f"the timestamp is not signed as it must be: {_reason(error)}",
            rule="A certificate for timestamping, under a root that you trust and valid at the time stamped, signs it.",
            next_step="Compare the roots with those that the authority publishes.",
        ) from error


def _reason(error: Exception) -> str:
    """Return what was found wrong, without the places in the source of OpenSSL that come with it."""
    found = _VERIFY_ERROR.search(str(error))
    if found is not None:
        return found[1]
    return "its signature does not match" if "pkcs7" in str(error) else str(error)


def _signer(answer: "TimeStampResponse") -> Certificate:
    """Return the certificate that signed, as `_check_signature` has found it."""
    (signer,) = answer.signed_data.signer_infos
    found = [load_der_x509_certificate(data) for data in answer.signed_data.certificates]
    return next(one for one in found if (one.issuer, one.serial_number) == (signer.issuer, signer.serial_number))


def _accuracy(info: "TimeStampTokenInfo") -> timedelta | None:
    stated = info.accuracy
    if stated is None:
        return None
    return timedelta(seconds=stated.seconds or 0, milliseconds=stated.millis or 0, microseconds=stated.micros or 0)

# SPDX-License-Identifier: Apache-2.0
import base64

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from tallystick.core.errors import Invalid
from tallystick.core.evidence import keyrecord
from tallystick.core.evidence.keyrecord import find_record, read_key
from tallystick.core.evidence.verdict import Rejected
from tests.signer import key_record, private_key, public_bytes

OWNER = "s1._domainkey.harbourtrust.example"
GOOD = key_record()
PACKED = GOOD.partition("p=")[2]


def p(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def der(tag: int, content: bytes) -> bytes:
    size = len(content)
    length = bytes([size]) if size < 128 else bytes([0x81, size] if size < 256 else [0x82, size >> 8, size & 255])
    return bytes([tag]) + length + content


def rsa_key(modulus: int, exponent: int = 65537) -> str:
    """Return ``p=`` of an RSA key in the PKCS #1 form, however weak."""
    numbers = (n.to_bytes(n.bit_length() // 8 + 1, "big") for n in (modulus, exponent))
    return p(der(0x30, b"".join(der(2, number) for number in numbers)))


READ = {
    "plain": (GOOD, ("rsa", 2048, False)),
    "no version, no kind": (f"p={PACKED}", ("rsa", 2048, False)),
    "notes and unknown tags": (f"v=DKIM1; n=made for tests; x=1; p={PACKED};", ("rsa", 2048, False)),
    "white space in the key": (f"v=DKIM1; p={PACKED[:60]} \t{PACKED[60:]}", ("rsa", 2048, False)),
    "subdomains forbidden": (f"v=DKIM1; t=s; p={PACKED}", ("rsa", 2048, True)),
    "unknown flags": (f"v=DKIM1; t=z : q; p={PACKED}", ("rsa", 2048, False)),
    "SHA-256 among hashes": (f"v=DKIM1; h=sha1 : sha256; p={PACKED}", ("rsa", 2048, False)),
    "for mail": (f"v=DKIM1; s=email; p={PACKED}", ("rsa", 2048, False)),
    "for all services": (f"v=DKIM1; s=other:*; p={PACKED}", ("rsa", 2048, False)),
    "PKCS #1 form": (f"p={rsa_key(private_key('rsa-2048').public_key().public_numbers().n)}", ("rsa", 2048, False)),
    "1024 bits": (key_record("rsa-1024"), ("rsa", 1024, False)),
    "Ed25519": (key_record("ed25519"), ("ed25519", 256, False)),
}


@pytest.mark.parametrize(("record", "expected"), READ.values(), ids=READ)
def test_key_records(record: str, expected: tuple[str, int, bool]) -> None:
    key = read_key(record)
    assert (key.kind, key.bits, key.exact_domain) == expected


def test_only_short_rsa_keys_are_weak() -> None:
    assert read_key(key_record("rsa-1024")).weak
    assert not read_key(GOOD).weak
    assert not read_key(key_record("ed25519")).weak


P256 = (
    ec.derive_private_key(7, ec.SECP256R1()).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
)
REFUSED = {
    "not a tag list": ("hello", "key-malformed"),
    "empty": ("", "key-malformed"),
    "not ASCII": (f"n=caf\u00e9; p={PACKED}", "key-malformed"),
    "another version": (f"v=DKIM2; p={PACKED}", "key-malformed"),
    "version not first": (f"k=rsa; v=DKIM1; p={PACKED}", "key-malformed"),
    "no key": ("v=DKIM1; k=rsa", "key-malformed"),
    "revoked": ("v=DKIM1; p=", "key-revoked"),
    "testing": (f"v=DKIM1; t=y; p={PACKED}", "key-testing"),
    "testing among flags": (f"v=DKIM1; t=s : y; p={PACKED}", "key-testing"),
    "only SHA-1": (f"v=DKIM1; h=sha1; p={PACKED}", "key-hash"),
    "no hash": (f"v=DKIM1; h=; p={PACKED}", "key-hash"),
    "for another service": (f"v=DKIM1; s=tlsrpt; p={PACKED}", "key-service"),
    "not base64": ("v=DKIM1; p=????", "key-malformed"),
    "base64 cut off": (f"v=DKIM1; p={PACKED[:-1]}", "key-malformed"),
    "not DER": (f"v=DKIM1; p={p(b'hello')}", "key-malformed"),
    "another kind of key": (f"v=DKIM1; p={p(P256)}", "key-mismatch"),
    "RSA said to be Ed25519": (f"v=DKIM1; k=ed25519; p={PACKED}", "key-malformed"),
    "Ed25519 said to be RSA": (f"v=DKIM1; k=rsa; p={p(public_bytes('ed25519'))}", "key-malformed"),
    "Ed25519 with no kind said": (f"v=DKIM1; p={p(public_bytes('ed25519'))}", "key-malformed"),
    "unknown kind": (f"v=DKIM1; k=dsa; p={PACKED}", "key-kind"),
    "kind in capitals": (f"v=DKIM1; k=RSA; p={PACKED}", "key-kind"),
    "Ed25519 too short": (f"v=DKIM1; k=ed25519; p={p(bytes(31))}", "key-malformed"),
    "768 bits": (f"v=DKIM1; p={rsa_key(2**768 - 1)}", "key-size"),
    "1023 bits": (f"v=DKIM1; p={rsa_key(2**1023 - 1)}", "key-size"),
    "8200 bits": (f"v=DKIM1; p={rsa_key(2**8200 - 1)}", "key-size"),
    "exponent 1": (f"v=DKIM1; p={rsa_key(2**2048 - 1, 1)}", "key-malformed"),
    "even exponent": (f"v=DKIM1; p={rsa_key(2**2048 - 1, 65536)}", "key-malformed"),
}


@pytest.mark.parametrize(("record", "problem"), REFUSED.values(), ids=REFUSED)
def test_keys_that_prove_nothing(record: str, problem: str) -> None:
    with pytest.raises(Rejected) as refusal:
        read_key(record)
    assert refusal.value.problem.id == problem


def order_of(packed: bytes) -> int:
    """Return the order (1 to 8) of a point of Ed25519 given by its bytes, or 0 where it is larger."""
    prime = 2**255 - 19
    d = -121665 * pow(121666, -1, prime) % prime
    y = int.from_bytes(packed, "little") & (2**255 - 1)
    square = (y * y - 1) * pow(d * y * y + 1, -1, prime) % prime
    x = pow(square, (prime + 3) // 8, prime)
    if (x * x - square) % prime:
        x = x * pow(2, (prime - 1) // 4, prime) % prime
    assert (x * x - square) % prime == 0
    point = start = (x, y % prime)
    for order in range(1, 9):
        if point == (0, 1):
            return order
        (x1, y1), (x2, y2) = point, start
        t = d * x1 * x2 * y1 * y2
        point = (
            (x1 * y2 + x2 * y1) * pow(1 + t, -1, prime) % prime,
            (y1 * y2 + x1 * x2) * pow(1 - t, -1, prime) % prime,
        )
    return 0


def test_points_of_small_order_are_refused() -> None:
    for point in keyrecord._SMALL_ORDER:
        assert order_of(point) in (1, 2, 4, 8)
        with pytest.raises(Rejected):
            read_key(f"v=DKIM1; k=ed25519; p={p(point)}")
    assert order_of(public_bytes("ed25519")) == 0


@given(st.one_of(st.text(max_size=60), st.binary(max_size=60).map(lambda raw: f"v=DKIM1; p={p(raw)}")))
def test_any_text_is_a_key_or_refused(record: str) -> None:
    try:
        read_key(record)
    except Rejected as refusal:
        problem = refusal.problem
    assert problem.text.endswith(".")


def test_a_signature_of_another_key_is_wrong() -> None:
    for name in ("rsa-2048", "ed25519"):
        with pytest.raises(Rejected) as refusal:
            read_key(key_record(name)).check(signature=bytes(64), data=b"header")
        assert refusal.value.problem.id == "signature-wrong"


@pytest.mark.parametrize("name", [OWNER, OWNER + ".", OWNER.upper(), "S1._DomainKey.HarbourTrust.Example."])
def test_a_record_is_found_by_its_name(name: str) -> None:
    assert find_record({"other.example": ["x"], name: [GOOD]}, OWNER) == GOOD


@pytest.mark.parametrize(
    ("keys", "problem"),
    [
        ({}, "key-missing"),
        ({OWNER: []}, "key-missing"),
        ({OWNER + ".search.example": [GOOD]}, "key-missing"),
        ({"x" + OWNER[1:]: [GOOD]}, "key-missing"),
        ({OWNER.replace("k", "\u212a"): [GOOD]}, "key-missing"),
        ({OWNER: [GOOD, GOOD]}, "key-ambiguous"),
        ({OWNER: [GOOD, "v=spf1 -all"]}, "key-ambiguous"),
        ({OWNER: [GOOD], OWNER.upper(): [GOOD]}, "key-ambiguous"),
        ({OWNER: [GOOD], OWNER + ".": [GOOD]}, "key-ambiguous"),
        ({OWNER: [7]}, "key-malformed"),
        ({OWNER: ["x" * 4097]}, "key-malformed"),
    ],
)
def test_no_certain_record(keys: dict[str, list[str]], problem: str) -> None:
    with pytest.raises(Rejected) as refusal:
        find_record(keys, OWNER)
    assert refusal.value.problem.id == problem


@pytest.mark.parametrize("keys", [{OWNER: GOOD}, {OWNER: None}, {7: [GOOD]}, {OWNER: {GOOD}}])
def test_keys_of_another_shape_are_invalid(keys: dict[str, list[str]]) -> None:
    with pytest.raises(Invalid, match="lists of TXT records"):
        find_record(keys, OWNER)

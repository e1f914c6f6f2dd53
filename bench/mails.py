# SPDX-License-Identifier: Apache-2.0
"""Mails verified per second: the evidence profile against dkimpy, interleaved in one run on the same bytes.

    python -m bench.mails [--json] [--seconds 6]

Both get the key records in memory, so no DNS time is counted. dkimpy parses the key for each mail; the evidence profile
keeps parsed keys, which is what a service does that hears from the same organisations again, so it is also measured
with that cache emptied before each mail. Each figure is the best of several rounds of CPU time.
"""

import argparse
import base64
import importlib.util
import json
import sys
from collections.abc import Callable
from time import process_time
from types import SimpleNamespace
from typing import Any

import dkim
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from tallystick.core.evidence.dkim import verify
from tallystick.core.evidence.keyrecord import read_key
from tallystick.core.evidence.levels import Level
from tests.signer import RECEIVED, compose_mail, key_records, sign_like_m365

DOMAIN = "harbourtrust.example"
BATCH = 40
GOAL = 5.0


def short_mail(key: str) -> bytes:
    """Return the smallest plain reply: seven header fields and a line, about 0.9 kB, signed."""
    return sign_like_m365(compose_mail(), domain=DOMAIN, key=key)


def usual_mail(key: str) -> bytes:
    """Return a reply as a hosted mail service delivers it, about 17 kB: some 45 header fields, a text and an HTML part.

    The fields have the names, number and lengths usual in mail of Microsoft 365; their values are made up.
    """
    words = "the statement that was put to us, quoted line by line\r\n"
    part = '--=_part\r\nContent-Type: text/{0}; charset="utf-8"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n'
    text = part.format("plain") + "We were never asked.\r\n\r\nAda\r\n\r\n" + f"> {words}" * 20
    html = part.format("html") + "<p>We were never asked.</p>\r\n" + f'<p class="quoted" style="margin:0">{words}' * 40
    kind = 'multipart/alternative; boundary="=_part"'
    mail = compose_mail(body=f"{text}\r\n{html}\r\n--=_part--\r\n", content_type=kind)
    return _transport_fields() + sign_like_m365(mail, domain=DOMAIN, key=key)


def _transport_fields() -> bytes:
    def folded(name: str, size: int) -> str:
        text = "k=0123456789abcdef; " * (size // 20 + 1)
        return f"{name}: " + "\r\n ".join(text[at : at + 74].strip() for at in range(0, size, 74)) + "\r\n"

    long = {"ARC-Seal": 700, "ARC-Message-Signature": 900, "ARC-Authentication-Results": 200, "Thread-Index": 100}
    long |= {"X-MS-Exchange-AntiSpam-MessageData-0": 2400, "X-Microsoft-Antispam-Message-Info": 1800}
    long |= {"X-Forefront-Antispam-Report": 400, "X-Microsoft-Antispam": 140, "Authentication-Results": 200}
    short = [f"X-MS-Exchange-CrossTenant-Mark-{n}" for n in range(24)]
    hops = [folded("Received", 280) for _ in range(4)]
    fields = [folded(name, size) for name, size in long.items()] + [folded(name, 50) for name in short]
    return "".join(hops + fields).encode()


MAILS = {"usual": usual_mail, "short": short_mail}
KEYS = {"rsa_2048": "rsa-2048", "ed25519": "ed25519"}


def use_cryptography_for_ed25519() -> str:
    """Give dkimpy an Ed25519 where PyNaCl is missing, so that it can be compared; return which one it uses."""
    if importlib.util.find_spec("nacl") is not None:
        return "PyNaCl"

    class VerifyKey:
        def __init__(self, key: bytes, encoder: object) -> None:  # noqa: ARG002 - as PyNaCl spells it
            self._key = Ed25519PublicKey.from_public_bytes(base64.b64decode(key))

        def verify(self, data: bytes, signature: bytes) -> None:
            self._key.verify(signature, data)

    dkim.nacl = SimpleNamespace(
        signing=SimpleNamespace(VerifyKey=VerifyKey),
        encoding=SimpleNamespace(Base64Encoder=None),
        exceptions=SimpleNamespace(ValueError=ValueError, BadSignatureError=ArithmeticError),
    )
    return "cryptography (PyNaCl is not installed)"


def contenders(raw: bytes, key: str) -> dict[str, Callable[[], None]]:
    """Return what is timed: each verifies one mail and fails loudly if it does not accept it."""
    keys = key_records(domain=DOMAIN, selectors=("selector1",), key=key)
    records = {name.encode() + b".": text[0].encode() for name, text in keys.items()}

    def ours() -> None:
        verdict = verify(raw, keys=keys, received=RECEIVED, pinned_domain=DOMAIN)
        assert verdict.level is Level.DOMAIN

    def ours_uncached() -> None:
        read_key.cache_clear()
        ours()

    def theirs() -> None:
        assert dkim.verify(raw, dnsfunc=lambda name, **_: records[name])

    return {"tallystick": ours, "tallystick_key_cache_emptied": ours_uncached, "dkimpy": theirs}


def race(raw: bytes, key: str, *, seconds: float) -> dict[str, float]:
    """Return mails per CPU second for each contender, taking turns for about ``seconds``."""
    field = contenders(raw, key)
    best = dict.fromkeys(field, float("inf"))
    end = process_time() + seconds
    while process_time() < end:
        for name, run in field.items():
            start = process_time()
            for _ in range(BATCH):
                run()
            best[name] = min(best[name], (process_time() - start) / BATCH)
    rates = {name: round(1 / cost) for name, cost in best.items()}
    cached, emptied = best["dkimpy"] / best["tallystick"], best["dkimpy"] / best["tallystick_key_cache_emptied"]
    return {"bytes": len(raw)} | rates | {"ratio": round(cached, 2), "ratio_key_cache_emptied": round(emptied, 2)}


def hostile_body() -> dict[str, float]:
    """Return CPU seconds for a legal 2 MB body of lines of spaces, on which regular expressions can run away."""
    mail = compose_mail(body=(" " * 990 + "x\r\n") * 2000)
    raw, keys = sign_like_m365(mail, domain=DOMAIN), key_records(domain=DOMAIN)
    records = {name.encode() + b".": text[0].encode() for name, text in keys.items()}
    start = process_time()
    verify(raw, keys=keys, received=RECEIVED, pinned_domain=DOMAIN)
    middle = process_time()
    dkim.verify(raw, dnsfunc=lambda name, **_: records[name])
    return {"tallystick_s": round(middle - start, 4), "dkimpy_s": round(process_time() - middle, 4)}


def measure(*, seconds: float = 8.0) -> dict[str, Any]:
    """Return all figures of this bench as one JSON-able object."""
    backend = use_cryptography_for_ed25519()
    share = seconds / len(MAILS) / len(KEYS)
    results = {
        f"{size}_{name}": race(make(key), key, seconds=share)
        for size, make in MAILS.items()
        for name, key in KEYS.items()
    }
    return {
        "bench": "mails",
        "unit": "mails verified per CPU second, best round, taking turns in one process",
        "goal_ratio": GOAL,
        "dkimpy_ed25519": backend,
        "note": "ratio uses tallystick's cache of parsed keys; dkimpy has none. ratio_key_cache_emptied does without.",
        "results": results,
        "hostile_body_2MB": hostile_body(),
    }


def main() -> int:
    """Print the figures; return 0."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--seconds", type=float, default=8.0)
    options = parser.parse_args()
    figures = measure(seconds=options.seconds)
    if options.json:
        print(json.dumps(figures))
        return 0
    for name, row in figures["results"].items():
        print(f"{name} ({row['bytes']} bytes): {row['tallystick']} mails/s, dkimpy {row['dkimpy']}: ", end="")
        print(f"{row['ratio']} times as many ({row['ratio_key_cache_emptied']} with no key cached)")
    print(f"Ed25519 in dkimpy by: {figures['dkimpy_ed25519']}. Goal: {GOAL} times as many with RSA-2048.")
    print(f"2 MB of lines of spaces, CPU seconds: {figures['hostile_body_2MB']}")
    return 0


if __name__ == "__main__":
    sys.exit(main())

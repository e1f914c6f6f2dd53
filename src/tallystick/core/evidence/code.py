# SPDX-License-Identifier: Apache-2.0
"""The statement code: how the Subject of a mail binds a verb to one exact text, and how that Subject is read back.

A request mail carries three ``mailto:`` links. Each prefills a Subject ``VERB REFERENCE CODE``; the code is a digest of
the verb, the reference and the salted statement, so that the signed Subject alone says what was answered to which
text. The reader is strict: a Subject that is not exactly that, after white space and ``Re:``, is unclear.
"""

import base64
import binascii
import hashlib
import re
from dataclasses import dataclass

from tallystick.core.errors import Invalid

VERBS = ("CONFIRM", "CORRECT", "DISPUTE")
CODE_LENGTH = 26  # base32 characters: 130 bits
SALT_LENGTH = 32  # bytes; fixed, so that no byte can move between salt and statement
MAX_SUBJECT = 998  # characters; the longest line of RFC 5322 section 2.1.1

_DOMAIN_SEPARATOR = b"tallystick/statement-code/v1\x00"
_REFERENCE = re.compile(r"TS-[0-9]{1,12}")
_CODE = re.compile(r"[A-Z2-7]{26}")
_SUBJECT = re.compile(r"(?:[Rr][Ee]: ?)*(CONFIRM|CORRECT|DISPUTE) (TS-[0-9]{1,12}) ([A-Za-z2-7]{26})")
_ENCODED = re.compile(r"((?:[Rr][Ee]: ?)*)((?:=\?[^?= ]+\?[BbQq]\?[^? ]*\?=)(?: =\?[^?= ]+\?[BbQq]\?[^? ]*\?=)*)")
_WORD = re.compile(r"=\?([^?= ]+)\?([BbQq])\?([^? ]*)\?=")
_CHARSETS = frozenset({"us-ascii", "ascii", "utf-8", "iso-8859-1", "iso-8859-15", "windows-1252"})
_RULE = "The Subject is exactly VERB REFERENCE CODE, for example CONFIRM TS-1234 and 26 letters and digits."
_NEXT = "Ask again: the answer is unclear until the Subject of the prepared mail comes back unchanged."


@dataclass(frozen=True, slots=True)
class Answer:
    """What a Subject says: one of ``VERBS``, a reference ``TS-<digits>``, a code in upper case."""

    verb: str
    reference: str
    code: str


def _check(verb: str, reference: str) -> None:
    if verb not in VERBS:
        raise Invalid(f"There is no answer called {verb!r}.", rule=f"The verbs are {', '.join(VERBS)}.")
    if not _REFERENCE.fullmatch(reference):
        raise Invalid(f"{reference!r} is not a reference.", rule="A reference is TS- and up to 12 digits.")


def statement_code(*, verb: str, reference: str, statement: str, salt: bytes) -> str:
    """Return the 26 base32 characters (RFC 4648 section 6) that bind ``verb`` to exactly this ``statement``.

    The first 130 bits of SHA-256 over a domain separator, the verb, a zero byte, the reference, a zero byte, the salt
    (``SALT_LENGTH`` bytes) and the statement in UTF-8. The statement is taken as it is: no normalisation.

    Raises ``Invalid`` for an unknown verb, a malformed reference, a salt of another length or text that is not Unicode.
    """
    _check(verb, reference)
    if len(salt) != SALT_LENGTH:
        raise Invalid(f"A salt of {len(salt)} bytes cannot be used.", rule=f"A salt has {SALT_LENGTH} bytes.")
    try:
        text = statement.encode("utf-8")
    except UnicodeEncodeError:
        raise Invalid("The statement holds a lone surrogate.", rule="A statement is Unicode text.") from None
    parts = (_DOMAIN_SEPARATOR, verb.encode(), b"\x00", reference.encode(), b"\x00", salt, text)
    return base64.b32encode(hashlib.sha256(b"".join(parts)).digest())[:CODE_LENGTH].decode("ascii")


def subject_line(*, verb: str, reference: str, code: str) -> str:
    """Return the Subject to prefill; raise ``Invalid`` unless ``parse_subject`` would read it back unchanged."""
    _check(verb, reference)
    if not _CODE.fullmatch(code):
        raise Invalid(f"{code!r} is not a statement code.", rule="A code is 26 characters of A-Z and 2-7.")
    return f"{verb} {reference} {code}"


def parse_subject(signed_subject: str) -> Answer:
    """Read a Subject taken from the signed view; raise ``Invalid`` ("unclear") for anything but one plain answer.

    Tolerated: one or several leading ``Re:`` in any case, surrounding, doubled and folded white space, a code in lower
    case. RFC 2047 encoded words are tolerated only when they make up the whole Subject (after ``Re:``) and decode to
    printable ASCII, which is then read by the same rule. Refused: other words before or after, two verbs, ``Fwd:``,
    ``AW:`` and the like.
    """
    if len(signed_subject) > MAX_SUBJECT:
        raise _unclear()
    found = _SUBJECT.fullmatch(signed_subject) or _SUBJECT.fullmatch(_plain(signed_subject))
    if found is None:
        raise _unclear()
    return Answer(verb=found[1], reference=found[2], code=found[3].upper())


def _unclear() -> Invalid:
    return Invalid("The Subject is unclear.", rule=_RULE, next_step=_NEXT)


def _plain(subject: str) -> str:
    plain = _single_spaced(subject)
    return _single_spaced(_decoded(plain)) if "=?" in plain else plain


def _single_spaced(text: str) -> str:
    # Not str.split(): that also drops no-break and other exotic spaces, which a mail program would show.
    return re.sub(r"[ \t]+", " ", re.sub(r"\r\n(?=[ \t])", "", text)).strip(" ")


def _decoded(text: str) -> str:
    found = _ENCODED.fullmatch(text)
    if found is None:
        raise _unclear()
    decoded = "".join(_decoded_word(*word.groups()) for word in _WORD.finditer(found[2]))
    if not decoded.isascii() or not decoded.isprintable() or "=?" in decoded:
        raise _unclear()
    return found[1] + decoded


def _decoded_word(charset: str, encoding: str, text: str) -> str:
    if charset.lower() not in _CHARSETS or not text:
        raise _unclear()
    try:
        if encoding in "Bb":
            raw = base64.b64decode(text, validate=True)
        else:
            raw = re.sub(
                rb"=([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), text.replace("_", " ").encode("ascii")
            )
        return raw.decode("ascii")
    except (binascii.Error, ValueError):
        raise _unclear() from None

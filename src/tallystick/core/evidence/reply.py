# SPDX-License-Identifier: Apache-2.0
"""The words an organisation wrote above the marker line of a prepared mail. For display only: they decide nothing.

The layout of a mail (Content-Type) is often unsigned, so whoever carried the mail could have changed which part is
shown. Readers are told so. The raw bytes stay the evidence; here a copy is parsed, and its faults are tolerated.
"""

import email
import re
from email.message import Message
from email.policy import compat32

MARKER = "-- please leave this line and what follows --"
MAX_PARSED_BYTES = 1024 * 1024
MAX_WORDS = 20_000  # characters
MAX_NESTING = 16  # mentions of a boundary or an inner message: each level needs one, and the parser's work grows

# Codecs by the labels that mail programs use. Looking labels up in Python's registry would also find codecs that are
# slow, raise, or are no character sets.
_CODECS = {
    "us-ascii": "ascii",
    "ascii": "ascii",
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "koi8-r": "koi8-r",
    "koi8-u": "koi8-u",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5",
    "shift_jis": "shift_jis",
    "euc-jp": "euc_jp",
    "euc-kr": "euc_kr",
    "iso-2022-jp": "iso2022_jp",
} | {
    f"{label}{number}": f"{codec}{number}"
    for label, codec, numbers in (
        ("iso-8859-", "iso8859-", (*range(1, 12), *range(13, 17))),
        ("windows-", "cp", range(1250, 1259)),
    )
    for number in numbers
}
# Control characters, and the marks that turn the direction of text around.
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def words(raw: bytes) -> str | None:
    """Return the plain text above ``MARKER`` in a mail, quoted lines cut, at most ``MAX_WORDS`` characters.

    Returns None where there is no plain text, no marker line, nothing above it, or more structure or bytes than this
    reader looks at. Never raises, whatever the bytes.
    """
    lowered = raw[: MAX_PARSED_BYTES + 1].lower()
    if len(raw) > MAX_PARSED_BYTES or lowered.count(b"boundary") + lowered.count(b"message/") > MAX_NESTING:
        return None
    # The older policy on purpose: it leaves header values alone, so malformed ones cannot make it fail.
    text = _plain_text(email.message_from_bytes(raw, policy=compat32))
    return None if text is None else _above_marker(text)


def _plain_text(message: "Message[str, str]") -> str | None:
    for part in message.walk():
        if part.get_content_type() == "text/plain" and not part.is_multipart():
            payload = part.get_payload(decode=True)
            return _decoded(payload, part) if isinstance(payload, bytes) else None
    return None


def _decoded(payload: bytes, part: "Message[str, str]") -> str:
    label = (part.get_content_charset() or "utf-8").lower()
    return payload.decode(_CODECS.get(label, "utf-8"), "replace")


def _above_marker(text: str) -> str | None:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line.lstrip("> \t").rstrip() == MARKER:
            shown = _HIDDEN.sub("", "\n".join(lines)).strip()
            return shown[:MAX_WORDS] or None
        if not line.lstrip(" \t").startswith(">"):
            lines.append(line.rstrip())
    return None

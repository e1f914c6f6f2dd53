# SPDX-License-Identifier: Apache-2.0
"""Describes an evidence file: its digest, what it is by its bytes, and what about it calls for care.

A file alone is "Claimed by the body": it proves only its own wording since the day its digest was logged. The type is
taken from the bytes and the structure, by an allow-list; the name only has to agree. Nothing is executed or rendered.
"""

import hashlib
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from tallystick.core.errors import Invalid, Refused
from tallystick.core.evidence.message import read_message
from tallystick.core.evidence.verdict import Problem

MAX_FILE_BYTES = 25 * 1024 * 1024
MAX_MEMBERS = 2000
MAX_UNPACKED_BYTES = 100 * 1024 * 1024
MAX_INSPECTED_BYTES = 8 * 1024 * 1024

# Kind -> endings of names that agree with it.
KINDS: dict[str, tuple[str, ...]] = {
    "pdf": (".pdf",),
    "docx": (".docx",),
    "eml": (".eml",),
    "ics": (".ics",),
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "text": (".txt", ".md", ".csv", ".log"),
}
OTHER = "other"

_PDF_ACTIVE = {
    b"OpenAction": "an action when it is opened",
    b"JavaScript": "JavaScript",
    b"Launch": "a command to start a program",
    b"EmbeddedFile": "embedded files",
    b"EmbeddedFiles": "embedded files",
    b"RichMedia": "rich media",
    b"XFA": "an active form",
    b"SubmitForm": "a form that sends data",
}
# Two letters also turn up by chance in packed pictures, so these are looked for outside streams only.
_PDF_SHORT = {b"AA": "actions on events", b"JS": "JavaScript"}
_PDF_NAME = re.compile(rb"/([A-Za-z#][A-Za-z0-9#]{0,60})")
_PDF_ESCAPE = re.compile(rb"#([0-9A-Fa-f]{2})")
_PDF_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_MARKUP = re.compile(rb"\s{0,200}(?:<!doctype|<html|<head|<body|<script|<svg|<\?xml|\{\\rtf)", re.IGNORECASE)
_MAIL_START = re.compile(rb"[!-9;-~]{1,76}:[ \t\r\n]?")
_MAIL_FIELDS = re.compile(rb"^(?:from|date|received|message-id|return-path|subject):", re.IGNORECASE | re.MULTILINE)
_ZIP_FAULTS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
    OverflowError,
)


@dataclass(frozen=True, slots=True)
class FileEvidence:
    """What a file is: ``sha256`` in hexadecimal, ``size`` in bytes, ``kind`` of ``KINDS`` or ``OTHER``."""

    sha256: str
    size: int
    kind: str
    problems: tuple[Problem, ...]

    @property
    def allowed(self) -> bool:
        """Return whether the file is of an allowed kind and nothing about it calls for care."""
        return self.kind != OTHER and not self.problems


def describe(data: bytes, name: str, *, max_bytes: int = MAX_FILE_BYTES) -> FileEvidence:
    """Describe the file ``data`` that somebody called ``name``.

    Raises ``Invalid`` for an empty file and ``Refused`` for one of more than ``max_bytes``.
    """
    if not data:
        raise Invalid("The file is empty.", rule="Evidence has content.", next_step="Choose the file again.")
    if len(data) > max_bytes:
        raise Refused(f"The file has {len(data)} bytes.", rule=f"Evidence files have at most {max_bytes} bytes.")
    kind = _kind(data)
    problems = list(_INSPECTIONS[kind](data)) if kind in _INSPECTIONS else []
    if kind == OTHER:
        problems.append(Problem("type-not-allowed", "The file is of no allowed type (" + ", ".join(KINDS) + ")."))
    elif not name.lower().endswith(KINDS[kind]):
        problems.append(Problem("name-differs", "The type of the file does not match its name."))
    return FileEvidence(hashlib.sha256(data).hexdigest(), len(data), kind, tuple(problems))


def _kind(data: bytes) -> str:
    if data.startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"PK\x03\x04"):
        return "docx" if b"word/document.xml" in data else OTHER
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    return _text_kind(data)


def _text_kind(data: bytes) -> str:
    start = data[:4096].removeprefix(b"\xef\xbb\xbf")
    if re.match(rb"BEGIN:VCALENDAR\r?\n", start, re.IGNORECASE):
        return "ics"
    if _MARKUP.match(start):
        return OTHER
    if _MAIL_START.match(start) and len(_MAIL_FIELDS.findall(start)) >= 2:
        return "eml"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return OTHER
    return OTHER if re.search("[\x00-\x08\x0b\x0e-\x1f\x7f]", text) else "text"


def _inspect_pdf(data: bytes) -> Iterator[Problem]:
    names, whole = _pdf_names(data)
    short = _names_in(b" ".join(map(_outside, _PDF_STREAM.split(data))))
    active = {what for name, what in _PDF_ACTIVE.items() if name in names}
    active |= {what for name, what in _PDF_SHORT.items() if name in short}
    if active:
        yield Problem("pdf-active", f"The PDF holds {', '.join(sorted(active))}.")
    if b"Encrypt" in names:
        yield Problem("pdf-encrypted", "The PDF is encrypted, so it cannot be looked through.")
    if not whole:
        yield Problem("pdf-unreadable", "A part of the PDF cannot be unpacked, so it cannot be looked through.")
    end = data.rfind(b"%%EOF")
    if end < 0:
        yield Problem("pdf-cut", "The PDF has no end mark.")
    elif b"PK\x05\x06" in data or len(data) - end > 1024:
        yield Problem("second-file", "The PDF carries a second file or other data after its end.")


def _outside(piece: bytes) -> bytes:
    _, found, after = piece.partition(b"endstream")
    return after if found else piece


def _pdf_names(data: bytes) -> tuple[set[bytes], bool]:
    """Return the names used in a PDF (ISO 32000 section 7.3.5), object streams unpacked, and whether all were."""
    names = _names_in(data)
    whole, left = True, MAX_INSPECTED_BYTES
    for match in _PDF_STREAM.finditer(data) if b"ObjStm" in names else ():
        dictionary = data[max(0, match.start() - 500) : match.start()].rpartition(b"obj")[2]
        if b"ObjStm" not in _names_in(dictionary):
            continue
        text, complete = _unpacked(data[match.end() : data.find(b"endstream", match.end())], left)
        whole, left = whole and complete, left - len(text)
        names |= _names_in(text)
    return names, whole


def _unpacked(packed: bytes, limit: int) -> tuple[bytes, bool]:
    unpacker = zlib.decompressobj()
    try:
        text = unpacker.decompress(packed, limit) if limit else b""
    except zlib.error:
        text = b""
    return text, unpacker.eof


def _names_in(data: bytes) -> set[bytes]:
    return {_PDF_ESCAPE.sub(lambda code: bytes([int(code[1], 16)]), name) for name in set(_PDF_NAME.findall(data))}


def _inspect_docx(data: bytes) -> Iterator[Problem]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield from _inspect_members(archive)
    except _ZIP_FAULTS:
        yield Problem("zip-unreadable", "The document's container cannot be read.")


def _inspect_members(archive: zipfile.ZipFile) -> Iterator[Problem]:
    members = archive.infolist()
    names = [member.filename.lower().replace("\\", "/") for member in members]
    if not {"[content_types].xml", "word/document.xml"} <= set(names) or len(set(names)) != len(names):
        yield Problem("docx-structure", "The document lacks a part that Word documents have, or has one twice.")
    if len(members) > MAX_MEMBERS or sum(member.file_size for member in members) > MAX_UNPACKED_BYTES:
        yield Problem("zip-bomb", "The document would unpack to far more than a document needs.")
        return
    if any(name.endswith("vbaproject.bin") for name in names):
        yield Problem("docx-macros", "The document holds macros (vbaProject.bin).")
    if any(name.startswith("word/embeddings/") or "activex" in name for name in names):
        yield Problem("docx-embedded", "The document holds embedded objects.")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        yield Problem("zip-path", "The document's container names files outside itself.")
    if any(
        _is_external(archive, member) for member, name in zip(members, names, strict=True) if name.endswith(".rels")
    ):
        yield Problem("docx-external", "The document fetches parts from elsewhere when it is opened.")


def _is_external(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Return whether a relationships part loads something from outside (an ordinary hyperlink does not)."""
    with archive.open(member) as part:
        text = part.read(MAX_INSPECTED_BYTES).lower()
    if b"\x00" in text:  # UTF-16: Word reads it, this check does not
        return True
    tags = (tag for tag in text.split(b"<") if b"targetmode" in tag and b"/hyperlink" not in tag)
    return any(b"external" in tag or b"&" in tag for tag in tags)


def _inspect_png(data: bytes) -> Iterator[Problem]:
    if not data.endswith(b"IEND\xaeB`\x82"):
        yield Problem("second-file", "The picture is cut off or carries other data after its end.")


def _inspect_jpeg(data: bytes) -> Iterator[Problem]:
    if not data.rstrip(b"\x00").endswith(b"\xff\xd9"):
        yield Problem("second-file", "The picture is cut off or carries other data after its end.")


def _inspect_eml(data: bytes) -> Iterator[Problem]:
    try:
        read_message(data, max_bytes=MAX_FILE_BYTES)
    except Invalid as fault:
        yield Problem("not-a-strict-mail", fault.what)


def _inspect_ics(data: bytes) -> Iterator[Problem]:
    if not data.rstrip().upper().endswith(b"END:VCALENDAR") or b"\x00" in data:
        yield Problem("ics-cut", "The calendar file has no end mark.")


_INSPECTIONS = {
    "pdf": _inspect_pdf,
    "docx": _inspect_docx,
    "png": _inspect_png,
    "jpeg": _inspect_jpeg,
    "eml": _inspect_eml,
    "ics": _inspect_ics,
}

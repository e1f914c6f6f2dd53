# SPDX-License-Identifier: Apache-2.0
import hashlib
import io
import random
import zipfile
import zlib

import pytest

from tallystick.core.errors import Invalid, Refused
from tallystick.core.evidence import file
from tallystick.core.evidence.file import FileEvidence, describe
from tests.signer import compose_mail

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(17) + b"\x00\x00\x00\x00IEND\xaeB`\x82"
JPEG = b"\xff\xd8\xff\xe0" + bytes(20) + b"\xff\xd9"
ICS = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n"
CONTENT = "[Content_Types].xml"
DOCUMENT = "word/document.xml"


def docx(**parts: bytes) -> bytes:
    """Return a Word document; keyword names stand for member names, "__" for "/" and "_dot_" for "."."""
    members = {CONTENT: b"<Types/>", DOCUMENT: b"<document/>"}
    members |= {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    return packed(members)


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def problems(evidence: FileEvidence) -> list[str]:
    return [problem.id for problem in evidence.problems]


GOOD = {
    "minutes.pdf": (PDF, "pdf"),
    "Minutes.DOCX": (docx(), "docx"),
    "request.eml": (compose_mail(), "eml"),
    "meeting.ics": (ICS, "ics"),
    "board.png": (PNG, "png"),
    "board.jpg": (JPEG, "jpeg"),
    "board.jpeg": (JPEG + b"\x00\x00", "jpeg"),
    "call.txt": (b"We rang at noon.\n", "text"),
    "calls.csv": ("date,note\n2026-11-02,caf\u00e9\n".encode(), "text"),
    "call.md": (b"\xef\xbb\xbf# Call\n", "text"),
}


@pytest.mark.parametrize(("name", "data", "kind"), [(name, *rest) for name, rest in GOOD.items()])
def test_allowed_files(name: str, data: bytes, kind: str) -> None:
    evidence = describe(data, name)
    assert evidence == FileEvidence(hashlib.sha256(data).hexdigest(), len(data), kind, ())
    assert evidence.allowed


def test_a_file_alone_is_described_by_its_bytes_and_not_by_its_name() -> None:
    evidence = describe(PDF, "minutes.docx")
    assert evidence.kind == "pdf"
    assert problems(evidence) == ["name-differs"]
    assert not evidence.allowed


OTHER = {
    "web page named PDF": (b"<!DOCTYPE html><html></html>", "minutes.pdf"),
    "web page after white space": (b"\n\n <HTML>", "minutes.txt"),
    "script": (b"<script>alert(1)</script>", "note.txt"),
    "drawing": (b"<svg onload='x'/>", "board.png"),
    "XML": (b"<?xml version='1.0'?><x/>", "x.txt"),
    "rich text": (b"{\\rtf1 x}", "minutes.docx"),
    "program": (b"\x7fELF\x02\x01\x01\x00", "call.txt"),
    "bytes": (b"\xff\xfe\x00a", "call.txt"),
    "text with a control character": (b"a\x1b[2Jb", "call.txt"),
    "a container that is no document": (packed({"x.exe": b"MZ"}), "minutes.docx"),
    "PDF after other bytes": (b"x" + PDF + b"\x00", "minutes.pdf"),
}


@pytest.mark.parametrize(("data", "name"), OTHER.values(), ids=OTHER)
def test_files_of_no_allowed_type(data: bytes, name: str) -> None:
    evidence = describe(data, name)
    assert evidence.kind == file.OTHER
    assert problems(evidence) == ["type-not-allowed"]
    assert not evidence.allowed


def pdf(catalog: bytes, rest: bytes = b"") -> bytes:
    return PDF.replace(b"/Pages 2 0 R", catalog).replace(b"trailer", rest + b"trailer")


def object_stream(content: bytes, kind: bytes = b"/Type /ObjStm") -> bytes:
    return b"5 0 obj\n<< " + kind + b" /Filter /FlateDecode >>\nstream\n" + content + b"\nendstream\nendobj\n"


HIDDEN = zlib.compress(b"1 0 << /OpenAction 3 0 R >>")
PICTURE = b"6 0 obj\n<< /Subtype /Image >>\nstream\n\x00/AA \x01/JS \x02\nendstream\nendobj\n"
CAREFUL = {
    "PDF with an action on opening": (pdf(b"/OpenAction 3 0 R"), "x.pdf", ["pdf-active"]),
    "PDF with JavaScript": (pdf(b"/Names << /JavaScript 3 0 R >>"), "x.pdf", ["pdf-active"]),
    "PDF with JavaScript in disguise": (pdf(b"/#4aavaScript 3 0 R"), "x.pdf", ["pdf-active"]),
    "PDF with actions on events": (pdf(b"/AA << >>"), "x.pdf", ["pdf-active"]),
    "PDF with an embedded file": (pdf(b"/EmbeddedFiles 3 0 R"), "x.pdf", ["pdf-active"]),
    "PDF that starts a program": (pdf(b"/S /Launch"), "x.pdf", ["pdf-active"]),
    "PDF with an action in an object stream": (pdf(b"", object_stream(HIDDEN)), "x.pdf", ["pdf-active"]),
    "PDF with an action in a stream never ended": (pdf(b"") + b"stream\n /AA ", "x.pdf", ["pdf-active"]),
    "PDF with an object stream cut off": (
        pdf(b"", object_stream(HIDDEN[:-8])),
        "x.pdf",
        ["pdf-active", "pdf-unreadable"],
    ),
    "PDF with an object stream packed otherwise": (pdf(b"", object_stream(b"!!!!")), "x.pdf", ["pdf-unreadable"]),
    "PDF that is encrypted": (pdf(b"/Encrypt 3 0 R"), "x.pdf", ["pdf-encrypted"]),
    "PDF without an end": (PDF.replace(b"%%EOF", b""), "x.pdf", ["pdf-cut"]),
    "PDF with a container after its end": (PDF + packed({"x": b"y"}), "x.pdf", ["second-file"]),
    "PDF with much after its end": (PDF + b"\n" * 2000, "x.pdf", ["second-file"]),
    "document with macros": (docx(word__vbaProject_dot_bin=b"x"), "x.docx", ["docx-macros"]),
    "document with an embedded object": (docx(word__embeddings__ole1_dot_bin=b"x"), "x.docx", ["docx-embedded"]),
    "document with a path outside": (docx(**{".._dot_": b"x", "__etc__x": b"x"}), "x.docx", ["zip-path"]),
    "document with a path upwards": (
        packed({CONTENT: b"x", DOCUMENT: b"x", "word\\..\\..\\x": b"x"}),
        "x.docx",
        ["zip-path"],
    ),
    "document that fetches a template": (
        docx(word___rels__s_dot_rels=b'<Relationship Type="a/attachedTemplate" TargetMode="External"/>'),
        "x.docx",
        ["docx-external"],
    ),
    "document that fetches in disguise": (
        docx(word___rels__s_dot_rels=b'<Relationship Type="a/oleObject" TargetMode = "&#69;xternal"/>'),
        "x.docx",
        ["docx-external"],
    ),
    "document with relationships in another encoding": (
        docx(word___rels__s_dot_rels='<Relationship TargetMode="External"/>'.encode("utf-16")),
        "x.docx",
        ["docx-external"],
    ),
    "document without its list of types": (packed({DOCUMENT: b"x"}), "x.docx", ["docx-structure"]),
    "document with a part twice": (
        packed({CONTENT: b"x", DOCUMENT: b"x", "Word/document.xml": b"y"}),
        "x.docx",
        ["docx-structure"],
    ),
    "document with too many parts": (docx(**{f"p{n}": b"" for n in range(2000)}), "x.docx", ["zip-bomb"]),
    "document cut off": (docx()[:-30], "x.docx", ["zip-unreadable"]),
    "picture with other data after its end": (PNG + b"PK\x03\x04", "x.png", ["second-file"]),
    "photograph cut off": (JPEG[:-1], "x.jpg", ["second-file"]),
    "mail that is not strict": (compose_mail().replace(b"\r\n", b"\n"), "x.eml", ["not-a-strict-mail"]),
    "calendar cut off": (ICS[:20], "x.ics", ["ics-cut"]),
    "calendar with a zero byte": (ICS.replace(b"2.0", b"2\x000"), "x.ics", ["ics-cut"]),
    "calendar named text": (ICS, "x.txt", ["name-differs"]),
}


@pytest.mark.parametrize(("data", "name", "expected"), CAREFUL.values(), ids=CAREFUL)
def test_files_that_call_for_care(data: bytes, name: str, expected: list[str]) -> None:
    evidence = describe(data, name)
    assert evidence.kind != file.OTHER
    assert problems(evidence) == expected


def test_harmless_structure_is_not_blamed() -> None:
    link = b'<Relationship Type="a/hyperlink" TargetMode="External"/><Relationship Target="x" TargetMode="Internal"/>'
    assert describe(docx(word___rels__d_dot_rels=link), "x.docx").allowed
    assert describe(pdf(b"", PICTURE), "x.pdf").allowed
    streams = object_stream(zlib.compress(b"1 0 << /Type /Page >>")) + object_stream(b"raw", kind=b"/Type /XObject")
    assert describe(pdf(b"", streams), "x.pdf").allowed


def test_a_document_that_unpacks_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_UNPACKED_BYTES", 1000)
    assert problems(describe(docx(word__media__x=bytes(2000)), "x.docx")) == ["zip-bomb"]


def test_object_streams_that_unpack_to_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file, "MAX_INSPECTED_BYTES", 1000)
    bomb = object_stream(zlib.compress(b" " * 1000)) + object_stream(zlib.compress(b" " * 10))
    assert problems(describe(pdf(b"", bomb), "x.pdf")) == ["pdf-unreadable"]


def test_an_encrypted_document_cannot_be_read() -> None:
    # Flag bit 0 of the member that is opened, in its local and its central header.
    data = bytearray(docx(word___rels__d_dot_rels=b"<x/>"))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    local = data.rindex(b"PK\x03\x04")
    data[local + 6] |= 1
    assert problems(describe(bytes(data), "x.docx")) == ["zip-unreadable"]


def test_an_empty_file_is_invalid() -> None:
    with pytest.raises(Invalid, match="empty"):
        describe(b"", "x.pdf")


def test_a_large_file_is_refused() -> None:
    with pytest.raises(Refused, match="has 9 bytes"):
        describe(b"123456789", "x.txt", max_bytes=8)


def test_no_bytes_make_it_fail() -> None:
    source = random.Random(2026)  # noqa: S311 - the same bytes in every run
    seeds = [data for data, *_ in (*GOOD.values(), *CAREFUL.values()) if len(data) < 20_000]
    for _ in range(4000):
        data = bytearray(source.choice(seeds))
        for _ in range(source.randrange(1, 8)):
            data[source.randrange(len(data))] = source.randrange(256)
        assert describe(bytes(data), "x.pdf").kind in (*file.KINDS, file.OTHER)

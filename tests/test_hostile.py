"""Hostile and broken files: each is refused with a message in both languages, and nothing is stored."""

from __future__ import annotations

import gzip
import io
import random
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

from lib.__main__ import main
from lib.desk.intake import read
from lib.errors import UnreadableReport
from lib.words import Words
from tests.conftest import DEMO

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEAD = f'<w:document xmlns:w="{W}"><w:body>'
FOOT = "</w:body></w:document>"
TEXT = "济南市总工会新建工会120家。"
NOT_WORD, NO_PDF = ("Word file cannot be read", "Word文件读不出来"), ("PDF cannot be read", "PDF读不出来")
NO_HAN = "no Chinese characters", "没有汉字"


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def docx(document: str | bytes, name: str = "word/document.xml", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr(name, document)
    return out.getvalue()


def patched(data: bytes, offset: int, value: bytes, central: int) -> bytes:
    """A docx with bytes changed in its local and in its central header."""
    at = data.index(b"PK\x01\x02") + central
    data = data[:offset] + value + data[offset + len(value) :]
    return data[:at] + value + data[at + len(value) :]


def pdf(content: bytes = b"", password: str = "", change: Callable[[bytes], bytes] = bytes) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(width=300, height=300)
    if content:
        stream = DecodedStreamObject()
        stream.set_data(content)
        page[NameObject("/Contents")] = writer._add_object(stream.flate_encode())
        page[NameObject("/Resources")] = DictionaryObject()
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return change(out.getvalue())


def laughs() -> str:
    """Entities that would grow to 10^9 copies."""
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE x [<!ENTITY l0 "哈">{lines}]>{HEAD}{paragraph("&l9;")}{FOOT}'


def noise(size: int) -> bytes:
    return random.Random(7).randbytes(size)


def kind(name: str, data: bytes, what: str) -> tuple[str, bytes, str, str]:
    return name, data + noise(200), f"not a report but {what}", f"是{what}文件"


CASES: list[tuple[str, bytes, str, str]] = [
    ("empty", b"", "the file is empty", "文件是空的"),
    ("blank", b" \r\n\t" * 50, "the file is empty", "文件是空的"),
    ("too large", b"x" * 20_000_001, "20 MB are the most", "最多20MB"),
    ("too many characters", ("工" * 2_000_001).encode(), "2000001 characters", "2000001字"),
    ("10 MB on one line", (TEXT * 250_000).encode("utf-16"), "are the most", "最多"),
    kind("PNG", b"\x89PNG\r\n\x1a\n", "PNG"),
    kind("JPEG", b"\xff\xd8\xff\xe0", "JPEG"),
    kind("GIF", b"GIF89a", "GIF"),
    kind("BMP", b"BM\x00\x00", "BMP"),
    kind("TIFF of Intel", b"II*\x00", "TIFF"),
    kind("TIFF of Motorola", b"MM\x00*", "TIFF"),
    kind("WebP", b"RIFF\x10\x00\x00\x00WEBP", "RIFF (WebP, WAV, AVI)"),
    kind("gzip bomb", gzip.compress(b"0" * 60_000_000), "gzip"),
    kind("bzip2", b"BZh9", "bzip2"),
    kind("xz", b"\xfd7zXZ\x00", "xz"),
    kind("7z", b"7z\xbc\xaf\x27\x1c", "7z"),
    kind("RAR", b"Rar!\x1a\x07", "RAR"),
    kind("empty ZIP", b"PK\x05\x06" + bytes(18), "ZIP"),
    kind("ELF", b"\x7fELF\x02", "ELF"),
    kind("EXE", b"MZ\x90\x00", "EXE"),
    kind("SQLite", b"SQLite format 3\x00", "SQLite"),
    kind("PostScript", b"%!PS-Adobe-3.0", "PostScript"),
    kind("MP3", b"ID3\x04", "MP3"),
    kind("RTF", b"{\\rtf1\\ansi", "RTF"),
    kind("old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ".doc/.xls/.ppt (Office 97-2003)"),
    ("docx: a sheet instead", docx("<x/>", "xl/workbook.xml"), *NOT_WORD),
    ("docx: torn in the middle", docx(HEAD + paragraph(TEXT) * 500 + FOOT)[:300], *NOT_WORD),
    ("docx: only its first bytes", b"PK\x03\x04", *NOT_WORD),
    ("docx: no XML", docx("建会120家"), *NOT_WORD),
    ("docx: XML torn", docx(HEAD + paragraph(TEXT)), *NOT_WORD),
    ("docx: XML with NUL", docx(HEAD + paragraph("建会\x00家") + FOOT), *NOT_WORD),
    ("docx: a billion laughs", docx(laughs()), *NOT_WORD),
    (
        "docx: quadratic blow-up",
        docx(f'<!DOCTYPE x [<!ENTITY a "{"哈" * 90_000}">]>{HEAD}{paragraph("&a;" * 900)}{FOOT}'),
        *NOT_WORD,
    ),
    (
        "docx: reads a file of the machine",
        docx(f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>{HEAD}{paragraph("&a;")}{FOOT}'),
        *NOT_WORD,
    ),
    (
        "docx: fetches an address",
        docx(f'<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd">{HEAD}{paragraph(TEXT)}{FOOT}'),
        *NOT_WORD,
    ),
    ("docx: parameter entity", docx(f'<!DOCTYPE x [<!ENTITY % a "b"> %a;]>{HEAD}{paragraph(TEXT)}{FOOT}'), *NOT_WORD),
    ("docx: zip bomb", docx(HEAD + " " * 51_000_000 + FOOT), "too large to be a report", "太大"),
    (
        "docx: size in its header is a lie",
        patched(docx(HEAD + " " * 5_000_000 + FOOT), 22, struct.pack("<I", 10), 24),
        *NOT_WORD,
    ),
    ("docx: checksum wrong", patched(docx(HEAD + paragraph(TEXT) + FOOT), 14, b"\1\2\3\4", 16), *NOT_WORD),
    ("docx: encrypted", patched(docx(HEAD + paragraph(TEXT) + FOOT), 6, b"\x01\x00", 8), *NOT_WORD),
    ("docx: unknown compression", patched(docx(HEAD + paragraph(TEXT) + FOOT), 8, b"\x63\x00", 10), *NOT_WORD),
    ("docx: deflate stream broken", patched(docx("工" * 90, method=zipfile.ZIP_STORED), 8, b"\x08\x00", 10), *NOT_WORD),
    ("docx: no paragraph", docx(HEAD + FOOT), *NO_HAN),
    ("docx: pictures only", docx(HEAD + "<w:p><w:r><w:drawing/></w:r></w:p>" * 9 + FOOT), *NO_HAN),
    ("docx: another root", docx("<html><body>建会</body></html>"), *NO_HAN),
    (
        "docx: turned text",
        docx(HEAD + paragraph("建会\u202e021家") + FOOT),
        "RIGHT-TO-LEFT OVERRIDE",
        "屏幕显示的与实际内容不同",
    ),
    ("PDF: only its first bytes", b"%PDF-1.7", *NO_PDF),
    ("PDF: torn", pdf(b"BT (x) Tj ET", change=lambda data: data[: len(data) // 3]), *NO_PDF),
    ("PDF: noise", b"%PDF-1.7\n" + noise(5000), *NO_PDF),
    ("PDF: scan", pdf(), "only pictures of pages", "扫描件"),
    ("PDF: encrypted", pdf(password="geheim"), *NO_PDF),
    (
        "PDF: index points into nothing",
        pdf(change=lambda data: data[: data.rindex(b"startxref")] + b"startxref\n9999999\n%%EOF"),
        "PDF",
        "PDF",
    ),
    (
        "PDF: pages are their own parent",
        pdf(
            change=lambda data: data.replace(b"/Kids [ 3 0 R ]", b"/Kids [ 2 0 R ]").replace(
                b"/Kids [ 4 0 R ]", b"/Kids [ 1 0 R ]"
            )
        ),
        "PDF",
        "PDF",
    ),
    (
        "PDF: pages are a number",
        pdf(change=lambda data: data.replace(b"/Type /Catalog", b"/Pages 7 /X /Catalog")),
        *NO_PDF,
    ),
    ("PDF: stream unpacks to 200 MB", pdf(b" " * 200_000_000), "PDF", "PDF"),
    (
        "PDF: stream is no deflate",
        pdf(b"BT (abc) Tj ET", change=lambda data: data.replace(zlib.compress(b"")[:2], b"\0\0")),
        "PDF",
        "PDF",
    ),
    ("NUL bytes", f"济南市\x00总工会{TEXT * 20}".encode(), "NUL bytes", "NUL字节"),
    ("nothing but NUL", bytes(4000), "NUL", "NUL"),
    ("UTF-32", TEXT.encode("utf-32-le") * 9, "NUL", "NUL"),
    ("noise", noise(20_000).replace(b"\0", b"\1"), "is damaged", "文本已损坏"),
    (
        "another encoding taken for Chinese",
        "新建工會家數".encode("big5") * 50 + b"\xff\xff" * 50,
        "is damaged",
        "文本已损坏",
    ),
    ("control characters", ("\x1b[31m" + TEXT).encode() * 9, "is damaged", "文本已损坏"),
    ("private characters", ("\ue001\ue002" + TEXT).encode() * 9, "is damaged", "文本已损坏"),
    ("replaced characters", ("\ufffd" + TEXT).encode() * 9, "is damaged", "文本已损坏"),
    ("right-to-left override", f"{TEXT}\u202e{TEXT}".encode(), "U+202E", "U+202E"),
    ("left-to-right override", f"{TEXT}\u202d{TEXT}".encode(), "U+202D", "U+202D"),
    ("right-to-left embedding", f"{TEXT}\u202b{TEXT}".encode(), "U+202B", "U+202B"),
    ("right-to-left isolate", f"{TEXT}\u2067{TEXT}".encode(), "U+2067", "U+2067"),
    ("first strong isolate", f"{TEXT}\u2068{TEXT}".encode(), "U+2068", "U+2068"),
    ("English only", b"The unions set up 120 stations.", *NO_HAN),
    ("digits only", b"120\n350\n", *NO_HAN),
    ("a script", b"#!/bin/sh\nrm -rf /\n", *NO_HAN),
    ("JSON", b'{"value": 120}', *NO_HAN),
    ("HTML without text", b"<html><body><img src=x></body></html>", *NO_HAN),
    ("HTML: a script only", "<html><script>建会120家</script></html>".encode(), *NO_HAN),
    ("HTML: a comment only", "<!-- 建会120家 --><html></html>".encode(), *NO_HAN),
]


def test_there_are_sixty() -> None:
    assert len({case[0] for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize(("name", "data", "english", "chinese"), CASES, ids=[case[0] for case in CASES])
def test_refused_in_both_languages(name: str, data: bytes, english: str, chinese: str) -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("报告.txt", data)
    en, zh = refused.value.told(Words("en")), refused.value.told(Words("zh"))
    assert english in en
    assert chinese in zh
    for told in (en, zh):
        assert "\n" not in told
        assert len(told) < 400
        assert "root:" not in told
        assert "Traceback" not in told


def test_too_slow_is_stopped() -> None:
    with pytest.raises(UnreadableReport) as refused:
        read("报告.txt", (TEXT * 40_000).encode(), seconds=1.5)
    assert "more than 1.5 seconds" in str(refused.value)
    assert "读取超过1.5秒" in refused.value.told(Words("zh"))


def test_too_much_memory_is_stopped() -> None:
    """Elements with an attribute and no text pass every limit of size, and take forty times the memory of the file."""
    with pytest.raises(UnreadableReport) as refused:
        read("报告.docx", docx(HEAD + '<p a=""/>' * 5_500_000 + FOOT))
    assert str(refused.value).startswith(("reading the file took more than", "reading the file takes more memory"))


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ('=HYPERLINK("http://x")\n济南市总工会新建工会120家。\n', "=HYPERLINK"),
        ("济南市<b>总工会</b><script>x</script>新建工会120家。\n", "<script>x</script>"),
        ("济南市总工会\u200e新建工会120家。\n", "\u200e"),
        ("{{7*7}} ${x} `rm` '; DROP TABLE 工会; --济南市新建工会120家。\n", "DROP TABLE"),
    ],
)
def test_what_only_looks_dangerous_is_text(text: str, kept: str) -> None:
    found = read("../../报告.txt", text.encode())
    assert found.text == text
    assert kept in found.text
    assert found.file_name == "报告.txt"
    assert [item.quote for item in found.facts] == ["120家"]


@pytest.mark.parametrize("data", [b"", bytes(4000), docx(laughs()), f"{TEXT}\u202e".encode()])
def test_nothing_is_stored(
    data: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = Path(shutil.copytree(DEMO, tmp_path / "demo"))
    monkeypatch.setenv("UNION_DATA", str(folder))
    monkeypatch.setenv("UNION_REPORTS", str(folder / "reports"))
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    report = tmp_path / "report.txt"
    report.write_bytes(data)
    assert main(["add", str(report), "--by", "a", "--accept-all"]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before

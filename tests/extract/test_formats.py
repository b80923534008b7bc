"""Files to text: Word, HTML, PDF, encodings."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pypdf import PdfWriter

from lib.__main__ import main
from lib.errors import UnreadableReport
from lib.extract.reading import text_of

DOCUMENT = (
    '<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    "<w:body><w:p><w:r><w:t>济南市总工会新建工会</w:t></w:r><w:r><w:t>120家。</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r>"
    "<w:t>项目</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>30个</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>"
)


def docx(document: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", document)
    return out.getvalue()


def test_docx() -> None:
    assert text_of("a.docx", docx(DOCUMENT)) == "济南市总工会新建工会120家。\n项目\t30个\n"


@pytest.mark.parametrize("data", [b"PK\x03\x04 torn", docx("<not xml"), b"\xd0\xcf\x11\xe0", b"%PDF-1.4 torn"])
def test_broken_file_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableReport):
        text_of("a.docx", data)


def test_entities_are_not_expanded() -> None:
    bomb = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]>' + DOCUMENT.split("?>", 1)[1].replace("项目", "&c;")
    with pytest.raises(UnreadableReport):
        text_of("a.docx", docx(bomb))


def test_html() -> None:
    page = (
        "<html><style>p{}</style><h1>标题</h1><p>新建工会\n<b>120</b>家</p><table><tr><td>甲<td>3个</tr></table></html>"
    )
    assert text_of("a.html", page.encode()) == "标题\n新建工会120家\n甲\t3个\n"


def test_scanned_pdf_is_refused() -> None:
    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableReport, match="scan"):
        text_of("a.pdf", out.getvalue())


def test_command_line(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    report = tmp_path / "a.txt"
    report.write_bytes("济南市总工会新建工会120家。\r\n".encode("gb18030"))
    assert main(["extract", str(report)]) == 0
    line = capsysbinary.readouterr().out.decode()
    assert '"quote": "120家", "value": 120, "value_max": null' in line
    assert '"city": "济南市"' in line
    assert main(["text", str(report)]) == 0
    assert capsysbinary.readouterr().out == "济南市总工会新建工会120家。\r\n".encode()
    assert main(["extract", str(tmp_path / "none.txt")]) == 1


@pytest.mark.parametrize("piece", ["<!---->", "<a ", "<!--", "</", "<?", "<a b='", "<script>", "<![CDATA["])
def test_broken_markup_is_read_without_going_back_and_forth(piece: str) -> None:
    # Without the guards these take hours or years, not seconds: each piece is looked at again from all before it.
    assert "建站7处" in text_of("a.html", f"<html><p>建站7处</p>{piece * 20_000}".encode())
    assert text_of("a.txt", ("<!---->" * 200 + "建站7处").encode()).endswith("建站7处")


def test_unseen_parts_of_a_page_are_left_out() -> None:
    page = "<html><script>if (a<b) s = '<!--'</script><p>建站7处<!-- 8 --></p><style>p{}</style>服务9人 <3"
    assert text_of("a.html", page.encode()) == "建站7处\n服务9人 <3\n"

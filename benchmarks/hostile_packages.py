"""Zipped office files made to do harm, for `hostile_files`: name, how each is made, the code it must have.

Knows the zip and what stands in it; every file is a few lines of recipe, built when asked for.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping

import openpyxl

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SHEET = "xl/worksheets/sheet1.xml"
LAUGHS = "<!DOCTYPE a [<!ENTITY l0 'Thử'>{}]>".format(
    "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10))
)
OUTSIDE = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_ZEROS = 1024 * 1024
_ODS_CELL = "<t:table-cell{}><x:p>Điểu Thử</x:p></t:table-cell>"
_DOCX_CELL = "<w:tc>{}<w:p><w:r><w:t>Điểu Thử</w:t></w:r></w:p></w:tc>"


def _zip(parts: Mapping[str, bytes | str] | Iterable[tuple[str, bytes | str]]) -> bytes:
    out = io.BytesIO()
    pairs = parts.items() if isinstance(parts, Mapping) else parts
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in pairs:
            package.writestr(name, content)
    return out.getvalue()


def workbook(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    """A small list as xlsx, with parts replaced or added."""
    book = openpyxl.Workbook()
    for row in (("STT", "Họ và tên", "Chức vụ"), (1, "Điểu Thử", "Giám đốc")):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    with zipfile.ZipFile(out) as package:
        whole = {name: package.read(name) for name in package.namelist()}
    return _zip(whole | dict(parts or {}))


def sheet(data: str, declaration: str = "") -> bytes:
    """A workbook whose sheet has these rows."""
    xml = f'<?xml version="1.0"?>{declaration}<worksheet {MAIN}><sheetData>{data}</sheetData></worksheet>'
    return workbook({SHEET: xml})


def zeros(megabytes: int) -> tuple[bytes, int]:
    """So many megabytes of zeros deflated, and their checksum: one piece said again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    piece = packer.compress(bytes(_ZEROS)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 0
    for _ in range(megabytes):
        checksum = zlib.crc32(bytes(_ZEROS), checksum)
    return piece * megabytes + packer.flush(), checksum


def packed_zip(name: str, packed: bytes, *, checksum: int, size: int, entries: int = 1) -> bytes:
    """A zip of one deflated part, which the directory may name several times (APPNOTE 4.3)."""
    fields = struct.pack("<HHHHHIII", 20, 0, 8, 0, 33, checksum, len(packed), size)
    local = b"PK\x03\x04" + fields + struct.pack("<HH", len(name), 0) + name.encode() + packed
    directory = b"".join(
        b"PK\x01\x02" + struct.pack("<H", 20) + fields + struct.pack("<HHHHHII", len(label), 0, 0, 0, 0, 0, 0)
        + label.encode()
        for label in (name if n == 0 else f"{n}{name[len(str(n)):]}" for n in range(entries))
    )  # fmt: skip
    end = struct.pack("<HHHHIIH", 0, 0, entries, entries, len(directory), len(local), 0)
    return local + directory + b"PK\x05\x06" + end


def zip_bomb() -> bytes:
    """1.1 GB of zeros."""
    packed, checksum = zeros(1_100)
    return packed_zip("xl/media/image.png", packed, checksum=checksum, size=1_100 * _ZEROS)


def overlapping() -> bytes:
    """900 names for the same megabytes: Fifield, 'A better zip bomb' (2019)."""
    packed, checksum = zeros(10)
    return packed_zip("000xl/media.png", packed, checksum=checksum, size=10 * _ZEROS, entries=900)


def lying_small() -> bytes:
    """Says it holds ten bytes."""
    packed, checksum = zeros(400)
    return packed_zip("xl/workbook.xml", packed, checksum=checksum, size=10)


def one_long_text() -> bytes:
    """One shared text of a megabyte, meant by a million cells."""
    cells = ("<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>") * 10_000
    parts = {"xl/sharedStrings.xml": f"<sst {MAIN}><si><t>{'Thử ' * 250_000}</t></si></sst>"}
    return workbook({SHEET: f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>", **parts})


def many_sheets() -> bytes:
    """More sheets than anybody has."""
    book = openpyxl.Workbook()
    for number in range(250):
        book.create_sheet(str(number)).append(["Điểu Thử"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def ods(rows: str, declaration: str = "") -> bytes:
    """A spreadsheet of LibreOffice with these rows."""
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{declaration}<o:document-content '
            f'xmlns:o="{names}office:1.0" '
            f'xmlns:t="{names}table:1.0" xmlns:x="{names}text:1.0"><o:body><o:spreadsheet>'
            f'<t:table t:name="DS">{rows}</t:table></o:spreadsheet></o:body></o:document-content>',
        }
    )


def docx(body: str, declaration: str = "") -> bytes:
    """A Word document with this body."""
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return _zip(
        {
            "word/document.xml": f'<?xml version="1.0"?>{declaration}<w:document xmlns:w="{names}"><w:body>'
            f"{body}</w:body></w:document>"
        }
    )


def ebcdic() -> bytes:
    """Entities declared in an encoding that looks like nothing."""
    cells = "<row><c><v>&l9;</v></c></row>"
    rows = f"<worksheet {MAIN}><sheetData>{cells}</sheetData></worksheet>"
    xml = f'<?xml version="1.0" encoding="IBM037"?>{LAUGHS}{rows}'
    return workbook({SHEET: xml.replace("Thử", "Thu").encode("cp037")})


FILES: tuple[tuple[str, Callable[[], bytes], str], ...] = (
    ("zip-bomb.xlsx", zip_bomb, "too_large"),
    ("overlapping.xlsx", overlapping, "corrupt"),
    ("lying-small.xlsx", lying_small, "corrupt"),
    ("60000-entries.xlsx", lambda: _zip((f"{n}.xml", b"") for n in range(60_000)), "too_large"),
    ("1001-entries.xlsx", lambda: workbook({f"{n}.xml": b"" for n in range(1_001)}), "too_large"),
    ("path.xlsx", lambda: workbook({"../../../tmp/roster-was-here.xml": b"<a/>"}), "corrupt"),
    ("laughs.xlsx", lambda: sheet("<row><c><v>&l9;</v></c></row>", LAUGHS), "xml_entity"),
    ("outside.xlsx", lambda: sheet("<row><c><v>&x;</v></c></row>", OUTSIDE), "xml_entity"),
    ("laughs-ebcdic.xlsx", ebcdic, "corrupt"),
    (
        "XFD1048576.xlsx",
        lambda: sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
        ),
        "too_large",
    ),
    (
        "XFD1048576-hidden.xlsx",
        lambda: sheet(
            '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row>'
        ),
        "corrupt",
    ),
    ("3M-cells.xlsx", lambda: sheet(f"<row>{'<c><v>1</v></c>' * 100}</row>" * 30_000), "too_large"),
    ("250-sheets.xlsx", many_sheets, "too_large"),
    ("one-long-text.xlsx", one_long_text, "too_large"),
    ("2M-formulas.xlsx", lambda: sheet(f"<row>{'<c><f>1</f></c>' * 100}</row>" * 19_000), "too_large"),
    (
        "interleaved-formulas.xlsx",
        lambda: sheet(f"<row>{'<c><f>1</f></c><c><v>1</v></c>' * 50}</row>" * 19_000),
        "too_large",
    ),
    ("deep.xlsx", lambda: sheet("<row>" * 500_000), "no_rows"),
    ("truncated.xlsx", lambda: workbook()[:-400], "corrupt"),
    (
        "columns-1e9.ods",
        lambda: ods(
            "<t:table-row>" + _ODS_CELL.format(' t:number-columns-repeated="1000000000"') + "</t:table-row>"
        ),
        "too_large",
    ),
    (
        "rows-1e9.ods",
        lambda: ods(
            '<t:table-row t:number-rows-repeated="1000000000">' + _ODS_CELL.format("") + "</t:table-row>"
        ),
        "too_large",
    ),
    (
        "spaces-1e9.ods",
        lambda: ods(
            "<t:table-row><t:table-cell><x:p>"
            + "<x:s x:c='1000000000'/>" * 200_000
            + "Thử</x:p></t:table-cell></t:table-row>"
        ),
        "too_large",
    ),
    ("groups.ods", lambda: ods("<t:table-row-group>" * 100_000), "corrupt"),
    (
        "laughs.ods",
        lambda: ods("<t:table-row><t:table-cell><x:p>&l9;</x:p></t:table-cell></t:table-row>", LAUGHS),
        "xml_entity",
    ),
    ("laughs.docx", lambda: docx("<w:p><w:r><w:t>&l9;</w:t></w:r></w:p>", LAUGHS), "xml_entity"),
    (
        "spans.docx",
        lambda: docx(
            (
                "<w:tbl><w:tr>"
                + _DOCX_CELL.format('<w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>') * 100
                + "</w:tr></w:tbl>"
            )
            * 30
        ),
        "too_large",
    ),
    ("nested.docx", lambda: docx("<w:tbl><w:tr><w:tc>" * 100_000), "corrupt"),
    ("900000-tables.docx", lambda: docx("<w:tbl/>" * 900_000), "too_large"),
    (
        "long-cell.docx",
        lambda: docx(f"<w:tbl><w:tr>{_DOCX_CELL.format('').replace('Thử', 'Thử ' * 500_000)}</w:tr></w:tbl>"),
        "too_large",
    ),
)

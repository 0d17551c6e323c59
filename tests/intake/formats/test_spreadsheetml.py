"""XML Spreadsheet 2003: places, types, merged areas, what is hidden and struck."""

from datetime import datetime

import pytest

from roster.intake.formats import sniff, spreadsheetml
from roster.intake.formats.limits import Refused
from roster.model import Merge

NAMES = "urn:schemas-microsoft-com:office:spreadsheet"


def book(rows: str, after: str = "", styles: str = "") -> bytes:
    return (
        f'<?xml version="1.0"?><Workbook xmlns="{NAMES}" xmlns:ss="{NAMES}"><Styles>{styles}</Styles>'
        f'<Worksheet ss:Name="DS"><Table>{rows}</Table>{after}</Worksheet></Workbook>'
    ).encode()


def cell(text: str, kind: str = "String", more: str = "") -> str:
    return f'<Cell {more}><Data ss:Type="{kind}">{text}</Data></Cell>'


def test_places_and_types() -> None:
    rows = (
        "<Row>" + cell("a") + cell("b", more="ss:Index='3'") + "</Row>"
        f'<Row ss:Span="2"/><Row>{cell("12", "Number")}{cell("1.5", "Number")}{cell("1", "Boolean")}</Row>'
        f'<Row ss:Index="9">{cell("1980-03-04T00:00:00.000", "DateTime")}{cell("#N/A", "Error")}'
        f"{cell('x', 'Number')}</Row>"
    )
    [sheet] = spreadsheetml.read(book(rows))
    assert (sheet.name, sheet.hidden) == ("DS", False)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("a", "", "b")),
        (5, (12, 1.5, True)),
        (9, (datetime(1980, 3, 4), "", "x")),  # noqa: DTZ001
    ]


def test_rich_text_merges_and_marks() -> None:
    spans = "ss:MergeAcross='1' ss:MergeDown='1'"
    rich = f"<Cell {spans}><ss:Data ss:Type='String'><B>Điểu</B> Thử</ss:Data></Cell>"
    struck = cell("d", more="ss:Index='3' ss:StyleID='s1'")
    rows = f"<Row>{rich}{cell('c')}</Row><Row ss:Hidden='1'>{struck}</Row>"
    options = "<WorksheetOptions xmlns='urn:x'><Visible>SheetHidden</Visible></WorksheetOptions>"
    style = "<Style ss:ID='s1'><Font ss:StrikeThrough='1'/></Style>"
    [sheet] = spreadsheetml.read(book(rows, options, style))
    first, second = sheet.rows
    assert first.cells == ("Điểu Thử", "", "c")
    assert sheet.merges == (Merge(1, 2, 0, 1),)
    assert (sheet.hidden, second.hidden, second.struck) == (True, True, True)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (book("<Row>" + cell("a", more="ss:Index='99999'") + "</Row>"), "too_large"),
        (book('<Row ss:Index="99999999"/>'), "too_large"),
        (book(("<Row>" + cell("a", more="ss:MergeAcross='16384'") + "</Row>") * 200), "too_large"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]>" + book(""), "xml_entity"),
    ],
)
def test_refusals(data: bytes, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        spreadsheetml.read(data)
    assert refusal.value.code == code


def test_it_is_known_by_its_namespace() -> None:
    assert sniff.flat_kind(book("")) == "xml"
    with pytest.raises(Refused):
        sniff.flat_kind(b"<?xml version='1.0'?><a/>")

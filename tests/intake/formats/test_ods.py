"""OpenDocument spreadsheets: from odfdo where it can write the case, else from hand-made XML."""

import io
from collections.abc import Callable
from datetime import date, datetime

import odfdo
import pytest

from roster.intake.formats import ods
from roster.intake.formats.limits import Refused
from roster.intake.formats.package import Package
from roster.model import Merge, Sheet

Zipped = Callable[[dict[str, str]], bytes]
NAMESPACES = (
    " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"'
        for name, path in (("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"))
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)


@pytest.fixture
def read(zipped: Zipped) -> Callable[..., tuple[Sheet, ...]]:
    """Reads a spreadsheet of the given table rows and styles."""

    def make(rows: str, *, styles: str = "", columns: str = "") -> tuple[Sheet, ...]:
        content = (
            f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
            "</office:automatic-styles><office:body><office:spreadsheet>"
            f'<table:table table:name="DS">{columns}{rows}</table:table>'
            "</office:spreadsheet></office:body></office:document-content>"
        )
        return ods.read(Package(zipped({"content.xml": content})))

    return make


def words(content: str, *, attributes: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="string" {attributes}><text:p>{content}</text:p>'
        "</table:table-cell>"
    )


def row(*cells: str, attributes: str = "") -> str:
    return f"<table:table-row {attributes}>{''.join(cells)}</table:table-row>"


BLANK = "<table:table-cell/>"


def test_a_file_written_by_a_library() -> None:
    document = odfdo.Document("spreadsheet")
    document.body.clear()
    document.insert_style(
        '<style:style style:name="gach" style:family="table-cell"><style:text-properties '
        'style:text-line-through-style="solid" style:font-name=".VnTime"/></style:style>',
        automatic=True,
    )
    sheet = odfdo.Table("Danh sách")
    sheet.set_cell("A2", odfdo.Cell("NguyÔn V¨n Hïng", style="gach"))
    sheet.set_value("C2", date(1980, 3, 4))
    sheet.set_value("D2", 912345678)
    sheet.set_span("A2:B2")
    document.body.append(sheet)
    out = io.BytesIO()
    document.save(out)
    [found] = ods.read(Package(out.getvalue()))
    assert found.name == "Danh sách"
    assert found.rows[0].number == 2
    assert found.rows[0].cells == ("NguyÔn V¨n Hïng", "", date(1980, 3, 4), 912345678)
    assert found.rows[0].struck_cells == (0,)
    assert found.merges == (Merge(2, 2, 0, 1),)
    assert found.fonts == {0: ".VnTime"}


def test_values_keep_their_types(read: Callable[..., tuple[Sheet, ...]]) -> None:
    typed = (
        ('office:value-type="float" office:value="912345678"', 912345678),
        ('office:value-type="percentage" office:value="0.5"', 0.5),
        ('office:value-type="date" office:date-value="1980-03-04T05:06:07"', datetime(1980, 3, 4, 5, 6, 7)),  # noqa: DTZ001
        ('office:value-type="boolean" office:boolean-value="true"', True),
        ('office:value-type="string" calcext:value-type="error"', ""),
        ('office:value-type="string"', "x"),
    )
    [sheet] = read(row(*(f"<table:table-cell {a}><text:p>x</text:p></table:table-cell>" for a, _ in typed)))
    assert sheet.rows[0].cells == tuple(value for _, value in typed)


def test_repeated_rows_and_cells_are_unfolded(read: Callable[..., tuple[Sheet, ...]]) -> None:
    [sheet] = read(
        row(
            '<table:table-cell table:number-columns-repeated="16384"/>',
            attributes='table:number-rows-repeated="3"',
        )
        + row(
            BLANK,
            words("x", attributes='table:number-columns-repeated="2"'),
            attributes='table:number-rows-repeated="2"',
        )
        + row(BLANK, attributes='table:number-rows-repeated="1048571"')
        + "<table:table-header-rows>"
        + row(words("y"))
        + "</table:table-header-rows>"
    )
    assert [(r.number, r.cells) for r in sheet.rows] == [
        (4, ("", "x", "x")),
        (5, ("", "x", "x")),
        (1048577, ("y",)),
    ]


def test_a_value_repeated_over_the_whole_sheet_is_refused(read: Callable[..., tuple[Sheet, ...]]) -> None:
    flood = words("x", attributes='table:number-columns-repeated="16384"')
    with pytest.raises(Refused) as refusal:
        read(row(flood, attributes='table:number-rows-repeated="1048576"'))
    assert refusal.value.code == "too_large"


def test_line_breaks_spaces_and_comments(read: Callable[..., tuple[Sheet, ...]]) -> None:
    cell = (
        '<table:table-cell office:value-type="string"><office:annotation><text:p>ghi chú</text:p>'
        '</office:annotation><text:p>Điểu<text:s text:c="2"/><text:span>Thử</text:span></text:p>'
        "<text:p>Giám<text:line-break/>đốc</text:p></table:table-cell>"
    )
    assert read(row(cell))[0].rows[0].cells == ("Điểu  Thử\nGiám\nđốc",)


def test_hidden_rows(read: Callable[..., tuple[Sheet, ...]]) -> None:
    [sheet] = read(
        row(words("x"))
        + row(words("y"), attributes='table:visibility="collapse"')
        + row(words("z"), attributes='table:visibility="filter"')
    )
    assert [r.hidden for r in sheet.rows] == [False, True, True]


def test_a_formula_without_its_result(read: Callable[..., tuple[Sheet, ...]]) -> None:
    [sheet] = read(row(words("x"), '<table:table-cell table:formula="of:=1+1"/>'))
    [first] = sheet.rows
    assert (first.cells, first.flags, first.no_value) == (("x",), ("formula_no_value",), (1,))


def test_strike_through_of_a_column_of_a_parent_and_of_a_span(read: Callable[..., tuple[Sheet, ...]]) -> None:
    styles = (
        '<style:style style:name="a"><style:text-properties style:text-line-through-style="solid"/>'
        "</style:style>"
        '<style:style style:name="b" style:parent-style-name="a"/>'
    )
    [sheet] = read(
        row(words("x"), words("y", attributes='table:style-name="b"'))
        + row(BLANK, words('<text:span text:style-name="a">z</text:span>')),
        styles=styles,
        columns='<table:table-column table:default-cell-style-name="b"/>',
    )
    assert [(r.struck_cells, r.struck) for r in sheet.rows] == [((0, 1), True), ((1,), True)]


def test_a_hidden_sheet(read: Callable[..., tuple[Sheet, ...]], zipped: Zipped) -> None:
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>"
        '<style:style style:name="an"><style:table-properties table:display="false"/></style:style>'
        "</office:automatic-styles><office:body><office:spreadsheet>"
        '<table:table table:name="1" table:style-name="an"/><table:table table:name="2"/>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    sheets = ods.read(Package(zipped({"content.xml": content})))
    assert [s.hidden for s in sheets] == [True, False]


def test_an_encrypted_file_asks_for_its_password(zipped: Zipped) -> None:
    manifest = "<manifest:manifest xmlns:manifest='m'><manifest:encryption-data/></manifest:manifest>"
    with pytest.raises(Refused) as refusal:
        ods.read(Package(zipped({"content.xml": "\0\1", "META-INF/manifest.xml": manifest})))
    assert refusal.value.code == "password"


def test_a_text_document_is_no_spreadsheet(zipped: Zipped) -> None:
    body = "<office:body><office:text/></office:body>"
    content = f"<office:document-content {NAMESPACES}>{body}</office:document-content>"
    with pytest.raises(Refused) as refusal:
        ods.read(Package(zipped({"content.xml": content})))
    assert refusal.value.code == "not_a_spreadsheet"

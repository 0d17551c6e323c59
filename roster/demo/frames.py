"""What stands around a table: letterhead, title, notes, signatures, as Nghị định 30/2020/NĐ-CP has them.

Knows the words of official papers; knows nothing of the people in the table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from roster.cleaned import CellValue
from roster.demo.page import PageLine, Role
from roster.demo.styles import ListStyle

_STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
_MOTTO = "Độc lập - Tự do - Hạnh phúc"
_SIGN_ROWS = 3  # empty rows for the signature itself


@dataclass(frozen=True, slots=True)
class Letter:
    """What a file's frame needs: style, width of the table, place and day, who prepared it and who signs."""

    style: ListStyle
    width: int
    province: str
    day: date
    place: str
    preparer: str
    preparer_phone: str
    signer: str


def above(letter: Letter) -> list[PageLine]:
    """The lines above the table."""
    style = letter.style
    lines: list[PageLine] = []
    if style.letterhead == "full":
        lines = [
            _two("letterhead", letter, style.above_agency or f"UBND TỈNH {letter.province.upper()}", _STATE),
            _two("letterhead", letter, style.agency_words, _MOTTO),
            _two("letterhead", letter, "Số:          /DS", _place_and_date(letter)),
            PageLine("blank"),
        ]
    elif style.letterhead == "left":
        lines = [PageLine("letterhead", (style.agency_words,)), PageLine("blank")]
    words = {"date": f"{letter.day:%d/%m/%Y}"}
    lines += [_wide("title", letter, text.format(**words)) for text in style.title]
    return [*lines, PageLine("blank")] if style.title else lines


def below(letter: Letter, people: int) -> list[PageLine]:
    """The lines below the table: notes, then the signature block."""
    style = letter.style
    words = {"n": people, "preparer": letter.preparer, "phone": letter.preparer_phone}
    lines = [_wide("note", letter, text.format(**words)) for text in style.notes]
    if style.signature:
        lines += [PageLine("blank"), *_signatures(letter)]
    return lines


def total(style: ListStyle, people: int, width: int) -> list[PageLine]:
    """The total's line: one merged text or, where the words leave no place for it, the number beside."""
    return _sum_line(style.total, people, width)


def subtotal(style: ListStyle, people: int, width: int) -> list[PageLine]:
    """The line that adds up one section."""
    return _sum_line(style.subtotal, people, width)


def _sum_line(text: str, people: int, width: int) -> list[PageLine]:
    if not text:
        return []
    if "{n}" not in text:
        return [PageLine("total", _row(width, {1: text, 2: people}))]
    return [PageLine("total", _row(width, {0: text.format(n=people)}), ((0, width - 1),))]


def _signatures(letter: Letter) -> Iterator[PageLine]:
    left = "NGƯỜI LẬP BIỂU" if letter.style.prepared_by else ""
    if letter.style.letterhead != "full":
        yield _two("signature", letter, "", _place_and_date(letter))
    for title in letter.style.signature:
        yield _two("signature", letter, left, title)
        left = ""
    yield from (PageLine("blank") for _ in range(_SIGN_ROWS))
    yield _two("signature", letter, letter.preparer if letter.style.prepared_by else "", letter.signer)


def _place_and_date(letter: Letter) -> str:
    day = letter.day
    return f"{letter.place}, ngày {day.day:02} tháng {day.month:02} năm {day.year}"


def _two(role: Role, letter: Letter, left: str, right: str) -> PageLine:
    """Two texts side by side, each over about half of the table's columns."""
    middle = letter.width // 2
    cells = _row(letter.width, {0: left, middle: right})
    return PageLine(role, cells, ((0, middle - 1), (middle, letter.width - 1)))


def _wide(role: Role, letter: Letter, text: str) -> PageLine:
    return PageLine(role, _row(letter.width, {0: text}), ((0, letter.width - 1),))


def _row(width: int, cells: dict[int, CellValue]) -> tuple[CellValue, ...]:
    return tuple(cells.get(column, "") for column in range(width))

"""Invents one very long list for measuring: 100,000 people, as a province would send them in one workbook.

Names, dates, cards, phones and addresses hardly repeat; agencies and posts do. A second list names some of
them again. Nobody in it exists.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from random import Random

import xlsxwriter

from roster.demo.name_tables import load_name_tables, load_surnames
from roster.demo.names import KINH, NameSource, compose
from roster.text import fold

ROWS = 100_000
AGAIN = 50  # of so many people of the long list one stands in the second
HEADINGS = (
    "STT",
    "Họ và tên",
    "Ngày, tháng, năm sinh",
    "Giới tính",
    "Số CCCD",
    "Số điện thoại",
    "Email",
    "Chức vụ",
    "Phòng, đơn vị",
    "Cơ quan công tác",
    "Dân tộc",
    "Ghi chú",
)
_LETTERHEAD = ("ỦY BAN NHÂN DÂN TỈNH ĐẮK NÔNG", "", "DANH SÁCH CÁN BỘ LÃNH ĐẠO, QUẢN LÝ", "")
_AGENCIES = ("Sở Nội vụ", "Sở Y tế", "Sở Tài chính", "Sở Tư pháp", "UBND huyện Đắk Mil", "UBND huyện Cư Jút")
_UNITS = ("Văn phòng", "Thanh tra", "Phòng Tổ chức cán bộ", "Phòng Kế hoạch - Tài chính", "Phòng Nghiệp vụ")
_POSTS = ("Giám đốc", "Phó Giám đốc", "Trưởng phòng", "Phó Trưởng phòng", "PGĐ", "Chủ tịch UBND huyện")
_PEOPLES = ("Kinh", "Kinh", "Kinh", "Mnông", "Ê Đê", "Tày")
_FIRST_BIRTH, _BIRTH_DAYS = date(1965, 1, 1), 12_000
Cell = str | int | date


def write(path: Path, *, seed: int = 1, rows: int = ROWS) -> None:
    """Write the list as xlsx; the same seed gives the same people."""
    _write(path, people(seed, rows))


def write_again(path: Path, *, seed: int = 1, rows: int = ROWS) -> None:
    """Write a list that names one person in fifty of `write`'s again.

    Every second of them with all there is, the others with no more than the year of birth: these are asked
    about.
    """
    known = islice(people(seed, rows), 0, None, AGAIN)
    _write(path, (_with_less(cells) if place % 2 else cells for place, cells in enumerate(known)))


def _with_less(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    number, name, birth, gender, _card, _phone, _email, *rest = cells
    year = birth.year if isinstance(birth, date) else int(str(birth)[-4:])
    return (number, name, year, gender, "", "", "", *rest)


def _write(path: Path, rows: Iterable[tuple[Cell, ...]]) -> None:
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        sheet = book.add_worksheet("Danh sách")
        for number, line in enumerate(_LETTERHEAD):
            sheet.write(number, 0, line)
        for number, cells in enumerate((HEADINGS, *rows), start=len(_LETTERHEAD)):
            sheet.write_row(number, 0, cells)


def people(seed: int, rows: int) -> Iterator[tuple[Cell, ...]]:
    """The rows, in the order of the headings; a tenth have a date cell or a number that lost its zero."""
    rng = Random(seed)
    tables = load_name_tables()
    names = NameSource(tables, load_surnames(tables), frozenset(map(fold, tables.never.names)))
    for number in range(1, rows + 1):
        male = rng.random() < 0.6
        name = compose(names, rng, gender="Nam" if male else "Nữ", origin=KINH)
        birth = _FIRST_BIRTH + timedelta(days=rng.randrange(_BIRTH_DAYS))
        phone = f"09{rng.randrange(10**8):08}"
        yield (
            number,
            name,
            birth if rng.random() < 0.1 else f"{birth:%d/%m/%Y}",
            "Nam" if male else "Nữ",
            f"067{0 if male else 1}{birth:%y}{rng.randrange(10**6):06}",
            int(phone) if rng.random() < 0.1 else phone,
            f"{fold(name).replace(' ', '')}{number}@daknong.gov.vn",
            rng.choice(_POSTS),
            rng.choice(_UNITS),
            rng.choice(_AGENCIES),
            rng.choice(_PEOPLES),
            "nghỉ hưu" if rng.random() < 0.01 else "",
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]))
    if len(sys.argv) > 2:
        write_again(Path(sys.argv[2]))

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.cleaned import CellValue
from roster.dates import clean_date, column_order, is_ambiguous, written

TODAY = date(2024, 12, 12)
BIRTHS = st.dates(date(1940, 1, 1), date(2006, 1, 1))


def cell(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day)  # noqa: DTZ001 - a cell has no time zone


@pytest.mark.parametrize(
    "value",
    [
        "03/04/1987",
        "03/4/1987",
        "3/4/1987",
        "3.4.1987",
        "03-04-1987",
        "3 4 1987",
        "03 / 04 / 1987",
        "03//04/1987",
        "3/4/1987.",
        "(3/4/1987)",
        "ngày 3 tháng 4 năm 1987",
        "Ngày 03 tháng 4 năm 1987",
        "3 tháng 4, 1987",
        "03/IV/1987",
        "3-IV-1987",
        "Sinh ngày 3/4/1987",
        "1987-04-03",
        "1987/4/3",
        "1987-04-03 00:00:00",
        "1987-04-03T00:00:00",
        "03/04/1987 12:00:00 AM",
        "03-Apr-1987",
        "April 3, 1987",
        "03-Thg4-1987",
        "0\u200b3/4/1987",
        "０３/０４/１９８７",
        "03041987",
        "19870403",
        3041987,
        31870,
        31870.0,
        31870.75,
        date(1987, 4, 3),
        cell(1987, 4, 3),
    ],
)
def test_ways_to_write_one_day(value: CellValue) -> None:
    assert clean_date(value, today=TODAY).value == "1987-04-03"
    assert clean_date(value, today=TODAY).flags == ()


@pytest.mark.parametrize(
    ("value", "expected", "flags"),
    [
        ("31870", "1987-04-03", ("date_serial_text",)),
        ("31870.0", "1987-04-03", ("date_serial_text",)),
        ("1987", "1987", ("partial_date",)),
        ("năm 1987", "1987", ("partial_date",)),
        ("SN 1987", "1987", ("partial_date",)),
        (1987, "1987", ("partial_date",)),
        (1987.0, "1987", ("partial_date",)),
        ("../../1987", "1987", ("partial_date",)),
        ("00/00/1987", "1987", ("partial_date",)),
        ("…/4/1987", "1987-04", ("partial_date",)),
        ("4/1987", "1987-04", ("partial_date",)),
        ("tháng 4 năm 1987", "1987-04", ("partial_date",)),
        ("1987-04", "1987-04", ("partial_date",)),
        ("041987", "1987-04", ("partial_date",)),
        (3.1987, "1987-03", ("partial_date",)),
        (12.199, "1990-12", ("partial_date",)),
        (cell(1905, 6, 19), "1997", ("partial_date",)),
        (date(1905, 5, 23), "1970", ("partial_date",)),
        (cell(1909, 6, 20), "1997", ("partial_date",)),
        ("19/6/1905", "1997", ("partial_date",)),
        ("1905-06-19 00:00:00", "1997", ("partial_date",)),
        ("01/01/1905", "1905-01-01", ("implausible_date",)),
        ("6/1905", "1905-06", ("partial_date", "implausible_date")),
        ("03/4/87", "1987-04-03", ("two_digit_year",)),
        ("03/4/06", "2006-04-03", ("two_digit_year",)),
        ("030487", "1987-04-03", ("two_digit_year",)),
        ("87", "1987", ("two_digit_year", "partial_date")),
        ("4/87", "1987-04", ("two_digit_year", "partial_date")),
        ("8/15/1980", "1980-08-15", ("month_first",)),
        ("12/13/80", "1980-12-13", ("month_first", "two_digit_year")),
        ("01/01/2015", "2015-01-01", ("implausible_date",)),
        ("13/12/2006", "2006-12-13", ("implausible_date",)),
        ("12/12/2006", "2006-12-12", ()),
        ("01/01/1920", "1920-01-01", ("implausible_date",)),
        ("01/01/2030", "2030-01-01", ("implausible_date",)),
        (2015, "2015", ("partial_date", "implausible_date")),
        ("29/02/1980", "1980-02-29", ()),
    ],
)
def test_what_is_flagged(value: CellValue, expected: str, flags: tuple[str, ...]) -> None:
    assert clean_date(value, today=TODAY).value == expected
    assert clean_date(value, today=TODAY).flags == flags


@pytest.mark.parametrize(
    "value",
    [
        "31/02/1980",
        "29/02/1981",
        "32/1/1980",
        "13/13/1980",
        "abc",
        "20/11",
        "1/1/1",
        "0987",
        "1/1/0987",
        True,
        7,
        "3/4/1987 và 4/3/1987",
        "123456789",
        99999,
        -5,
    ],
)
def test_what_is_no_date(value: CellValue) -> None:
    assert clean_date(value, today=TODAY).value is None
    assert clean_date(value, today=TODAY).flags == ("bad_date",)


@pytest.mark.parametrize("value", [None, "", " ", "-", "…", "không"])
def test_blank_cells(value: CellValue) -> None:
    assert clean_date(value, today=TODAY).value is None
    assert clean_date(value, today=TODAY).flags == ()


@pytest.mark.parametrize(
    ("typed", "expected", "flags"),
    [
        ("5/6/1979", "1979-05-06", ("month_first",)),
        ("15/6/1979", "1979-06-15", ()),
        ("6/15/1979", "1979-06-15", ("month_first",)),
        ("1979-05-06", "1979-05-06", ()),
    ],
)
def test_a_column_may_put_the_month_first(typed: str, expected: str, flags: tuple[str, ...]) -> None:
    assert clean_date(typed, today=TODAY, month_first=True).value == expected
    assert clean_date(typed, today=TODAY, month_first=True).flags == flags


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["5/6/1979", "8/15/1980"], "mdy"),
        (["5/6/1979", "15/8/1980"], "dmy"),
        (["5/6/1979"], "dmy"),
        (["15/6/1979", "8/15/1980"], "mixed"),
        (["40/6/1979", None, 1987, cell(1987, 4, 3)], "dmy"),
        ([], "dmy"),
    ],
)
def test_the_order_of_a_column(values: list[CellValue], order: str) -> None:
    assert column_order(values) == order


def test_which_dates_have_two_readings() -> None:
    assert is_ambiguous("5/6/1979")
    assert not is_ambiguous("6/6/1979")
    assert not is_ambiguous("15/6/1979")
    assert not is_ambiguous(cell(1979, 6, 5))


@given(BIRTHS, st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "ngày %d tháng %m năm %Y", "%d-%b-%Y"]))
def test_every_day_is_read_back(born: date, shape: str) -> None:
    cleaned = clean_date(born.strftime(shape), today=TODAY)
    assert cleaned.value == born.isoformat()
    assert clean_date(born, today=TODAY) == cleaned
    assert clean_date((born - date(1899, 12, 30)).days, today=TODAY) == cleaned


@given(st.text(max_size=20) | st.from_regex(r"[0-9]{0,4}[-/. ][0-9]{0,4}[-/. ]?[0-9]{0,5}", fullmatch=True))
def test_cleaning_is_idempotent(typed: str) -> None:
    cleaned = clean_date(typed, today=TODAY).value
    assert cleaned is None or clean_date(cleaned, today=TODAY).value == cleaned


@given(st.floats() | st.integers() | st.dates() | st.datetimes() | st.booleans() | st.none())
def test_any_cell_is_answered(value: CellValue) -> None:
    cleaned = clean_date(value, today=TODAY)
    assert cleaned.value is None or len(cleaned.value) in (4, 7, 10)


@given(st.integers(1925, 2024))
def test_a_year_in_a_date_cell(year: int) -> None:
    assert clean_date(date(1899, 12, 30) + timedelta(days=year), today=TODAY).value == str(year)


@pytest.mark.parametrize(
    ("dob", "shown"), [("1987-04-03", "03/04/1987"), ("1987-04", "04/1987"), ("1987", "1987"), (None, "")]
)
def test_written(dob: str | None, shown: str) -> None:
    assert written(dob) == shown

"""The pace of what comes in: days without gaps, and a forecast that says nothing on thin ground."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.survey import pace

TODAY = date(2024, 12, 12)
DEADLINE = date(2024, 12, 16)


def days_ago(*ages: int) -> list[date]:
    return [TODAY - timedelta(days=age) for age in ages]


@pytest.mark.parametrize(
    ("ages", "expected", "outlook", "day"),
    [
        ((), 10, "unknown", None),
        ((0, 0), 10, "unknown", None),  # two are chance
        ((9, 9, 9, 9), 10, "unknown", None),  # none within the window
        ((4, 3, 2, 1, 0), 9, "in_time", date(2024, 12, 16)),  # one a day, four missing
        ((4, 3, 2, 1, 0), 10, "late", date(2024, 12, 17)),
        ((5, 5, 5, 2, 1, 0), 9, "late", date(2024, 12, 17)),  # only the window counts: 3 in 5 days
        ((1, 1), 2, "done", None),
    ],
)
def test_the_rest_at_the_pace_of_the_last_days(
    *, ages: tuple[int, ...], expected: int, outlook: str, day: date | None
) -> None:
    found = pace.forecast(days_ago(*ages), expected=expected, today=TODAY, deadline=DEADLINE)
    assert (found.outlook, found.day) == (outlook, day)
    assert pace.in_words(found, DEADLINE)


@given(st.lists(st.integers(0, 40), max_size=60))
def test_every_day_stands_once_and_the_sums_add_up(ages: list[int]) -> None:
    days = days_ago(*ages)
    rows = pace.by_day(days, until=TODAY)
    assert sum(row.came for row in rows) == len(days)
    assert (
        [row.day for row in rows] == [rows[0].day + timedelta(days=n) for n in range(len(rows))]
        if rows
        else True
    )
    assert not rows or (rows[-1].total, rows[-1].day) == (len(days), TODAY)


def test_a_moment_falls_on_the_day_of_the_office() -> None:
    assert pace.office_day(datetime(2024, 12, 12, 16, 59, tzinfo=UTC)) == date(2024, 12, 12)
    assert pace.office_day(datetime(2024, 12, 12, 17, 0, tzinfo=UTC)) == date(2024, 12, 13)

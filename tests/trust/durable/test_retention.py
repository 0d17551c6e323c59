"""Which copies are kept and for how long, and when the next one is due."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roster.services.trust import copies, rules
from roster.services.trust.rules import Keep

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
MOMENTS = st.lists(st.datetimes(timezones=st.just(UTC)), max_size=60)
KEEP = Keep(7, 4, 12, "")


@given(MOMENTS)
def test_the_newest_copy_is_always_kept(moments: list[datetime]) -> None:
    kept = rules.kept(moments, KEEP)
    assert kept <= set(moments)
    assert not moments or max(moments) in kept
    assert len(kept) <= 7 + 4 + 12
    assert rules.kept(kept, KEEP) == kept


def test_a_year_of_daily_copies_leaves_days_weeks_and_months() -> None:
    days = [datetime(2026, 11, 23, 3, tzinfo=UTC) - timedelta(days=back) for back in range(400)]
    kept = sorted(rules.kept(days, KEEP), reverse=True)
    assert kept[:7] == days[:7]
    assert [d.date().isoformat() for d in kept[7:9]] == ["2026-11-15", "2026-11-08"]
    assert len({(d.year, d.month) for d in kept}) == 12
    assert rules.kept(days, Keep(0, 0, 0, "")) == {days[0]}


def test_thinning_out_deletes_only_copies(tmp_path: Path) -> None:
    for day in range(10, 23):
        (tmp_path / f"roster-202611{day}T000000Z.zip").touch()
    others = [tmp_path / "roster-notes.zip", tmp_path / "roster.db"]
    for path in others:
        path.touch()
    gone = copies.thin_out(tmp_path, Keep(3, 0, 0, ""))
    assert len(gone) == 10
    assert sorted(tmp_path.iterdir()) == sorted(
        [*(tmp_path / f"roster-202611{day}T000000Z.zip" for day in (20, 21, 22)), *others]
    )


@pytest.mark.parametrize(
    ("hours", "every", "due"), [(None, 24, True), (25, 24, True), (23, 24, False), (None, 0, False)]
)
def test_the_server_copies_when_the_last_one_is_old(
    tmp_path: Path, hours: int | None, every: int, due: bool
) -> None:
    found = [] if hours is None else [copies.Copy(tmp_path, NOW - timedelta(hours=hours), 1)]
    assert copies.is_due(found, every_hours=every, now=NOW) is due

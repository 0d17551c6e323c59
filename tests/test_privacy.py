from datetime import date, timedelta
from pathlib import Path

import pytest

from roster import privacy
from roster.errors import UserError


@pytest.mark.parametrize(
    ("day", "number"),
    [
        (date(2023, 7, 1), "13/2023/NĐ-CP"),
        (date(2025, 12, 31), "13/2023/NĐ-CP"),
        (date(2026, 1, 1), "91/2025/QH15"),
    ],
)
def test_the_law_of_a_day(day: date, number: str) -> None:
    assert number in privacy.load_rules().law(day)


def test_every_entry_names_its_source() -> None:
    rules = privacy.load_rules()
    assert all([*(law.source for law in rules.legal_basis), *(rule.source for rule in rules.retention)])


def test_files_are_kept_for_the_days_of_the_rule_in_force() -> None:
    rules, day = privacy.load_rules(), date(2024, 12, 12)
    assert rules.kept_until(day) == day + timedelta(days=rules.days(day))


def test_before_the_first_rule_nothing_is_guessed() -> None:
    with pytest.raises(UserError) as error:
        privacy.load_rules().law(date(2023, 6, 30))
    assert error.value.code == "no_rule_yet"


def test_the_officers_own_period_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    entry = 'valid_from = {}\n{} = {}\nsource = "x"\n'
    text = "[[legal_basis]]\n" + entry.format("2020-01-01", "name", '"y"')
    for day, days in (("2020-01-01", 10), ("2024-01-01", 20)):
        text += "[[retention]]\n" + entry.format(day, "days", days)
    (tmp_path / "privacy.toml").write_text(text, encoding="utf-8")
    rules = privacy.load_rules()
    assert (rules.days(date(2023, 12, 31)), rules.days(date(2024, 1, 1))) == (10, 20)

from dataclasses import replace

import pytest

from roster.intake.ledger import LedgerError, check, with_keys
from roster.model import FileReading, PersonRecord, Reject, Source


def record(row: int, name: str = "Lê Văn An", **values: str) -> PersonRecord:
    return replace(PersonRecord(Source("a.xlsx", "Sheet1", row), name), **values)  # type: ignore[arg-type]  # strings only


def test_ledger_accepts_rows_accounted_for_once() -> None:
    check(
        FileReading("a", "0", people=(record(1),), rejects=(Reject(Source("a", "", 2), "note_row"),), total=2)
    )


@pytest.mark.parametrize(("rows", "total"), [((1, 2), 3), ((1, 1), 2), ((1, 2), 1)])
def test_ledger_refuses_lost_and_doubled_rows(rows: tuple[int, ...], total: int) -> None:
    with pytest.raises(LedgerError):
        check(FileReading("a", "0", people=tuple(map(record, rows)), total=total))


def test_key_says_who_not_where() -> None:
    here, there = with_keys([record(1)])[0], with_keys([record(9)])[0]
    assert here.key == there.key


def test_key_folds_spelling_and_tells_agencies_births_and_posts_apart() -> None:
    keys = [
        with_keys([one])[0].key
        for one in (
            record(1, "LÊ VĂN HÒA"),
            record(1, "Lê Văn Hoà"),
            record(1, "Lê Văn Hòa", agency_code="so_y_te"),
            record(1, "Lê Văn Hòa", dob="1970"),
            record(1, "Lê Văn Hòa", position="Giám đốc"),
        )
    ]
    assert keys[0] == keys[1]
    assert len(set(keys)) == 4


def test_same_key_again_is_numbered_in_order_of_source() -> None:
    second, first = with_keys([record(5), record(2)])
    assert second.key == f"{first.key}#2"
    assert "#" not in first.key

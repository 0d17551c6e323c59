from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.exc import StatementError

from roster.errors import UserError
from roster.model import FileError, FileReading, PersonRecord, Problem, Reject, Source
from roster.store import queries, records, tables
from roster.store.session import Database


def person(row: int, name: str, **fields: object) -> PersonRecord:
    source = Source("a.xlsx", "Sheet1", row)
    return PersonRecord(source, name, key=f"k{row}", **fields)  # type: ignore[arg-type]  # test data


def reading(name: str = "a.xlsx", content: str = "a", *people: PersonRecord) -> FileReading:
    return FileReading(
        name,
        content * 64,
        people=people,
        rejects=(Reject(Source(name, "Sheet1", 1), "header_row"),),
        problems=(Problem("old_prefix", "warning", Source(name, "Sheet1", 2), "phone", "0123"),),
        notices=("macro",),
        total=len(people) + 1,
        sender="so_noi_vu",
        declared_total=2,
    )


FULL = person(
    2,
    "Điểu K'Choi",
    dob="1980-04",
    gender="Nam",
    phones=("+84912345678", "+842613111222"),
    cccd="067080000123",
    email="a@b.vn",
    position="Phó Giám đốc Sở",
    position_raw="PGĐ Sở",
    agency="Sở Nội vụ",
    agency_code="so_noi_vu",
    unit="Phòng Đường-ñ",
    group="lanh_dao_so",
    group_origin="rule:so.lanh_dao",
    rule_group="lanh_dao_so",
    rank=2,
    note="ghi chú",
    flags=("partial_date", "old_prefix"),
    raw={"phone": "01212345678"},
)


def test_a_record_comes_back_as_it_went_in(database: Database) -> None:
    held = person(3, "", held="bad_name")
    with database.changing() as session:
        records.add_import(session, reading("a.xlsx", "a", FULL, held), by="t")
    with database.reading() as session:
        assert queries.active_records(session) == (FULL, held)


def test_the_ledger_is_kept(database: Database) -> None:
    with database.changing() as session:
        row = records.add_import(session, reading("a.xlsx", "a", FULL), by="t")
        assert (row.total, row.people, row.held, row.ignored) == (2, 1, 0, 1)
    with database.reading() as session:
        assert [r.reason for r in queries.active_rejects(session, row.id)] == ["header_row"]
        assert session.scalars(select(tables.Problem.code)).all() == ["old_prefix"]


def test_an_unreadable_file_is_kept_with_its_error(database: Database) -> None:
    failed = FileReading("b.xlsx", "b" * 64, error=FileError("corrupt", {"fault": "x"}))
    with database.changing() as session:
        records.add_import(session, failed, by="t")
    with database.reading() as session:
        (row,) = queries.active_imports(session)
        assert (row.error, row.error_params, row.at.tzinfo) == ("corrupt", {"fault": "x"}, UTC)


def test_one_delivery_in_force_per_name_and_per_content(database: Database) -> None:
    with database.changing() as session:
        records.add_import(session, reading("a.xlsx", "a"), by="t")
    for name, content in (("a.xlsx", "b"), ("b.xlsx", "a")):
        with pytest.raises(UserError) as error, database.changing() as session:
            records.add_import(session, reading(name, content), by="t")
        assert error.value.code == "database_conflict"


def test_a_moment_without_zone_is_refused(database: Database) -> None:
    naive = datetime.now(UTC).replace(tzinfo=None)
    with pytest.raises(StatementError), database.changing() as session:
        session.add(tables.Audit(by="t", action="x", subjects=[], detail={}, at=naive))


def test_readings_that_differ_have_other_fingerprints() -> None:
    first = records.reading_sha256(reading("a.xlsx", "a", FULL))
    assert first == records.reading_sha256(reading("a.xlsx", "a", FULL))
    assert first != records.reading_sha256(reading("a.xlsx", "a"))


def test_the_newest_judgement_and_reason_count(database: Database) -> None:
    with database.changing() as session:
        for verdict in ("same", "different"):
            session.add(tables.Judgement(left="a", right="b", verdict=verdict, fingerprint="f", by="t"))
            session.flush()
        for group, why in (("g", "one"), ("g", "two"), ("h", "three"), ("h", "")):
            session.add(tables.GapReason(group=group, agency="", text=why, by="t"))
            session.flush()
    with database.reading() as session:
        assert [j.verdict for j in queries.newest_judgements(session)] == ["different"]
        assert queries.gap_reasons(session) == {("g", ""): "two"}
        assert len(session.scalars(select(tables.Judgement)).all()) == 2

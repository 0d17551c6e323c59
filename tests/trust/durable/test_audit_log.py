"""The audit log: append-only, a chain that shows what was altered or removed, in UTC, one line per act."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.services import audit
from roster.store import audit_chain, queries, tables
from roster.store.audit_chain import NOTHING, Head
from roster.store.session import Database
from tests.store.tampering import tamper, unlocked


@pytest.fixture
def written(database: Database) -> Database:
    for number in range(1, 9):
        add(database, f"no. {number}", number=number)
    return database


def add(database: Database, by: str, **detail: object) -> None:
    with database.changing() as session:
        queries.add_audit(session, "gap.reason", by=by, subjects=["a"], detail=detail)


def verdict(database: Database) -> audit_chain.Verdict:
    with database.reading() as session:
        return audit.check(session)


def faults(database: Database) -> list[tuple[str, int]]:
    return [(fault.code, fault.number) for fault in verdict(database).faults]


def test_every_line_hangs_on_the_one_before(written: Database) -> None:
    found = verdict(written)
    assert (found.lines, found.faults) == (9, ())
    with written.reading() as session:
        sums = [row["chain"] for row in audit_chain.rows(session.connection())]
    assert len(set(sums)) == 9
    assert found.head == Head(9, sums[-1])


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE audit SET \"by\" = 'x' WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET action = 'x' WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET detail = '{\"number\": 9}' WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET subjects = '[]' WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET at = '2024-01-01 00:00:00' WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET round_id = 7 WHERE id = 4", ("line_changed", 4)),
        ("UPDATE audit SET chain = NULL WHERE id = 9", ("line_changed", 9)),
        ("UPDATE audit SET \"by\" = 'x' WHERE id = 9", ("line_changed", 9)),
        ("DELETE FROM audit WHERE id = 4", ("lines_missing", 5)),
        ("DELETE FROM audit WHERE id = 1", ("lines_missing", 2)),
        ("DELETE FROM audit WHERE id BETWEEN 3 AND 6", ("lines_missing", 7)),
        ("DELETE FROM audit WHERE id = 9", ("end_missing", 8)),
        ("DELETE FROM audit", ("end_missing", 0)),
    ],
)
def test_an_altered_or_removed_line_is_detected(
    written: Database, statement: str, fault: tuple[str, int]
) -> None:
    tamper(written, statement)
    assert faults(written)[0] == fault


def test_a_removed_last_line_shows_for_ever(written: Database) -> None:
    tamper(written, "DELETE FROM audit WHERE id = 9")
    add(written, "later")
    assert faults(written) == [("lines_missing", 10)]


def test_who_reckons_the_chain_anew_is_given_away_by_what_was_noted_elsewhere(written: Database) -> None:
    noted = verdict(written).head
    with written.changing() as session:
        connection = session.connection()
        unlocked(connection, "DELETE FROM audit WHERE id = 9")
        (last,) = [row for row in audit_chain.rows(connection) if row["id"] == 8]
        audit_chain.write_head(connection, Head(8, last["chain"]))
    assert faults(written) == []
    with written.reading() as session:
        assert not audit_chain.holds(session.connection(), noted)
        assert audit_chain.holds(session.connection(), NOTHING)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE audit SET \"by\" = 'x'", "DELETE FROM audit WHERE id = 9", "DELETE FROM audit"],
)
def test_the_database_refuses_to_change_a_line(written: Database, statement: str) -> None:
    with written.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text(statement))
    assert faults(written) == []


def test_a_line_cannot_be_put_in_the_place_of_another(written: Database) -> None:
    columns = '(id, at, "by", action, subjects, detail)'
    values = "(9, '2024-01-01 00:00:00', 'x', 'x', '[]', '{}')"
    update = (
        "INSERT OR REPLACE INTO audit {} VALUES {}"
        if written.engine.dialect.name == "sqlite"
        else "INSERT INTO audit {} VALUES {} ON CONFLICT (id) DO UPDATE SET action = 'x'"
    )
    with written.engine.connect() as connection, pytest.raises(DatabaseError):
        connection.execute(text(update.format(columns, values)))
    assert faults(written) == []


def test_concurrent_writers_keep_one_chain(database: Database) -> None:
    def write(name: str) -> None:
        for number in range(10):
            add(database, name, number=number)

    threads = [threading.Thread(target=write, args=(f"writer {n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = verdict(database)
    assert (found.lines, found.head.number, found.faults) == (81, 81, ())


def fail_behind_a_line(session: Session) -> None:
    queries.add_audit(session, "lost", by="x")
    raise ZeroDivisionError


def test_a_transaction_that_fails_leaves_no_line_and_no_gap(written: Database) -> None:
    with pytest.raises(ZeroDivisionError), written.changing() as session:
        fail_behind_a_line(session)
    add(written, "next")
    found = verdict(written)
    assert (found.lines, found.head.number, found.faults) == (10, 10, ())


def test_who_what_and_when_in_utc(database: Database) -> None:
    add(database, "Chị Hoa", people=3)
    with database.reading() as session:
        line = audit.lines(session, page=1, per_page=1).lines[0]
        stored = session.get(tables.Audit, line.id)
    assert stored is not None
    assert (line.by, line.action, line.subjects, line.detail) == (
        "Chị Hoa",
        "gap.reason",
        ("a",),
        {"people": 3},
    )
    assert line.at.utcoffset() == timedelta(0)
    assert datetime.now(UTC) - line.at < timedelta(minutes=1)


BREAKS = ("\n", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\t", "\u202e")


@pytest.mark.parametrize("sign", BREAKS)
def test_line_breaks_cannot_forge_entries(database: Database, sign: str) -> None:
    forged = f"officer{sign}2024-12-18 admin one user.close"
    with database.changing() as session:
        queries.add_audit(session, "gap.reason", by=forged, subjects=[forged], detail={"reason": [forged]})
    with database.reading() as session:
        page = audit.lines(session, page=1, per_page=10)
    line = page.lines[0]
    assert page.total == 2
    for said in (line.by, line.subjects[0], line.detail["reason"][0]):
        assert said.splitlines() == [said]
        assert sign not in said
    assert verdict(database).faults == ()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("gọi 0912345678 rồi", "gọi ••• rồi"),
        ("0912 345 678", "•••"),
        ("+84 912.345.678", "•••"),
        ("thẻ 067070000123", "thẻ •••"),
        ("số 123456789", "số •••"),
        ("2024-12-18", "2024-12-18"),
        ("0123456789abcdef", "0123456789abcdef"),
        ("1234567890123456#2", "1234567890123456#2"),
        ("f" * 64, "f" * 64),
        ("P000123", "P000123"),
        ("lanh_dao_so:so_noi_vu", "lanh_dao_so:so_noi_vu"),
    ],
)
def test_long_numbers_typed_into_a_reason_do_not_enter(typed: str, kept: str) -> None:
    assert audit_chain.plain({"reason": typed, "n": 912345678}) == {"reason": kept, "n": 912345678}


def test_lines_of_before_enter_the_chain_when_the_database_is_brought_up_to_date(empty_url: str) -> None:
    from tests.trust.durable.old_schemas import at_revision, upgraded

    with at_revision(empty_url, "0014") as connection:
        for number in (2, 3, 7):
            connection.execute(
                text(
                    'INSERT INTO audit (id, at, "by", action, subjects, detail) '
                    "VALUES (:n, '2024-12-12 01:02:03.000004', 't', 'dedupe', '[\"a\"]', '{\"b\": 1}')"
                ),
                {"n": number},
            )
    with upgraded(empty_url) as database:
        found = verdict(database)
        assert (found.lines, found.head.number, found.faults) == (3, 7, ())
        add(database, "next")
        assert verdict(database).head.number == 8

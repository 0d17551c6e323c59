"""The doctor: every check passes on what is whole, and says fail for each thing that is not."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from roster.services.handovers import freezing
from roster.services.incoming import originals
from roster.services.trust import checks, copies, doctor
from roster.store import audit_chain
from roster.store.audit_chain import Head
from roster.store.session import Database
from tests.cli.conftest import Ran
from tests.store.tampering import unlocked

_PAGE = 4096  # of SQLite

Run = Callable[..., Ran]


@pytest.fixture
def healthy(filled: Database) -> Database:
    copies.make(filled, copies.folder_of(filled), now=datetime.now(UTC))
    return filled


def codes(database: Database, **more: object) -> list[str]:
    asked: dict[str, object] = {"now": datetime.now(UTC)} | more
    return [one.code for one in doctor.examine(database, **asked)]  # type: ignore[arg-type]  # test data


def fails(database: Database, **more: object) -> set[str]:
    asked: dict[str, object] = {"now": datetime.now(UTC)} | more
    return {one.code for one in doctor.examine(database, **asked) if one.outcome == "fail"}  # type: ignore[arg-type]


def test_everything_is_looked_at(healthy: Database) -> None:
    assert codes(healthy) == [
        "database_whole",
        "references_whole",
        "schema_known",
        "ledger_balances",
        "audit_whole",
        "handovers_sealed",
        "originals_whole",
        "modes_private",
        "copy_restores",
        "audit_witnessed",
        "sampling_repeats",
    ]


def change(database: Database, *statements: str) -> None:
    with database.changing() as session:
        for statement in statements:
            session.execute(text(statement))


def test_a_row_that_was_lost(healthy: Database) -> None:
    change(healthy, "DELETE FROM rejects WHERE id = (SELECT min(id) FROM rejects)")
    assert fails(healthy) == {"ledger_wrong"}


def test_rows_that_point_nowhere(healthy: Database) -> None:
    if healthy.folder is None:
        change(healthy, "ALTER TABLE records DROP CONSTRAINT fk_records_import_id",
               "UPDATE records SET import_id = 99 WHERE id = 1")  # fmt: skip
        assert "references_broken" in fails(healthy)
        return
    with healthy.engine.connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
        connection.exec_driver_sql("UPDATE records SET import_id = 99 WHERE id = 1")
        connection.exec_driver_sql("PRAGMA foreign_keys = ON")
        connection.exec_driver_sql("BEGIN")
    assert "references_broken" in fails(healthy)


def test_a_damaged_page(healthy: Database, tmp_path: Path) -> None:
    if healthy.folder is None:
        pytest.skip("a page of a server's file cannot be damaged from here")
    healthy.close()
    path = Path(healthy.place)
    content = bytearray(path.read_bytes())
    page = content.index("Lê ??ng".encode()) // _PAGE * _PAGE
    content[page : page + _PAGE] = b"\x55" * _PAGE
    path.write_bytes(content)
    with healthy.engine.connect() as connection:
        assert checks.of_pages(connection).code == "database_damaged"


def test_a_table_that_is_not_this_versions(healthy: Database) -> None:
    change(healthy, "ALTER TABLE gap_reasons ADD COLUMN more TEXT")
    assert fails(healthy) == {"schema_differs"}


def test_an_altered_audit_line(healthy: Database) -> None:
    with healthy.changing() as session:
        unlocked(session.connection(), "UPDATE audit SET action = 'x' WHERE id = 2")
    assert fails(healthy) == {"audit_broken"}


def test_a_log_that_was_cut_and_reckoned_anew_is_given_away_by_the_last_copy(healthy: Database) -> None:
    with healthy.changing() as session:
        connection = session.connection()
        last = audit_chain.head_of(connection).number
        unlocked(connection, f"DELETE FROM audit WHERE id = {last}")
        *_, row = audit_chain.rows(connection)
        audit_chain.write_head(connection, Head(row["id"], row["chain"]))
    assert "audit_denied" in fails(healthy)


def test_a_head_on_paper(healthy: Database) -> None:
    with healthy.engine.connect() as connection:
        head = audit_chain.head_of(connection)
    assert fails(healthy, noted=head) == set()
    assert fails(healthy, noted=Head(head.number, "0" * 64)) == {"audit_denied"}


def test_a_hand_over_that_was_changed(healthy: Database) -> None:
    (file, *_) = (healthy.base / freezing.FOLDER).iterdir()
    file.chmod(0o600)
    file.write_bytes(b"other")
    assert fails(healthy) == {"handovers_changed"}


def test_a_hand_over_that_the_log_does_not_know(healthy: Database) -> None:
    with healthy.changing() as session:
        unlocked(session.connection(), "UPDATE audit SET action = 'x' WHERE action = 'export'")
    assert fails(healthy) == {"handovers_changed", "audit_broken"}


def test_a_file_as_received_that_is_gone(healthy: Database) -> None:
    (file,) = (healthy.base / originals.FOLDER).iterdir()
    file.unlink()
    assert fails(healthy) == {"originals_changed"}


def test_files_that_others_may_read(healthy: Database) -> None:
    (file,) = (healthy.base / originals.FOLDER).iterdir()
    file.chmod(0o644)
    assert fails(healthy) == {"modes_open"}


def test_no_copy_an_old_one_and_a_broken_one(filled: Database) -> None:
    assert fails(filled) == {"copy_missing"}
    now = datetime.now(UTC)
    made = copies.make(filled, copies.folder_of(filled), now=now - timedelta(days=3))
    assert fails(filled) == {"copy_old"}
    content = bytearray(made.copy.path.read_bytes())
    content[len(content) // 3] ^= 0xFF
    made.copy.path.write_bytes(content)
    assert "copy_broken" in fails(filled)


def test_a_protected_copy_is_opened_with_the_password(filled: Database) -> None:
    copies.make(filled, copies.folder_of(filled), now=datetime.now(UTC), password="mật khẩu dài")
    assert fails(filled) == {"copy_broken"}
    assert fails(filled, password="mật khẩu dài") == set()


def test_the_command_says_pass_or_fail_and_writes_for_the_binder(
    roster: Run, healthy: Database, url: str, tmp_path: Path
) -> None:
    told, lines = tmp_path / "doctor.json", tmp_path / "doctor.txt"
    done = roster("doctor", "--db", url, "--json", told, "--save", lines, "--lang", "en")
    assert done.code == 0
    said = json.loads(told.read_text(encoding="utf-8"))
    assert said["passed"] is True
    assert len([line for line in done.out.splitlines() if line.startswith("PASS")]) == len(said["findings"])
    assert lines.read_text(encoding="utf-8").count("PASS") == len(said["findings"])
    head = next(one["facts"] for one in said["findings"] if one["code"] == "audit_whole")
    noted = f"{head['number']}:{head['sha256']}"
    assert roster("doctor", "--db", url, "--noted", noted).code == 0
    assert roster("doctor", "--db", url, "--noted", f"{head['number']}:{'0' * 64}").code == 3
    assert roster("doctor", "--db", url, "--noted", "nonsense").code == 2
    change(healthy, "DELETE FROM rejects WHERE id = (SELECT min(id) FROM rejects)")
    assert roster("doctor", "--db", url, "--json", told).code == 3
    assert json.loads(told.read_text(encoding="utf-8"))["passed"] is False

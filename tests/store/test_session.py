import os
import stat
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.store import drives, queries, tables
from roster.store.session import Database, open_database


def test_sqlite_is_private_and_careful(tmp_path: Path) -> None:
    path = tmp_path / "new" / "roster.db"
    database = open_database(str(path))
    with database.changing() as session:
        queries.set_meta(session, "a", {"b": 1})
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        }
        log = path.with_name("roster.db-wal")
        modes = {stat.S_IMODE(p.stat().st_mode) for p in (path, log)}
    database.close()
    assert pragmas == {"journal_mode": "wal", "foreign_keys": 1, "busy_timeout": 10_000}
    assert database.warnings == ()
    if os.name != "nt":
        assert modes == {0o600}


def test_a_readable_database_becomes_private(tmp_path: Path) -> None:
    path = tmp_path / "roster.db"
    open_database(str(path)).close()
    path.chmod(0o644)
    open_database(f"sqlite:///{path}").close()
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_network_drive_warns_and_has_no_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drives, "NETWORK_FILESYSTEMS", _every_filesystem())
    database = open_database(str(tmp_path / "roster.db"))
    with database.reading() as session:
        assert session.execute(text("PRAGMA journal_mode")).scalar() == "delete"
    database.close()
    assert [warning.code for warning in database.warnings] == ["network_drive"]


def _every_filesystem() -> object:
    class Everything:
        def __contains__(self, _kind: object) -> bool:
            return True

    return Everything()


def test_changes_are_kept_together_or_not_at_all(database: Database) -> None:
    with database.changing() as session:
        queries.set_meta(session, "kept", {"n": 1})
    with pytest.raises(ZeroDivisionError), database.changing() as session:
        queries.set_meta(session, "lost", {"n": 1 // 0})
    with database.reading() as session:
        queries.set_meta(session, "only_looked", {"n": 1})
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(tables.RoundFact)) == 1
        assert queries.meta(session, "kept") == {"n": 1}


def test_writers_wait_for_each_other(database: Database) -> None:
    queries_done = []

    def count_up() -> None:
        for _ in range(10):
            with database.changing() as session:
                if session.get_bind().dialect.name == "postgresql":
                    session.execute(text("LOCK TABLE meta IN EXCLUSIVE MODE"))
                queries.set_meta(session, "n", {"n": queries.meta(session, "n").get("n", 0) + 1})
        queries_done.append(True)

    threads = [threading.Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(queries_done) == 4
    with database.reading() as session:
        assert queries.meta(session, "n") == {"n": 40}


@pytest.mark.parametrize("url", ["nonsense://x", "sqlite+nothing:///x", "http://a:b:c/x"])
def test_a_wrong_address_is_said(url: str) -> None:
    with pytest.raises(UserError) as error:
        open_database(url)
    assert error.value.code == "bad_database_url"


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(b"PK\x03\x04" + b"\x01" * 2000)
    with pytest.raises(UserError) as error:
        open_database(str(path))
    assert error.value.code == "database_unusable"
    assert path.read_bytes().startswith(b"PK")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(UserError) as error:
        open_database(str(tmp_path))
    assert error.value.code == "in_the_way"


def test_errors_never_quote_values(database: Database) -> None:
    with pytest.raises(ArithmeticError) as error, database.changing() as session:
        _break(session, "Nguyễn Văn An")
    assert "Nguyễn" not in str(error.value.__cause__)


def _break(session: Session, name: str) -> None:
    try:
        session.execute(text("SELECT :name FROM no_such_table"), {"name": name})
    except DatabaseError as fault:
        raise ArithmeticError from fault


def test_a_locked_database_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("roster.store.session.BUSY_SECONDS", 0)
    database = open_database(str(tmp_path / "roster.db"))
    with database.changing() as first:
        queries.set_meta(first, "a", {})
        with pytest.raises(UserError) as error, database.changing() as second:
            queries.set_meta(second, "b", {})
    database.close()
    assert error.value.code == "database_unusable"


def test_a_password_is_never_shown() -> None:
    with pytest.raises(UserError) as error:
        open_database("postgresql://officer:secret@127.0.0.1:1/nothing?connect_timeout=1")
    assert error.value.code == "database_unusable"
    assert "secret" not in str(error.value)

"""Durability: a process killed at any point, on both databases, loses nothing it said was kept, and leaves
nothing half done. `ROSTER_TEST_LONG=1` kills 200 times each.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, select, text

from roster.plan import Plan
from roster.services.rounds import book
from roster.services.trust import checks
from roster.store import tables
from roster.store.session import Database, open_database, sqlite_path
from tests.tools import LONG
from tests.trust.durable import acts, filling, killing
from tests.trust.durable.old_schemas import at_revision

TIMES = 200 if LONG else 4

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name == "nt", reason="needs kill -9")]


def is_whole(database: Database) -> None:
    """Integrity, references, ledger, audit chain, seals of hand-overs, files as received."""
    base = database.base
    with database.engine.connect() as connection:
        found = [
            checks.of_pages(connection),
            checks.of_references(connection),
            checks.of_ledger(connection),
            checks.of_audit(connection),
        ]
    found += [checks.of_hand_overs(database, base), checks.of_originals(database, base)]
    assert [one.code for one in found if one.outcome != "pass"] == []


def acts_on_record(database: Database) -> Counter[str]:
    with database.reading() as session:
        return Counter(session.scalars(select(tables.Audit.action)))


def rows(database: Database, kind: type[tables.Base]) -> int:
    with database.engine.connect() as connection:
        return connection.scalar(text(f"SELECT count(*) FROM {kind.__tablename__}")) or 0


@pytest.fixture
def begun(database: Database) -> Database:
    acts.begin(database)
    return database


@pytest.mark.parametrize("kind", list(acts.ACTS))
def test_killed_while_working(begun: Database, url: str, tmp_path: Path, kind: str) -> None:
    kept, before = 0, acts_on_record(begun)
    imports = rows(begun, tables.Import) - before["import.added"]
    killer = killing.Killer(kind, tmp_path / "notes")
    for run in range(TIMES):
        noted = killer.kill(url, run, acts_before=1 if run % 3 == 0 else 0)
        is_whole(begun)
        with begun.reading() as session:
            lines = set(session.scalars(select(tables.Audit.id)))
        assert lines >= set(noted), "a line of the audit log was lost"
        kept += len(noted)
    found = acts_on_record(begun)
    assert rows(begun, tables.Import) - imports == found["import.added"], "half an import"
    assert rows(begun, tables.HandOver) == found["export"]
    assert rows(begun, tables.Judgement) == found["review.decide"]
    assert kept > 0


@contextmanager
def copy_of(url: str, number: int) -> Iterator[str]:
    """A copy of a closed database, gone afterwards."""
    if path := sqlite_path(url):
        copy = path.with_name(f"copy{number}.db")
        shutil.copy(path, copy)
        yield f"sqlite:///{copy}"
        copy.unlink()
        return
    address = make_url(url)
    name = f"{address.database}_copy"
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {address.database}"))
    yield address.set(database=name).render_as_string(hide_password=False)
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    engine.dispose()


def test_killed_while_a_database_is_brought_up_to_date(empty_url: str, tmp_path: Path) -> None:
    with at_revision(empty_url, "0004") as connection:
        filling.fill(connection, rows=400)
        before = filling.contents(connection)
    killer = killing.Killer("migration", tmp_path / "notes")
    times = TIMES if LONG else 2  # of two seconds each
    with copy_of(empty_url, times) as address:  # how long it takes when nobody kills it
        killer.kill(address, 0, acts_before=1)
    for run in range(times):
        with copy_of(empty_url, run) as address:
            killer.kill(address, run, acts_before=0)
            database = open_database(address)
            with database.engine.connect() as connection:
                for found in (checks.of_pages, checks.of_references, checks.of_audit, checks.of_schema):
                    assert found(connection).outcome == "pass"
                assert filling.differences(before, filling.contents(connection)) == {}
            database.close()


def test_a_killed_process_leaves_a_database_that_works_on(begun: Database, url: str, tmp_path: Path) -> None:
    killer = killing.Killer("import", tmp_path / "notes")
    killer.kill(url, 1, acts_before=0)
    assert len(killer.kill(url, 2, acts_before=3)) >= 3
    is_whole(begun)


def test_the_plan_of_these_tests_is_the_one_of_their_database(plan: Plan, database: Database) -> None:
    with database.reading() as session:
        assert book.known(session, plan) == database.round_id

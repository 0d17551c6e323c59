"""What is looked up in a round is found by its index, not by walking through the round.

Among 100,000 people, once for each pair, a page else takes minutes.
"""

from pathlib import Path

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import InstrumentedAttribute

from roster.plan import Plan
from roster.services.rounds import book
from roster.store.session import open_database
from roster.store.tables import Pair, Record
from tests.services.conftest import plan as plan


@pytest.mark.parametrize(
    "column",
    [Record.id, Record.key, Record.person, Record.cluster, Record.import_id, Pair.left, Pair.right],
    ids=str,
)
def test_sqlite_uses_the_index_of_what_is_looked_up(
    column: InstrumentedAttribute[object], tmp_path: Path, plan: Plan
) -> None:
    database, _ = book.open_for(open_database(str(tmp_path / "roster.db")), plan, "daknong-2024-demo", by="t")
    asked = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: asked.append(given[2:4]))
    with database.reading() as session:
        session.execute(select(column.class_).where(column == "1")).all()
        statement, values = asked[-1]
        steps = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
    database.close()
    assert steps
    assert all(step.detail.startswith("SEARCH") and "(round_id=?)" not in step.detail for step in steps)

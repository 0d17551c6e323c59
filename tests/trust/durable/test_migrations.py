"""Every released schema, with rows in every table, is brought up to date: the data are what they were."""

import pytest
from sqlalchemy import text

from roster.services.trust import checks
from roster.store import migrations
from tests.trust.durable import filling
from tests.trust.durable.old_schemas import at_revision, revisions, upgraded

SOME = {"0001", *revisions()[3::4], revisions()[-1]}


@pytest.mark.slow
@pytest.mark.parametrize(
    "revision", [pytest.param(one, marks=() if one in SOME else pytest.mark.long) for one in revisions()]
)
def test_a_released_schema_keeps_its_data(empty_url: str, revision: str) -> None:
    with at_revision(empty_url, revision) as connection:
        filling.fill(connection)
        before = filling.contents(connection)
    assert all(before.values()), "a table without rows proves nothing"
    with upgraded(empty_url) as database, database.engine.connect() as connection:
        after = filling.contents(connection)
        assert filling.differences(before, after, since=revision) == {}
        assert checks.of_schema(connection).code == "schema_known"
        assert checks.of_references(connection).code == "references_whole"
        if revision < "0018":
            assert checks.of_audit(connection).code == "audit_whole"


def test_a_lost_value_would_be_noticed(empty_url: str) -> None:
    with at_revision(empty_url, "0004") as connection:
        filling.fill(connection)
        before = filling.contents(connection)
        connection.execute(text("UPDATE records SET position = 'x' WHERE id = 2"))
        connection.execute(text("DELETE FROM problems WHERE id = 3"))
        connection.execute(text("INSERT INTO meta (key, value) VALUES ('more', '{}')"))
        found = filling.differences(before, filling.contents(connection))
    assert {table: len(lines) for table, lines in found.items()} == {"records": 1, "problems": 1, "meta": 1}


def test_revisions_are_those_before_the_newest() -> None:
    assert revisions()[0] == "0001"
    assert migrations.HEAD not in revisions()

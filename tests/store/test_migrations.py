import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from roster.errors import UserError
from roster.store import (
    collecting_queries,
    finding,
    followup_queries,
    migrations,
    people_queries,
    queries,
    word_index,
)
from roster.store.session import Database, open_database
from roster.store.tables import Base


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    return ScriptDirectory.from_config(config)


def is_no_word_index(name: str | None, *_of: object) -> bool:
    """The index of words is each database's own kind of thing; test_word_index.py sees that it is there."""
    return not (name or "").startswith(word_index.NAME)


def test_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_no_word_index}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_script() -> None:
    assert scripts().get_heads() == [migrations.HEAD]


def test_opening_again_changes_nothing(empty_url: str) -> None:
    for _ in range(2):
        database = open_database(empty_url)
        with database.engine.connect() as connection:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        database.close()
        assert version == [migrations.HEAD]


def test_a_newer_database_is_refused(empty_url: str) -> None:
    database = open_database(empty_url)
    with database.changing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(UserError) as error:
        open_database(empty_url)
    assert error.value.code == "database_newer"


def test_every_migration_can_be_taken_back(database: Database) -> None:
    from alembic import command

    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
        left = connection.dialect.get_table_names(connection)
    assert left == ["alembic_version"]


def test_what_was_stored_before_edits_stays(empty_url: str) -> None:
    """A database of revision 0003 with a list and a decision in it, brought up to date."""
    from alembic import command

    database = open_database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        for statement in OF_0003:
            connection.execute(text(statement))
    database.close()
    database = open_database(empty_url)
    with database.reading() as session:
        (record,) = queries.active_records(session)
        (judged,) = queries.newest_judgements(session)
    database.close()
    assert (record.full_name, record.excluded, record.chosen) == ("Nguyễn Văn An", None, ())
    assert (judged.verdict, judged.edit_id) == ("same", None)


def test_people_of_the_last_comparison_get_numbers(empty_url: str) -> None:
    """A database of revision 0004, compared, brought up to date: one number each, the lists at rest none."""
    from alembic import command

    database = open_database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0004")
        for statement in (*OF_0003, *OF_0004):
            connection.execute(text(statement))
    database.close()
    database = open_database(empty_url)
    with database.reading() as session:
        rows = session.execute(text("SELECT key, cluster, person FROM records ORDER BY id")).all()
        people = session.execute(text("SELECT number, founder, became FROM persons ORDER BY number")).all()
        (judged,) = queries.newest_judgements(session)
    database.close()
    assert [tuple(row) for row in rows] == [("k", 1, 1), ("a", 1, 1), ("b", 2, 2), ("c", None, None)]
    assert [tuple(row) for row in people] == [(1, "a", None), (2, "b", None)]
    assert judged.grounds is None


def rows_of(database: Database) -> dict[str, list[tuple[str, ...]]]:
    """All that a database of before the rounds can hold, by table, without what was added since."""
    added = {"round_id", "brought_from", "unsure", "chain", "erased_at"}
    tables = ("imports", "records", "rejects", "problems", "pairs", "edits", "edit_lines", "judgements")
    found = {}
    with database.engine.connect() as connection:
        for table in (*tables, "gap_reasons", "audit", "persons", "column_mappings", "originals", "users"):
            names = [c["name"] for c in inspect(connection).get_columns(table) if c["name"] not in added]
            listed = ", ".join(f'"{name}"' for name in names)
            rows = connection.execute(text(f"SELECT {listed} FROM {table} ORDER BY 1"))
            found[table] = [tuple(map(str, row)) for row in rows]
    return found


def test_a_database_becomes_one_round_and_keeps_every_value(empty_url: str) -> None:
    """One of revision 0007 with a row in every table that belongs to a round, brought up to date."""
    from alembic import command

    database = open_database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        for statement in OF_0003:
            connection.execute(text(statement))
        command.upgrade(config, "0007")
        for statement in OF_0007:
            connection.execute(text(statement))
    before = rows_of(database)
    database.close()
    database = open_database(empty_url)
    assert database.round_id == 1
    assert rows_of(database) == before
    assert all(before[table] for table in ("imports", "records", "pairs", "edits", "gap_reasons", "audit"))
    with database.reading() as session:
        assert [p.full_name for p in queries.active_records(session)] == ["Nguyễn Văn An"]
        assert [pair.id for pair in queries.pairs_to_ask(session)] == ["abcd1234"]
        assert queries.gap_reasons(session) == {("lanh_dao_so", ""): "khuyết"}
        assert queries.meta(session, "compared") == {"state": "s"}
        kept = session.execute(text("SELECT key FROM meta ORDER BY key")).scalars().all()
        assert kept == ["audit_head", "signing_key"]
        assert session.execute(text("SELECT DISTINCT round_id FROM audit")).scalars().all() == [1]
    database.close()


def test_what_was_collected_and_followed_belongs_to_the_first_round(empty_url: str) -> None:
    """A database of revision 0011 with a row in every such table, brought up to date."""
    from alembic import command

    database = open_database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0011")
        for statement in OF_0011:
            connection.execute(text(statement))
    database.close()
    database = open_database(empty_url)
    with database.reading() as session:
        for table in OF_FOLLOWUP:
            rows = session.execute(text(f"SELECT id, round_id FROM {table}")).all()
            assert [tuple(row) for row in rows] == [(1, 1)]
        assert [one.agency for one in collecting_queries.notes(session, plan="p")] == ["so_y_te"]
        assert [one.event.person for one in followup_queries.events(session, plan="p")] == [7]
    database.close()


OF_FOLLOWUP = (
    *("agency_log", "followup_acts", "followup_events", "answer_rows", "answer_decisions"),
    *("disclosures", "followed"),
)
OF_0011 = (
    """INSERT INTO agency_log (id, plan, agency, kind, day, channel, at, "by")
       VALUES (1, 'p', 'so_y_te', 'received', '2024-12-12', '', '2024-12-12 00:00:00', 't')""",
    """INSERT INTO followup_acts (id, plan, kind, detail, at, "by")
       VALUES (1, 'p', 'mark', '{}', '2024-12-12 00:00:00', 't')""",
    """INSERT INTO followup_events (id, act_id, person, status, day, channel)
       VALUES (1, 1, 7, 'answered', '2024-12-12', '')""",
    """INSERT INTO answer_rows (id, act_id, sheet, "row", block, outcome, day, full_name, position, agency,
       candidates) VALUES (1, 1, '', 2, '', 'ask', '2024-12-12', 'An', '', '', '[]')""",
    "INSERT INTO answer_decisions (id, act_id, row_id) VALUES (1, 1, 1)",
    """INSERT INTO disclosures (id, plan, recipient, "group", agency, form, people, purpose, at, "by")
       VALUES (1, 'p', 'so_y_te', '', '', 'xlsx', 1, 'x', '2024-12-12 00:00:00', 't')""",
    """INSERT INTO followed (id, plan, place, person, is_first, "group", agency, agency_name, name, position,
       phone, search, status, reminders) VALUES (1, 'p', 1, 7, true, '', '', '', 'An', '', '', '', '', 0)""",
)
OF_0007 = (
    """INSERT INTO pairs (id, "left", "right", weight, band, evidence, ask_order)
       VALUES ('abcd1234', 'k', 'l', 1.5, 'ask', '[]', 0)""",
    "INSERT INTO edits (id, kind, at, \"by\") VALUES (1, 'judge', '2024-12-12 00:00:00', 't')",
    """INSERT INTO gap_reasons (id, "group", agency, text, at, "by")
       VALUES (1, 'lanh_dao_so', '', 'khuyết', '2024-12-12 00:00:00', 't')""",
    """INSERT INTO audit (id, at, "by", action, subjects, detail)
       VALUES (1, '2024-12-12 00:00:00', 't', 'dedupe', '[]', '{}')""",
    """INSERT INTO meta (key, value)
       VALUES ('compared', '{"state": "s"}'), ('signing_key', '{"key": "x"}')""",
)
OF_0004 = (
    "UPDATE records SET cluster = 0",
    """INSERT INTO imports (id, file_name, sha256, reading_sha256, state, error_params, notices, total,
       people, held, ignored, at, "by")
       VALUES (2, 'b.xlsx', 'c', 'd', 'undone', '{}', '[]', 1, 1, 0, 0, '2024-12-12 00:00:00', 't')""",
    *(
        f"""INSERT INTO records
            (id, import_id, sheet, row, block, key, full_name, phones, rank, flags, raw, cluster)
            VALUES ({n}, {of}, '', {n}, '', '{key}', 'An', '[]', 99, '[]', '{{}}', {cluster})"""
        for n, of, key, cluster in ((2, 1, "a", 0), (3, 1, "b", 1), (4, 2, "c", 0))
    ),
)
OF_0003 = (
    """INSERT INTO imports (id, file_name, sha256, reading_sha256, state, error_params, notices, total,
       people, held, ignored, at, "by")
       VALUES (1, 'a.xlsx', 'a', 'b', 'active', '{}', '[]', 1, 1, 0, 0, '2024-12-12 00:00:00', 't')""",
    """INSERT INTO records (id, import_id, sheet, row, block, key, full_name, phones, rank, flags, raw)
       VALUES (1, 1, '', 2, '', 'k', 'Nguyễn Văn An', '[]', 99, '[]', '{}')""",
    """INSERT INTO judgements (id, "left", "right", verdict, fingerprint, at, "by")
       VALUES (1, 'k', 'l', 'same', 'f', '2024-12-12 00:00:00', 't')""",
)


def test_what_was_stored_before_is_found(empty_url: str) -> None:
    """A database of before the search texts, brought up to date, finds its people by name."""
    from alembic import command

    database = open_database(empty_url)
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0003")
        for statement in OF_0003:
            connection.execute(text(statement))
    database.close()
    database = open_database(empty_url)
    with database.reading() as session:
        totals = [
            people_queries.find(session, people_queries.Search(said=finding.words(words)), limit=5, offset=0)[
                1
            ]
            for words in ("nguyen van", "Nguyễn", "Nguyên", "le")
        ]
    database.close()
    assert totals == [1, 1, 0, 0]

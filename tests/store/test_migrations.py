import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from roster.errors import UserError
from roster.store import migrations
from roster.store.session import Database, open_database
from roster.store.tables import Base


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(migrations.__path__[0]))
    return ScriptDirectory.from_config(config)


def test_migrations_make_exactly_the_tables_of_the_models(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_head_is_the_newest_script() -> None:
    assert scripts().get_heads() == [migrations.HEAD]


def test_opening_again_changes_nothing(url: str) -> None:
    for _ in range(2):
        database = open_database(url)
        with database.engine.connect() as connection:
            version = connection.execute(text("SELECT version_num FROM alembic_version")).scalars().all()
        database.close()
        assert version == [migrations.HEAD]


def test_a_newer_database_is_refused(url: str) -> None:
    database = open_database(url)
    with database.changing() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(UserError) as error:
        open_database(url)
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

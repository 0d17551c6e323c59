"""The index of words by which records are found, filled for those there are; pairs are found by their ends.

SQLite: an FTS5 table over `records.search` with the records of lists in force, kept by triggers. A later
migration that makes `records` or `imports` anew (batch mode) must create the triggers again.
"""

import sqlalchemy as sa
from alembic import op

from roster.store.migrations import found_by

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# words are what stands between spaces, letter by letter: their accents count
_TABLE = """CREATE VIRTUAL TABLE record_words USING fts5(search, content='records', content_rowid='id',
    tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* P* S* C*'", prefix='1 2', detail='none',
    columnsize=0)"""
_FILL = """INSERT INTO record_words (rowid, search) SELECT id, search FROM records
    WHERE import_id IN (SELECT id FROM imports WHERE state = 'active')"""
_ADD = "INSERT INTO record_words (rowid, search) VALUES (NEW.id, NEW.search);"
_REMOVE = "INSERT INTO record_words (record_words, rowid, search) VALUES ('delete', OLD.id, OLD.search);"
_IN_FORCE = "(SELECT state FROM imports WHERE id = {}.import_id) = 'active'"
_TRIGGERS = {
    "record_words_add": f"AFTER INSERT ON records WHEN {_IN_FORCE.format('NEW')} BEGIN {_ADD} END",
    "record_words_remove": f"AFTER DELETE ON records WHEN {_IN_FORCE.format('OLD')} BEGIN {_REMOVE} END",
    "record_words_change": f"""AFTER UPDATE OF search ON records
        WHEN OLD.search <> NEW.search AND {_IN_FORCE.format("NEW")} BEGIN {_REMOVE} {_ADD} END""",
    "record_words_list_in": """AFTER UPDATE OF state ON imports
        WHEN OLD.state <> 'active' AND NEW.state = 'active' BEGIN
        INSERT INTO record_words (rowid, search)
        SELECT id, search FROM records WHERE import_id = NEW.id; END""",
    "record_words_list_out": """AFTER UPDATE OF state ON imports
        WHEN OLD.state = 'active' AND NEW.state <> 'active' BEGIN
        INSERT INTO record_words (record_words, rowid, search)
        SELECT 'delete', id, search FROM records WHERE import_id = NEW.id; END""",
}
_POSTGRESQL = """CREATE INDEX record_words ON records
    USING gin (array_to_tsvector(array_remove(string_to_array(records.search, ' '), '')))"""
_ENDS = ("left", "right")


def upgrade() -> None:
    """Write the texts anew, groups, agencies and states among their marks, and index their words."""
    found_by.fill(op.get_bind())
    op.drop_index("ix_records_finding", "records")
    op.create_index("ix_records_finding", "records", ["name_order", "search", "import_id"])
    for name in _ENDS:
        op.create_index(op.f(f"ix_pairs_{name}"), "pairs", [name])
    if op.get_bind().dialect.name == "sqlite":
        for statement in (_TABLE, _FILL, *(f"CREATE TRIGGER {n} {what}" for n, what in _TRIGGERS.items())):
            op.execute(sa.text(statement))
    else:
        op.execute(sa.text(_POSTGRESQL))


def downgrade() -> None:
    """Remove the indexes; the texts keep their marks."""
    if op.get_bind().dialect.name == "sqlite":
        for name in _TRIGGERS:
            op.execute(sa.text(f"DROP TRIGGER {name}"))
        op.execute(sa.text("DROP TABLE record_words"))
    else:
        op.execute(sa.text("DROP INDEX record_words"))
    for name in _ENDS:
        op.drop_index(op.f(f"ix_pairs_{name}"), "pairs")
    op.drop_index("ix_records_finding", "records")
    columns = ["name_order", "search", "import_id", "group", "agency_code"]
    op.create_index("ix_records_finding", "records", columns)

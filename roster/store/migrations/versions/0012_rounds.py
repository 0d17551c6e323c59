"""Several survey rounds in one database: everything there is belongs to the first one.

Which plan that was is not known: the first plan used with the database adopts the round.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_OF_ROUND = (
    *("imports", "records", "rejects", "problems", "pairs", "edits", "edit_lines", "gap_reasons"),
    *("agency_log", "followup_acts", "followup_events", "answer_rows", "answer_decisions"),
    *("disclosures", "followed"),
)
_HANDED_OVER = ("hand_overs", "hand_over_rows", "hand_over_files", "entered")
_MADE_IN_ROUND = ("judgements", "audit")
_FACTS = "('compared', 'workbook')"
_FINDING = ["name_order", "search", "import_id"]
_ACTIVE = (
    ("uq_imports_active_name", "file_name", sa.text("state = 'active'")),
    ("uq_imports_active_content", "sha256", sa.text("state = 'active' AND error IS NULL")),
)


def upgrade() -> None:
    """Make the tables of rounds, the first round, and put everything into it."""
    _make_tables()
    op.execute(
        "INSERT INTO rounds (id, plan_name, title, begun_at, begun_by) "
        "VALUES (1, '', '', CURRENT_TIMESTAMP, '')"
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SELECT setval(pg_get_serial_sequence('rounds', 'id'), 1)")
    for table in _OF_ROUND:  # what a later insertion forgets to say stays in no round at all
        op.add_column(table, sa.Column("round_id", sa.Integer(), nullable=False, server_default="0"))
        op.execute(f"UPDATE {table} SET round_id = 1")  # noqa: S608 - names of our own tables
    for table in _HANDED_OVER:  # whose triggers refuse an UPDATE
        op.add_column(table, sa.Column("round_id", sa.Integer(), nullable=False, server_default="1"))
    for table in _MADE_IN_ROUND:
        op.add_column(table, sa.Column("round_id", sa.Integer(), nullable=True))
        op.execute(f"UPDATE {table} SET round_id = 1")  # noqa: S608 - names of our own tables
    op.add_column("imports", sa.Column("brought_from", sa.Integer(), nullable=True))
    op.execute(f"INSERT INTO round_facts SELECT 1, key, value FROM meta WHERE key IN {_FACTS}")  # noqa: S608
    op.execute(f"DELETE FROM meta WHERE key IN {_FACTS}")  # noqa: S608 - our own words
    _index_by_round(["round_id"])
    _identify_pairs_by(["round_id", "id"])


def downgrade() -> None:
    """One round again; refused while there are several, whose rows could not be told apart."""
    if (op.get_bind().scalar(sa.text("SELECT count(*) FROM rounds")) or 0) > 1:
        raise RuntimeError("this database holds several survey rounds")
    _identify_pairs_by(["id"])
    _index_by_round([])
    op.execute("INSERT INTO meta (key, value) SELECT key, value FROM round_facts")
    op.drop_column("imports", "brought_from")
    for table in (*_OF_ROUND, *_HANDED_OVER, *_MADE_IN_ROUND):
        op.drop_column(table, "round_id")
    for table in ("recognitions", "round_facts", "rounds"):
        op.drop_table(table)


def _make_tables() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(80), nullable=True),
        sa.Column("plan_name", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("begun_from", sa.Integer(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rounds")),
        sa.UniqueConstraint("code", name=op.f("uq_rounds_code")),
    )
    op.create_table(
        "round_facts",
        sa.Column("round_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("round_id", "key", name=op.f("pk_round_facts")),
    )
    op.create_table(
        "recognitions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("other_key", sa.String(40), nullable=False),
        sa.Column("other_number", sa.Integer(), nullable=False),
        sa.Column("other_round", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Double(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recognitions")),
    )


def _index_by_round(first: list[str]) -> None:
    """The indexes that look within one round, or again over all."""
    for name, column, where in _ACTIVE:
        op.drop_index(name, "imports")
        columns = [*first, column]
        op.create_index(name, "imports", columns, unique=True, sqlite_where=where, postgresql_where=where)
    op.drop_index("ix_records_finding", "records")
    op.create_index("ix_records_finding", "records", [*first, *_FINDING])


def _identify_pairs_by(columns: list[str]) -> None:
    """The same two keys may be compared in several rounds."""
    with op.batch_alter_table("pairs") as pairs:
        pairs.drop_constraint(op.f("pk_pairs"), type_="primary")
        pairs.create_primary_key(op.f("pk_pairs"), columns)

"""Indexes for looking up a record or pair name the round too.

Every query asks for the round, and SQLite, which gathers no statistics by itself, else may take the index
that begins with the round and walk through all of it.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_BEFORE = {
    "ix_records_key": ("records", ["key"]),
    "ix_records_person": ("records", ["person"]),
    "ix_records_cluster": ("records", ["cluster", "import_id"]),
    "ix_records_import_id_key": ("records", ["import_id", "key"]),
    "ix_pairs_left": ("pairs", ["left"]),
    "ix_pairs_right": ("pairs", ["right"]),
}
_AFTER = {
    "ix_records_key": ("records", ["key", "round_id"]),
    "ix_records_person": ("records", ["person", "round_id"]),
    "ix_records_cluster": ("records", ["cluster", "round_id", "import_id"]),
    "ix_records_import_id_key": ("records", ["import_id", "round_id", "key"]),
    "ix_pairs_left": ("pairs", ["left", "round_id"]),
    "ix_pairs_right": ("pairs", ["right", "round_id"]),
}


def upgrade() -> None:
    """Make them anew."""
    _exchange(_AFTER)


def downgrade() -> None:
    """As they were."""
    _exchange(_BEFORE)


def _exchange(indexes: dict[str, tuple[str, list[str]]]) -> None:
    for name, (table, columns) in indexes.items():
        op.drop_index(name, table)
        op.create_index(name, table, columns)

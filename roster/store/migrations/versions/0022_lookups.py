"""No index of records begins with the round alone.

SQLite gathers no statistics by itself: where every query asks for the round, it may take such an index for
one that finds a few rows, and walks through the whole round instead of looking up what is asked for.
"""

from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_BEFORE = {
    "ix_records_finding": ("records", ["round_id", "name_order", "search", "import_id"]),
    "ix_pairs_left": ("pairs", ["left"]),
    "ix_pairs_right": ("pairs", ["right"]),
}
_AFTER = {
    "ix_records_finding": ("records", ["name_order", "round_id", "search", "import_id"]),
    "ix_pairs_left": ("pairs", ["left", "round_id"]),  # the key of pairs begins with the round
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

"""A whole list enters and leaves SQLite's index of words in the order of its records.

FTS5 writes out what it has gathered each time a row comes before the last one: read by another index, as
SQLite did unasked, a list of 100,000 took five times as long.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

_MOVES = {
    "record_words_list_in": (
        "OLD.state <> 'active' AND NEW.state = 'active'",
        "record_words (rowid, search) SELECT id, search",
    ),
    "record_words_list_out": (
        "OLD.state = 'active' AND NEW.state <> 'active'",
        "record_words (record_words, rowid, search) SELECT 'delete', id, search",
    ),
}


def upgrade() -> None:
    """Make both triggers anew."""
    _make(" ORDER BY id")


def downgrade() -> None:
    """Leave the order to SQLite."""
    _make("")


def _make(order: str) -> None:
    if op.get_bind().dialect.name != "sqlite":
        return
    for name, (when, what) in _MOVES.items():
        op.execute(sa.text(f"DROP TRIGGER {name}"))
        op.execute(
            sa.text(
                f"CREATE TRIGGER {name} AFTER UPDATE OF state ON imports WHEN {when} BEGIN "
                f"INSERT INTO {what} FROM records WHERE import_id = NEW.id{order}; END"
            )
        )

"""The second step at signing in; until when a survey round's people are kept, and who was erased."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

_OF_ROUNDS: dict[str, sa.types.TypeEngine[Any]] = {
    "kept_until": sa.Date(),
    "purged_at": sa.DateTime(timezone=True),
    "purged_by": sa.Text(),
}


def upgrade() -> None:
    """Make the table and the columns."""
    op.create_table(
        "second_steps",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("recovery", sa.JSON(), nullable=False),
        sa.Column("begun", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_second_steps")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_second_steps_user_id")),
    )
    for name, kind in _OF_ROUNDS.items():
        op.add_column("rounds", sa.Column(name, kind, nullable=True))
    op.add_column("persons", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Remove them."""
    op.drop_column("persons", "erased_at")
    for name in reversed(_OF_ROUNDS):
        op.drop_column("rounds", name)
    op.drop_table("second_steps")

"""Ordered replacements, and who stands by for a group."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "replacements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("allowed_by", sa.Text(), nullable=False),
        *(sa.Column(name, sa.JSON(), nullable=False) for name in ("out", "into", "edits")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_replacements")),
        sa.ForeignKeyConstraint(["undoes"], ["replacements.id"], name=op.f("fk_replacements_undoes")),
        sa.UniqueConstraint("undoes", name=op.f("uq_replacements_undoes")),
    )
    op.create_table(
        "reserves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("edit_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reserves")),
        sa.ForeignKeyConstraint(["edit_id"], ["edits.id"], name=op.f("fk_reserves_edit_id")),
    )


def downgrade() -> None:
    """Remove them."""
    op.drop_table("reserves")
    op.drop_table("replacements")

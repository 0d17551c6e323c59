"""What was done about the plan's tasks, and the difficulties that were raised."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_KIND = "kind IN ('done', 'due', 'raised', 'proposed', 'answered', 'settled', 'undone')"


def upgrade() -> None:
    """Make the table."""
    texts = ("task", "agency", "document", "text", "by")
    op.create_table(
        "task_acts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("about", "undoes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_task_acts")),
        sa.CheckConstraint(_KIND, name=op.f("ck_task_acts_kind")),
        sa.UniqueConstraint("undoes", name=op.f("uq_task_acts_undoes")),
        sa.ForeignKeyConstraint(["about"], ["task_acts.id"], name=op.f("fk_task_acts_about")),
        sa.ForeignKeyConstraint(["undoes"], ["task_acts.id"], name=op.f("fk_task_acts_undoes")),
    )
    op.create_index(op.f("ix_task_acts_about"), "task_acts", ["about"])


def downgrade() -> None:
    """Remove it."""
    op.drop_table("task_acts")

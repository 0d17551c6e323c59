"""People keep their number from one comparison to the next; decisions keep what they rest on."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_CLUSTERS_OF_TODAY = (
    # numbers were made anew at each comparison: those of lists no longer in force say nothing
    "UPDATE records SET cluster = NULL WHERE import_id IN (SELECT id FROM imports WHERE state <> 'active')",
    "UPDATE records SET cluster = cluster + 1",
    "UPDATE records SET person = cluster",
    """INSERT INTO persons (number, founder)
       SELECT cluster, min(key) FROM records WHERE cluster IS NOT NULL GROUP BY cluster""",
)


def upgrade() -> None:
    """Make the table of people's numbers, and number the people of the last comparison."""
    op.create_table(
        "persons",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("founder", sa.String(40), nullable=False),
        sa.Column("became", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_persons")),
        sa.ForeignKeyConstraint(["became"], ["persons.number"], name=op.f("fk_persons_became")),
    )
    op.create_index(op.f("ix_persons_became"), "persons", ["became"])
    op.add_column("records", sa.Column("person", sa.Integer(), nullable=True))
    op.create_index(op.f("ix_records_person"), "records", ["person"])
    op.add_column("judgements", sa.Column("grounds", sa.String(64), nullable=True))
    for statement in _CLUSTERS_OF_TODAY:
        op.execute(statement)


def downgrade() -> None:
    """Forget whose number was whose."""
    op.drop_column("judgements", "grounds")
    op.drop_index(op.f("ix_records_person"), "records")
    op.drop_column("records", "person")
    op.drop_table("persons")

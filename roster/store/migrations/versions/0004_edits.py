"""What people mend, take out, choose and add by hand; what the list itself said beside it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables of edits, and room for their outcome in records and judgements."""
    op.create_table(
        "edits",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edits")),
        sa.ForeignKeyConstraint(["undoes"], ["edits.id"], name=op.f("fk_edits_undoes")),
        sa.UniqueConstraint("undoes", name=op.f("uq_edits_undoes")),
    )
    op.create_table(
        "edit_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edit_id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("block", sa.Text(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("field", sa.String(40), nullable=False),
        sa.Column("old", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit_lines")),
        sa.ForeignKeyConstraint(["edit_id"], ["edits.id"], name=op.f("fk_edit_lines_edit_id")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_edit_lines_import_id")),
    )
    op.create_index(op.f("ix_edit_lines_edit_id"), "edit_lines", ["edit_id"])
    op.create_index(op.f("ix_edit_lines_key"), "edit_lines", ["key"])
    op.create_index("ix_edit_lines_place", "edit_lines", ["import_id", "sheet", "row"])
    op.add_column("records", sa.Column("excluded", sa.Text(), nullable=True))
    op.add_column("records", sa.Column("chosen", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("records", sa.Column("stated", sa.JSON(), nullable=True))
    with op.batch_alter_table("judgements") as judgements:
        judgements.add_column(sa.Column("edit_id", sa.Integer(), nullable=True))
        judgements.create_foreign_key(op.f("fk_judgements_edit_id"), "edits", ["edit_id"], ["id"])
        judgements.create_index(op.f("ix_judgements_edit_id"), ["edit_id"])


def downgrade() -> None:
    """Remove what people did; the records keep the values in force."""
    with op.batch_alter_table("judgements") as judgements:
        judgements.drop_index(op.f("ix_judgements_edit_id"))
        judgements.drop_constraint(op.f("fk_judgements_edit_id"), type_="foreignkey")
        judgements.drop_column("edit_id")
    for column in ("stated", "chosen", "excluded"):
        op.drop_column("records", column)
    op.drop_table("edit_lines")
    op.drop_table("edits")

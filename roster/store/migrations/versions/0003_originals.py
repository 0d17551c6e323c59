"""Where the file as received is kept, and until when."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "originals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("kept_until", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_originals")),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_originals_import_id")),
        sa.UniqueConstraint("import_id", name=op.f("uq_originals_import_id")),
    )


def downgrade() -> None:
    """Remove the table."""
    op.drop_table("originals")

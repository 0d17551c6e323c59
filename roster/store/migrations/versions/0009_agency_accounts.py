"""Which agency an account of that role belongs to."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column."""
    op.add_column("users", sa.Column("agency", sa.Text(), nullable=True))


def downgrade() -> None:
    """Remove it."""
    op.drop_column("users", "agency")

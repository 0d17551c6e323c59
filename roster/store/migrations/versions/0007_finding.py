"""By what records are found, and in which order; filled for those there are."""

import sqlalchemy as sa
from alembic import op

from roster.store.migrations import found_by

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Add the two columns and their index."""
    for name, kind in (("search", sa.Text()), ("name_order", _ORDERED)):
        op.add_column("records", sa.Column(name, kind, nullable=False, server_default=""))
    found_by.fill(op.get_bind())
    columns = ["name_order", "search", "import_id", "group", "agency_code"]
    op.create_index("ix_records_finding", "records", columns)
    op.create_index(op.f("ix_records_cluster"), "records", ["cluster"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index(op.f("ix_records_cluster"), "records")
    op.drop_index("ix_records_finding", "records")
    for name in ("name_order", "search"):
        op.drop_column("records", name)

"""By what records are found, and in which order; filled for those there are."""

import sqlalchemy as sa
from alembic import op

from roster.store import finding

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_BATCH = 5_000
_ORDERED = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_records = sa.table(
    "records",
    *(
        sa.column(name)
        for name in ("id", "full_name", "position", "held", "excluded", "search", "name_order")
    ),
    sa.column("flags", sa.JSON()),
)


def upgrade() -> None:
    """Add the two columns and their index."""
    for name, kind in (("search", sa.Text()), ("name_order", _ORDERED)):
        op.add_column("records", sa.Column(name, kind, nullable=False, server_default=""))
    _fill(op.get_bind())
    columns = ["name_order", "search", "import_id", "group", "agency_code"]
    op.create_index("ix_records_finding", "records", columns)
    op.create_index(op.f("ix_records_cluster"), "records", ["cluster"])


def downgrade() -> None:
    """Remove them."""
    op.drop_index(op.f("ix_records_cluster"), "records")
    op.drop_index("ix_records_finding", "records")
    for name in ("name_order", "search"):
        op.drop_column("records", name)


def _fill(connection: sa.Connection) -> None:
    change = (
        sa.update(_records)
        .where(_records.c.id == sa.bindparam("number"))
        .values(search=sa.bindparam("found_by"), name_order=sa.bindparam("place"))
    )
    last = 0
    while rows := _after(connection, last):
        made = [
            {"number": r.id, "found_by": finding.search_text(r), "place": finding.name_order(r.full_name)}
            for r in rows
        ]
        connection.execute(change, made)
        last = rows[-1].id


def _after(connection: sa.Connection, last: int) -> list[sa.Row]:  # type: ignore[type-arg]  # of columns named above
    query = sa.select(_records).where(_records.c.id > last).order_by(_records.c.id).limit(_BATCH)
    return list(connection.execute(query))

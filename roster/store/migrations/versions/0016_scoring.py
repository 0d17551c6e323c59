"""A year's self-assessment: its catalogue, what was done to each component, the documents."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _table(name: str, *columns: sa.Column[object], constraints: tuple[sa.Constraint, ...] = ()) -> None:
    """A table of acts in a round: who, when, and its own columns."""
    op.create_table(
        name,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        *columns,
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")),
        *constraints,
    )


def _texts(*names: str) -> tuple[sa.Column[object], ...]:
    return tuple(sa.Column(name, sa.Text(), nullable=False) for name in names)


def _key(table: str, column: str, target: str) -> sa.Constraint:
    return sa.ForeignKeyConstraint([column], [f"{target}.id"], name=op.f(f"fk_{table}_{column}"))


def upgrade() -> None:
    """Make the four tables."""
    _table(
        "scoring_catalogues",
        *_texts("name", "content"),
        sa.Column("sha256", sa.String(64), nullable=False),
    )
    _table(
        "scoring_acts",
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("undoes", sa.Integer(), nullable=True),
        *_texts("agency", "text"),
        sa.Column("points", sa.String(60), nullable=True),
        sa.Column("answer", sa.JSON(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        constraints=(
            _key("scoring_acts", "undoes", "scoring_acts"),
            sa.UniqueConstraint("undoes", name=op.f("uq_scoring_acts_undoes")),
        ),
    )
    op.create_index("ix_scoring_acts_code", "scoring_acts", ["round_id", "code"])
    _table(
        "scoring_documents",
        *_texts("agency", "title", "number", "link", "name"),
        sa.Column("in_force", sa.Date(), nullable=True),
        sa.Column("kept", sa.String(40), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
    )
    _table(
        "scoring_attachments",
        sa.Column("document_id", sa.Integer(), nullable=False),
        sa.Column("detaches", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(60), nullable=False),
        *_texts("wanted", "section", "page"),
        constraints=(
            _key("scoring_attachments", "document_id", "scoring_documents"),
            _key("scoring_attachments", "detaches", "scoring_attachments"),
            sa.UniqueConstraint("detaches", name=op.f("uq_scoring_attachments_detaches")),
        ),
    )
    op.create_index(op.f("ix_scoring_attachments_document_id"), "scoring_attachments", ["document_id"])
    op.create_index("ix_scoring_attachments_code", "scoring_attachments", ["round_id", "code"])


def downgrade() -> None:
    """Remove them."""
    for name in ("scoring_attachments", "scoring_documents", "scoring_acts", "scoring_catalogues"):
        op.drop_table(name)

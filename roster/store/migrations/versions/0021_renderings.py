"""PDFs of what was handed over, made after the freeze: added, never changed."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_TABLE = "hand_over_renderings"
_REFUSAL = "what was handed over is never changed"


def upgrade() -> None:
    """Make the table, guarded as the frozen files are."""
    op.create_table(
        _TABLE,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("hand_over_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("name", "by")),
        *(sa.Column(name, sa.String(64), nullable=False) for name in ("sha256", "seal")),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept", sa.String(40), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{_TABLE}")),
        sa.UniqueConstraint("hand_over_id", "name", name=op.f(f"uq_{_TABLE}_hand_over_id")),
        sa.ForeignKeyConstraint(["hand_over_id"], ["hand_overs.id"], name=op.f(f"fk_{_TABLE}_hand_over_id")),
    )
    for statement in _protection(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Remove the table; its triggers go with it."""
    op.drop_table(_TABLE)


def _protection(dialect: str) -> list[str]:
    if dialect == "postgresql":
        guard = f"CREATE TRIGGER {_TABLE}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {_TABLE} "
        return [guard + "FOR EACH STATEMENT EXECUTE FUNCTION roster_refuse_change()"]
    return [
        f"CREATE TRIGGER {_TABLE}_no_{what.lower()} BEFORE {what} ON {_TABLE} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for what in ("UPDATE", "DELETE")
    ]

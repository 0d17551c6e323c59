"""Sealed draws and the log of the fieldwork, which the database refuses to change; designs; names."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_FROZEN = ("sipas_draws", "sipas_units", "sipas_lines")
_REFUSAL = "what was drawn or written into the log is never changed"


def upgrade() -> None:
    """Make the tables and the triggers that keep them as they are."""
    _make_draws()
    _make_units()
    _make_people()
    _make_lines()
    _make_designs()
    for statement in _protection(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Remove them; their triggers go with the tables."""
    for table in ("sipas_designs", "sipas_lines", "sipas_people", "sipas_units", "sipas_draws"):
        op.drop_table(table)


def _protection(dialect: str) -> list[str]:
    if dialect == "postgresql":  # the function is there since the hand-overs
        return [
            f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION roster_refuse_change()"
            for table in _FROZEN
        ]
    return [
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in _FROZEN
        for what in ("UPDATE", "DELETE")
    ]


def _make_draws() -> None:
    op.create_table(
        "sipas_draws",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("by", "reason", "title", "seed")),
        sa.Column("frame_sha256", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.Column("frame", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sipas_draws")),
        sa.UniqueConstraint("round_id", "number", name=op.f("uq_sipas_draws_round_id")),
    )


def _make_units() -> None:
    op.create_table(
        "sipas_units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("level", "unit_id", "parent_id", "name")),
        sa.Column("role", sa.String(10), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sipas_units")),
        sa.ForeignKeyConstraint(["draw_id"], ["sipas_draws.id"], name=op.f("fk_sipas_units_draw_id")),
    )
    op.create_index("ix_sipas_units_unit", "sipas_units", ["draw_id", "unit_id"])


def _make_people() -> None:
    op.create_table(
        "sipas_people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sipas_people")),
        sa.ForeignKeyConstraint(["draw_id"], ["sipas_draws.id"], name=op.f("fk_sipas_people_draw_id")),
    )
    op.create_index(op.f("ix_sipas_people_draw_id"), "sipas_people", ["draw_id"])


def _make_designs() -> None:
    op.create_table(
        "sipas_designs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sipas_designs")),
    )


def _make_lines() -> None:
    op.create_table(
        "sipas_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("draw_id", sa.Integer(), nullable=False),
        sa.Column("village", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("person", "reserve", "reason")),
        sa.Column("undoes", sa.Integer(), nullable=True),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sipas_lines")),
        sa.ForeignKeyConstraint(["draw_id"], ["sipas_draws.id"], name=op.f("fk_sipas_lines_draw_id")),
    )
    op.create_index(op.f("ix_sipas_lines_draw_id"), "sipas_lines", ["draw_id"])

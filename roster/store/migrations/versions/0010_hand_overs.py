"""What was handed over, kept as it was: the database itself refuses to change or delete it."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_FROZEN = ("hand_overs", "hand_over_rows", "hand_over_files")
_REFUSAL = "what was handed over is never changed"
_REFUSE = f"""CREATE FUNCTION roster_refuse_change() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{_REFUSAL}'; END $$ LANGUAGE plpgsql"""


def upgrade() -> None:
    """Make the tables and the triggers that keep three of them as they are."""
    _make_hand_overs()
    _make_rows()
    _make_files()
    _make_entered()
    for statement in _protection(op.get_bind().dialect.name):
        op.execute(statement)


def downgrade() -> None:
    """Remove them; their triggers go with the tables."""
    for table in ("entered", "hand_over_files", "hand_over_rows", "hand_overs"):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION roster_refuse_change()")


def _protection(dialect: str) -> list[str]:
    if dialect == "postgresql":
        return [
            _REFUSE,
            *(
                f"CREATE TRIGGER {table}_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
                "FOR EACH STATEMENT EXECUTE FUNCTION roster_refuse_change()"
                for table in _FROZEN
            ),
        ]
    return [
        f"CREATE TRIGGER {table}_no_{what.lower()} BEFORE {what} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{_REFUSAL}'); END"
        for table in _FROZEN
        for what in ("UPDATE", "DELETE")
    ]


def _make_hand_overs() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("addendum", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("precedence", sa.String(20), nullable=False),
        sa.Column("allow_reason", sa.Text(), nullable=False),
        sa.Column("points", sa.JSON(), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("form_sha256", sa.String(64), nullable=False),
        sa.Column("counts", sa.JSON(), nullable=False),
        sa.Column("rows_sha256", sa.String(64), nullable=False),
        sa.Column("seal", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_overs")),
        sa.UniqueConstraint("plan", "number", "addendum", name=op.f("uq_hand_overs_plan")),
    )


def _make_rows() -> None:
    texts = ("agency", "position", "name", "phone", "email")
    op.create_table(
        "hand_over_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand_over_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("group", sa.Text(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        sa.Column("agency_code", sa.Text(), nullable=True),
        sa.Column("dob", sa.String(10), nullable=True),
        sa.Column("gender", sa.String(10), nullable=True),
        sa.Column("phones", sa.JSON(), nullable=False),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.Column("change", sa.String(10), nullable=False),
        sa.Column("was", sa.JSON(), nullable=True),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_rows")),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["hand_overs.id"], name=op.f("fk_hand_over_rows_hand_over_id")
        ),
    )
    op.create_index("ix_hand_over_rows_line", "hand_over_rows", ["hand_over_id", "person", "group"])
    op.create_index(op.f("ix_hand_over_rows_person"), "hand_over_rows", ["person"])


def _make_files() -> None:
    op.create_table(
        "hand_over_files",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("hand_over_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kept", sa.String(40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over_files")),
        sa.ForeignKeyConstraint(
            ["hand_over_id"], ["hand_overs.id"], name=op.f("fk_hand_over_files_hand_over_id")
        ),
    )
    op.create_index(op.f("ix_hand_over_files_hand_over_id"), "hand_over_files", ["hand_over_id"])


def _make_entered() -> None:
    op.create_table(
        "entered",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("person", sa.Integer(), nullable=False),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entered")),
    )
    op.create_index("ix_entered_person", "entered", ["plan", "person"])

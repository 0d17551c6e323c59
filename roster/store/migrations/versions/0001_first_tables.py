"""The first tables: deliveries and their rows, comparisons, decisions, reasons, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ACTIVE = sa.text("state = 'active'")
ACTIVE_AND_READ = sa.text("state = 'active' AND error IS NULL")


def upgrade() -> None:
    """Make the tables."""
    _imports()
    _records()
    _rows_of_the_ledger()
    _comparisons()
    _reasons_audit_and_meta()


def downgrade() -> None:
    """Remove every table, the ones that point at others first."""
    for table in (
        "records",
        "rejects",
        "problems",
        "imports",
        "pairs",
        "judgements",
        "gap_reasons",
        "audit",
        "meta",
    ):
        op.drop_table(table)


def _moment(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _optional(name: str, length: int | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.String(length) if length else sa.Text(), nullable=True)


def _code(name: str, length: int) -> sa.Column[str]:
    return sa.Column(name, sa.String(length), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _json(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _primary(table: str) -> tuple[sa.Column[int], sa.PrimaryKeyConstraint]:
    return _number("id"), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}"))


def _of_import(table: str) -> tuple[sa.Column[int], sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f(f"fk_{table}_import_id"))
    return _number("import_id"), key


def _place() -> tuple[sa.Column[str], sa.Column[int], sa.Column[str]]:
    return _text("sheet"), _number("row"), _text("block")


def _imports() -> None:
    op.create_table(
        "imports",
        *_primary("imports"),
        _text("file_name"),
        _code("sha256", 64),
        _code("reading_sha256", 64),
        _optional("sender"),
        _code("state", 10),
        _optional("error", 40),
        _json("error_params"),
        _json("notices"),
        *(_number(name) for name in ("total", "people", "held", "ignored")),
        sa.Column("declared_total", sa.Integer(), nullable=True),
        _moment("at"),
        _text("by"),
        sa.Column("replaced_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('active', 'replaced', 'undone')", name=op.f("ck_imports_state")),
        sa.ForeignKeyConstraint(["replaced_by"], ["imports.id"], name=op.f("fk_imports_replaced_by")),
    )
    for name, column, where in (
        ("uq_imports_active_name", "file_name", ACTIVE),
        ("uq_imports_active_content", "sha256", ACTIVE_AND_READ),
    ):
        op.create_index(name, "imports", [column], unique=True, sqlite_where=where, postgresql_where=where)


def _records() -> None:
    op.create_table(
        "records",
        *_primary("records"),
        *_of_import("records"),
        *_place(),
        _code("key", 40),
        sa.Column("cluster", sa.Integer(), nullable=True),
        _text("full_name"),
        _optional("dob", 10),
        _optional("gender", 10),
        _json("phones"),
        _optional("cccd", 20),
        *(_optional(name) for name in ("email", "position", "position_raw", "agency", "agency_code", "unit")),
        *(_optional(name) for name in ("group", "group_origin", "rule_group")),
        _number("rank"),
        _optional("note"),
        _json("flags"),
        _optional("held", 40),
        _json("raw"),
    )
    op.create_index("ix_records_import_id_key", "records", ["import_id", "key"])
    op.create_index(op.f("ix_records_key"), "records", ["key"])


def _rows_of_the_ledger() -> None:
    op.create_table("rejects", *_primary("rejects"), *_of_import("rejects"), *_place(), _code("reason", 40))
    op.create_table(
        "problems",
        *_primary("problems"),
        *_of_import("problems"),
        *_place(),
        _code("code", 40),
        _code("severity", 10),
        _text("column"),
        _text("value"),
        _json("params"),
    )
    for table in ("rejects", "problems"):
        op.create_index(op.f(f"ix_{table}_import_id"), table, ["import_id"])


def _comparisons() -> None:
    op.create_table(
        "pairs",
        _code("id", 16),
        _code("left", 40),
        _code("right", 40),
        sa.Column("weight", sa.Double(), nullable=False),
        _code("band", 10),
        _json("evidence"),
        sa.Column("ask_order", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
    )
    op.create_index(op.f("ix_pairs_ask_order"), "pairs", ["ask_order"])
    op.create_table(
        "judgements",
        *_primary("judgements"),
        _code("left", 40),
        _code("right", 40),
        _code("verdict", 10),
        _code("fingerprint", 64),
        _moment("at"),
        _text("by"),
        sa.CheckConstraint("verdict IN ('same', 'different', 'unsure')", name=op.f("ck_judgements_verdict")),
    )
    op.create_index("ix_judgements_pair", "judgements", ["left", "right"])


def _reasons_audit_and_meta() -> None:
    op.create_table(
        "gap_reasons",
        *_primary("gap_reasons"),
        *(_text(name) for name in ("group", "agency", "text")),
        _moment("at"),
        _text("by"),
    )
    op.create_index("ix_gap_reasons_place", "gap_reasons", ["group", "agency"])
    op.create_table(
        "audit",
        *_primary("audit"),
        _moment("at"),
        _text("by"),
        _code("action", 40),
        _json("subjects"),
        _json("detail"),
        _optional("chain", 64),
    )
    op.create_table(
        "meta", _code("key", 40), _json("value"), sa.PrimaryKeyConstraint("key", name=op.f("pk_meta"))
    )

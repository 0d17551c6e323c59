"""Collecting the agencies' lists and following up who answers: their logs and what pages look at."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_KINDS = {
    "agency_log": "kind IN ('received', 'reminded', 'undone')",
    "followup_acts": "kind IN ('mark', 'import', 'decide', 'undo')",
}


def upgrade() -> None:
    """Make the tables."""
    _log("agency_log", _texts("plan", "agency"), _short("kind"), sa.Column("day", sa.Date(), nullable=False))
    op.create_index("ix_agency_log_agency", "agency_log", ["plan", "agency"])
    _log("followup_acts", _texts("plan"), _short("kind"), sa.Column("detail", sa.JSON(), nullable=False))
    op.create_index(op.f("ix_followup_acts_plan"), "followup_acts", ["plan"])
    _make_events()
    _make_answer_rows()
    _make_decisions()
    _make_disclosures()
    _make_followed()


def downgrade() -> None:
    """Remove them."""
    for table in (
        *("followed", "disclosures", "answer_decisions", "answer_rows"),
        *("followup_events", "followup_acts", "agency_log"),
    ):
        op.drop_table(table)


def _make_events() -> None:
    _table(
        "followup_events",
        [
            _number("act_id"),
            _number("person"),
            sa.Column("status", sa.String(12), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            _short("channel"),
            _key("followup_events", "act_id", "followup_acts.id"),
        ],
        indexed=("act_id", "person"),
    )


def _make_answer_rows() -> None:
    _table(
        "answer_rows",
        [
            _number("act_id"),
            *_texts("sheet", "block", "full_name", "position", "agency"),
            _number("row"),
            sa.Column("outcome", sa.String(12), nullable=False),
            sa.Column("person", sa.Integer(), nullable=True),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column("dob", sa.String(10), nullable=True),
            sa.Column("candidates", sa.JSON(), nullable=False),
            _key("answer_rows", "act_id", "followup_acts.id"),
        ],
        indexed=("act_id",),
    )


def _make_decisions() -> None:
    _table(
        "answer_decisions",
        [
            _number("act_id"),
            _number("row_id"),
            sa.Column("person", sa.Integer(), nullable=True),
            _key("answer_decisions", "act_id", "followup_acts.id"),
            _key("answer_decisions", "row_id", "answer_rows.id"),
        ],
        indexed=("act_id", "row_id"),
    )


def _make_disclosures() -> None:
    _table(
        "disclosures",
        [
            *_texts("plan", "recipient", "group", "agency", "purpose", "by"),
            _short("form"),
            _number("people"),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        ],
        indexed=("plan",),
    )


def _make_followed() -> None:
    _table(
        "followed",
        [
            *_texts("plan", "group", "agency", "agency_name", "name", "position", "phone", "search"),
            *(_number(name) for name in ("place", "person", "reminders")),
            sa.Column("is_first", sa.Boolean(), nullable=False),
            sa.Column("status", sa.String(12), nullable=False),
            sa.Column("since", sa.Date(), nullable=True),
            sa.Column("reminded_on", sa.Date(), nullable=True),
        ],
    )
    op.create_index("ix_followed_place", "followed", ["plan", "place"])
    op.create_index("ix_followed_person", "followed", ["plan", "person"])
    op.create_index("ix_followed_status", "followed", ["plan", "status", "group", "agency"])


def _log(table: str, texts: Sequence[sa.Column[str]], *columns: sa.Column[Any]) -> None:
    """A table whose lines are taken back by later ones."""
    channel = [_short("channel")] if table == "agency_log" else []
    _table(
        table,
        [
            *texts,
            *columns,
            *channel,
            sa.Column("undoes", sa.Integer(), nullable=True),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            *_texts("by"),
            sa.CheckConstraint(_KINDS[table], name=op.f(f"ck_{table}_kind")),
            sa.UniqueConstraint("undoes", name=op.f(f"uq_{table}_undoes")),
            _key(table, "undoes", f"{table}.id"),
        ],
    )


def _table(name: str, parts: Sequence[sa.schema.SchemaItem], *, indexed: Sequence[str] = ()) -> None:
    number = sa.Column("id", sa.Integer(), nullable=False)
    op.create_table(name, number, *parts, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}")))
    for column in indexed:
        op.create_index(op.f(f"ix_{name}_{column}"), name, [column])


def _texts(*names: str) -> list[sa.Column[str]]:
    return [sa.Column(name, sa.Text(), nullable=False) for name in names]


def _short(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(10), nullable=False)


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _key(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"))

"""Takes the people out of a survey round whose date of keeping is over; counts and checksums stay.

What was handed over is guarded by triggers: this is the one place that lifts them, inside one transaction,
and only to blank the texts of lines. Knows columns; which rounds are due is said by the caller.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, select, text, union_all
from sqlalchemy.orm import Session

from roster.store import personal_queries, rounds, tables, word_index
from roster.store.personal_queries import delete_across, update_across

_FROZEN = "hand_over_rows"
_OF_ROUND = (tables.Problem, tables.EditLine, tables.Pair, tables.Recognition, tables.Record)
_LINES: dict[str, Any] = {
    "name": "", "position": "", "phone": "", "email": "", "agency": "", "dob": None, "gender": None,
    "phones": [], "values": {}, "was": None,
}  # fmt: skip


def erase_round(session: Session, one: tables.Round) -> dict[str, int]:
    """Delete or blank everything about people in a round; how many rows of each kind."""
    done = {kind.__tablename__: delete_across(session, kind, kind.round_id == one.id) for kind in _OF_ROUND}
    done["followed"] = delete_across(session, tables.Followed, tables.Followed.plan == one.code)
    acts = select(tables.FollowupAct.id).where(tables.FollowupAct.plan == one.code)
    done["answer_rows"] = personal_queries.blank_answers(session, tables.AnswerRow.act_id.in_(acts))
    found = select(tables.Replacement).where(tables.Replacement.round_id == one.id)
    replaced = session.scalars(rounds.across(found)).all()
    done["replacements"] = personal_queries.blank_replacements(session, replaced, None)
    with _unfrozen(session.connection()):
        row = tables.HandOverRow
        done["hand_over_rows"] = update_across(session, row, row.round_id == one.id, **_LINES)
    word_index.forget_deleted(session)
    session.expire_all()
    return done


def files(session: Session, number: int) -> tuple[list[tables.Original], list[str]]:
    """The files as received that are kept of a round, and under which names those handed over lie."""
    of_round = select(tables.Import.id).where(tables.Import.round_id == number)
    imports = session.scalars(rounds.across(of_round)).all()
    kept = union_all(
        select(tables.HandOverFile.kept).where(tables.HandOverFile.round_id == number),
        select(tables.Rendering.kept).where(tables.Rendering.round_id == number),
    )
    return personal_queries.originals(session, imports), list(session.scalars(rounds.across(kept)))


@contextmanager
def _unfrozen(connection: Connection) -> Iterator[None]:
    """Lift the triggers that guard lines of hand-overs; a transaction that fails brings them back too."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"ALTER TABLE {_FROZEN} DISABLE TRIGGER {_FROZEN}_frozen"))
        yield
        connection.execute(text(f"ALTER TABLE {_FROZEN} ENABLE TRIGGER {_FROZEN}_frozen"))
        return
    name = f"{_FROZEN}_no_update"
    known = text("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = :name")
    made = connection.execute(known, {"name": name}).scalar_one()
    connection.execute(text(f"DROP TRIGGER {name}"))
    yield
    connection.execute(text(made))

"""What the services ask of the store about survey rounds, and the few looks that go beyond one of them.

Each look over several rounds says so (`rounds.across`); nothing else sees another round's rows.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, or_, select, union_all, update
from sqlalchemy.orm import Session

from roster.store import person_queries, rounds, tables
from roster.store.answer_queries import NOTHING_SAID
from roster.store.person_queries import Compared

_BATCH = 500  # ids per query: databases limit the number of parameters
_ACTS = (tables.Import, tables.Edit, tables.GapReason)


def all_rounds(session: Session) -> tuple[tables.Round, ...]:
    """Every round, in the order they were begun."""
    return tuple(session.scalars(select(tables.Round).order_by(tables.Round.id)))


def with_code(session: Session, code: str | None) -> tables.Round | None:
    """The round of the plan of this code; with None the one whose plan is not known."""
    return session.scalars(select(tables.Round).where(tables.Round.code == code)).first()


def numbered(session: Session, number: int) -> tables.Round | None:
    """The round of this number, or None."""
    return session.get(tables.Round, number)


def is_purged(session: Session) -> bool:
    """Whether the people of the session's round were erased when their date was over."""
    row = session.get(tables.Round, rounds.round_of(session))
    return row is not None and row.purged_at is not None


def has_work(session: Session, number: int) -> bool:
    """Whether anything was ever put into or done in a round."""
    asked = (rounds.across(select(table.id).where(table.round_id == number).limit(1)) for table in _ACTS)
    return any(session.scalar(query) is not None for query in asked)


def list_counts(session: Session) -> dict[int, tuple[int, int]]:
    """Lists in force and the people they state, by round."""
    counted = select(tables.Import.round_id, func.count(), func.coalesce(func.sum(tables.Import.people), 0))
    query = counted.where(tables.Import.state == "active").group_by(tables.Import.round_id)
    return {number: (lists, int(people)) for number, lists, people in session.execute(rounds.across(query))}


def has_other_lists(session: Session) -> bool:
    """Whether any list of another round is in force."""
    theirs = tables.Import.round_id != rounds.round_of(session)
    query = select(tables.Import.id).where(tables.Import.state == "active", theirs).limit(1)
    return session.scalar(rounds.across(query)) is not None


def earlier_rounds_compared(session: Session) -> tuple[tuple[int, Compared], ...]:
    """The records in force of the rounds begun before this one that have a number, the latest round first."""
    here = rounds.round_of(session)
    row = tables.Record
    query = (
        select(row.round_id, *person_queries.compared_columns())
        .join(tables.Import, row.import_id == tables.Import.id)
        .where(tables.Import.state == "active", row.round_id < here, row.cluster.is_not(None))
        .order_by(row.round_id.desc(), row.id)
    )
    found = session.execute(rounds.across(query))
    return tuple((number, person_queries.compared_row(values)) for number, *values in found)


def earlier_facts(session: Session, key: str) -> list[dict[str, Any]]:
    """A fact of every round begun before this one, where it has it."""
    row = tables.RoundFact
    query = select(row.value).where(row.key == key, row.round_id < rounds.round_of(session))
    return list(session.scalars(rounds.across(query.order_by(row.round_id))))


def rows_elsewhere(session: Session, number: int, keys: Iterable[str]) -> list[tuple[tables.Record, str]]:
    """The records in force of these keys in another round, with their file's name."""
    query = (
        select(tables.Record, tables.Import.file_name)
        .join(tables.Import, tables.Record.import_id == tables.Import.id)
        .where(
            tables.Import.state == "active",
            tables.Record.round_id == number,
            tables.Record.key.in_(tuple(keys)),
        )
    )
    return [(row, name) for row, name in session.execute(rounds.across(query))]


def brought(session: Session, sender: str) -> tables.Import | None:
    """What stands for a sender's list from an earlier round, while it does."""
    query = select(tables.Import).where(
        tables.Import.state == "active",
        tables.Import.brought_from.is_not(None),
        tables.Import.sender == sender,
    )
    return session.scalars(query).first()


def recognitions(session: Session) -> tuple[tables.Recognition, ...]:
    """Who may be somebody of an earlier round, the most probable first."""
    order = (tables.Recognition.weight.desc(), tables.Recognition.id)
    return tuple(session.scalars(select(tables.Recognition).order_by(*order)))


def recognition(session: Session, number: int) -> tables.Recognition | None:
    """The question of this number, while it is open."""
    return session.scalars(select(tables.Recognition).where(tables.Recognition.id == number)).first()


def count_recognitions(session: Session) -> int:
    """How many such questions are open."""
    return session.scalar(select(func.count(tables.Recognition.id))) or 0


def forget_answers(session: Session, *, before: datetime) -> int:
    """Remove what rows of lists imported before a moment say of their people, in every round; how many rows.

    Places and outcomes stay, and so do decisions.
    """
    row, act = tables.AnswerRow, tables.FollowupAct
    acts = select(act.id).where(act.kind == "import", act.at < before)
    said = (row.full_name != "", row.dob.is_not(None), row.position != "", row.agency != "")
    query = select(row.id).where(row.act_id.in_(acts), or_(*said))
    found = list(session.scalars(rounds.across(query)))
    for at in range(0, len(found), _BATCH):
        some = update(row).where(row.id.in_(found[at : at + _BATCH])).values(**NOTHING_SAID)
        session.execute(rounds.across(some).execution_options(synchronize_session=False))
    return len(found)


def files_handed_over(session: Session) -> frozenset[str]:
    """The kept names of the files of all hand-overs and of their PDFs, in every round."""
    kept = union_all(select(tables.HandOverFile.kept), select(tables.Rendering.kept))
    return frozenset(session.scalars(rounds.across(kept)))


def set_recognitions(session: Session, rows: list[dict[str, Any]]) -> None:
    """Make these the open questions."""
    session.execute(delete(tables.Recognition))
    if rows:
        session.execute(insert(tables.Recognition), rows)


def delete_sipas_names(session: Session, *, before: datetime) -> int:
    """Delete the names of people drawn before a moment, in whatever round; how many."""
    old = select(tables.SipasDraw.id).where(tables.SipasDraw.at < before)
    person = tables.SipasPerson
    due = select(func.count()).select_from(person).where(person.draw_id.in_(old))
    count = session.scalar(rounds.across(due)) or 0
    gone = delete(person).where(person.draw_id.in_(old))
    session.execute(rounds.across(gone), execution_options={"synchronize_session": False})
    return count

"""What was marked as seen in the lists, in terms of the lines of edits. Looks only; decides nothing."""

from sqlalchemy import ColumnElement, case, literal, select
from sqlalchemy.orm import Session

from roster.store import edit_queries, tables

PREFIX = "seen:"
_NO_VALUE = "–"  # a line with nothing in it would be taken for one that takes back


def field(code: str) -> str:
    """The field of the line that marks this code as seen."""
    return f"{PREFIX}{code}"


def value(typed: str) -> str:
    """What that line keeps of the cell: the mark holds as long as the same stands there."""
    return typed or _NO_VALUE


def is_open() -> ColumnElement[bool]:
    """Of a row of `problems`: nobody has marked it as seen, or the cell says something else since."""
    line, problem = tables.EditLine, tables.Problem
    marked = (
        select(line.id)
        .join(tables.Edit, line.edit_id == tables.Edit.id)
        .where(
            line.import_id == problem.import_id,
            line.sheet == problem.sheet,
            line.row == problem.row,
            line.block == problem.block,
            line.field == literal(PREFIX) + problem.code,
            line.value == case((problem.value == "", _NO_VALUE), else_=problem.value),
            edit_queries.in_force(),
        )
        .correlate(problem)
    )
    return ~marked.exists()


def open_problems(session: Session, import_id: int, code: str) -> tuple[tables.Problem, ...]:
    """What is said with this code in a delivery and not marked as seen, in the order it was found."""
    problem = tables.Problem
    query = select(problem).where(problem.import_id == import_id, problem.code == code, is_open())
    return tuple(session.scalars(query.order_by(problem.id)))


def lines_of_list(session: Session, import_id: int) -> tuple[tuple[tables.Edit, tables.EditLine], ...]:
    """The lines in force that mark something of a delivery as seen, with their acts, the latest act first."""
    query = (
        select(tables.Edit, tables.EditLine)
        .join(tables.EditLine, tables.EditLine.edit_id == tables.Edit.id)
        .where(tables.EditLine.import_id == import_id, tables.EditLine.field.startswith(PREFIX))
        .where(edit_queries.in_force())
        .order_by(tables.Edit.id.desc(), tables.EditLine.id)
    )
    return tuple((act, line) for act, line in session.execute(query))

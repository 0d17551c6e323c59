"""What the numbers in the audit log stand for: files and accounts by name. Looks only; decides nothing."""

from collections.abc import Iterable, Sequence

from sqlalchemy import String, cast, or_, select
from sqlalchemy.orm import Session

from roster.store import tables

_NAMED = {
    "import": (tables.Import.id, tables.Import.file_name),
    "user": (tables.User.id, tables.User.name),
}
KINDS = tuple(_NAMED)


def names(session: Session, kind: str, numbers: Iterable[int]) -> dict[int, str]:
    """The names of the files ('import') or accounts ('user') of these numbers, in force or not."""
    number, name = _NAMED[kind]
    return {row[0]: row[1] for row in session.execute(select(number, name).where(number.in_(tuple(numbers))))}


def about(session: Session, subjects: Sequence[str], *, limit: int) -> tuple[tables.Audit, ...]:
    """The newest lines that name one of these subjects; reads the whole log."""
    named = [cast(tables.Audit.subjects, String).contains(f'"{one}"', autoescape=True) for one in subjects]
    query = select(tables.Audit).where(or_(*named)).order_by(tables.Audit.id.desc()).limit(limit)
    return tuple(session.scalars(query))

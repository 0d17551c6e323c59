"""What the numbers in the audit log stand for: files and accounts by name. Looks only; decides nothing."""

from collections.abc import Iterable

from sqlalchemy import select
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

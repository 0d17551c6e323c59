"""What the services ask of the store about a year's self-assessment. Looks and adds; never changes.

Documents come as plain rows: there may be a thousand, and nearly every page asks for them.
"""

from typing import Any, TypeAlias

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Bundle, Session, aliased

from roster.store.tables import ScoringAct, ScoringAttachment, ScoringCatalogue, ScoringDocument

DocumentRow: TypeAlias = Row[Any]  # with the columns of ScoringDocument
AttachmentRow: TypeAlias = Row[Any]  # with those of ScoringAttachment


def catalogue(session: Session) -> ScoringCatalogue | None:
    """The catalogue the year is scored by, None where none was chosen yet."""
    return session.scalars(select(ScoringCatalogue).order_by(ScoringCatalogue.id.desc()).limit(1)).first()


def catalogues(session: Session) -> tuple[ScoringCatalogue, ...]:
    """Every catalogue that was chosen, the newest first."""
    return tuple(session.scalars(select(ScoringCatalogue).order_by(ScoringCatalogue.id.desc())))


def acts(session: Session) -> tuple[ScoringAct, ...]:
    """Everything that was done, in order, acts that only undo others among them."""
    return tuple(session.scalars(select(ScoringAct).order_by(ScoringAct.id)))


def documents(session: Session) -> tuple[DocumentRow, ...]:
    """Every document, in the order they came, those no component needs any more among them."""
    query = select(_of(ScoringDocument)).select_from(ScoringDocument).order_by(ScoringDocument.id)
    return tuple(session.scalars(query))


def document(session: Session, number: int) -> ScoringDocument | None:
    """The document of this number."""
    return session.scalars(select(ScoringDocument).where(ScoringDocument.id == number)).first()


def attachments(session: Session) -> tuple[tuple[AttachmentRow, DocumentRow], ...]:
    """What is attached and not detached, with its document, in order."""
    later = aliased(ScoringAttachment)
    detached = select(later.detaches).where(later.detaches.is_not(None))
    found = _attached().where(ScoringAttachment.detaches.is_(None), ScoringAttachment.id.not_in(detached))
    return tuple((row[0], row[1]) for row in session.execute(found))


def attachments_to(session: Session, code: str) -> tuple[tuple[AttachmentRow, DocumentRow], ...]:
    """What was ever attached to a component or task or taken off it again, with its document, in order."""
    found = _attached().where(ScoringAttachment.code == code)
    return tuple((row[0], row[1]) for row in session.execute(found))


def _attached() -> Select[Any]:
    return (
        select(_of(ScoringAttachment), _of(ScoringDocument))
        .select_from(ScoringAttachment)
        .join(ScoringDocument, ScoringAttachment.document_id == ScoringDocument.id)
        .order_by(ScoringAttachment.id)
    )


def _of(table: type[ScoringAttachment | ScoringDocument]) -> Bundle[Any]:
    """The columns of a table as one value of a row."""
    return Bundle(table.__tablename__, *(getattr(table, one.key) for one in table.__mapper__.columns))


def add(session: Session, row: ScoringAct | ScoringAttachment | ScoringCatalogue | ScoringDocument) -> int:
    """Add a row; its number."""
    session.add(row)
    session.flush()
    return row.id

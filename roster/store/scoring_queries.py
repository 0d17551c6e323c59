"""What the services ask of the store about a year's self-assessment. Looks and adds; never changes."""

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from roster.store.tables import ScoringAct, ScoringAttachment, ScoringCatalogue, ScoringDocument


def catalogue(session: Session) -> ScoringCatalogue | None:
    """The catalogue the year is scored by, None where none was chosen yet."""
    return session.scalars(select(ScoringCatalogue).order_by(ScoringCatalogue.id.desc()).limit(1)).first()


def catalogues(session: Session) -> tuple[ScoringCatalogue, ...]:
    """Every catalogue that was chosen, the newest first."""
    return tuple(session.scalars(select(ScoringCatalogue).order_by(ScoringCatalogue.id.desc())))


def acts(session: Session) -> tuple[ScoringAct, ...]:
    """Everything that was done, in order, acts that only undo others among them."""
    return tuple(session.scalars(select(ScoringAct).order_by(ScoringAct.id)))


def documents(session: Session) -> tuple[ScoringDocument, ...]:
    """Every document, in the order they came, those no component needs any more among them."""
    return tuple(session.scalars(select(ScoringDocument).order_by(ScoringDocument.id)))


def document(session: Session, number: int) -> ScoringDocument | None:
    """The document of this number."""
    return session.scalars(select(ScoringDocument).where(ScoringDocument.id == number)).first()


def attachments(session: Session) -> tuple[tuple[ScoringAttachment, ScoringDocument], ...]:
    """What is attached and not detached, with its document, in order."""
    later = aliased(ScoringAttachment)
    detached = select(later.detaches).where(later.detaches.is_not(None))
    found = (
        select(ScoringAttachment, ScoringDocument)
        .join(ScoringDocument, ScoringAttachment.document_id == ScoringDocument.id)
        .where(ScoringAttachment.detaches.is_(None), ScoringAttachment.id.not_in(detached))
        .order_by(ScoringAttachment.id)
    )
    return tuple((row[0], row[1]) for row in session.execute(found))


def attachments_to(session: Session, code: str) -> tuple[tuple[ScoringAttachment, ScoringDocument], ...]:
    """What was ever attached to a component or task or taken off it again, with its document, in order."""
    found = (
        select(ScoringAttachment, ScoringDocument)
        .join(ScoringDocument, ScoringAttachment.document_id == ScoringDocument.id)
        .where(ScoringAttachment.code == code)
        .order_by(ScoringAttachment.id)
    )
    return tuple((row[0], row[1]) for row in session.execute(found))


def add(session: Session, row: ScoringAct | ScoringAttachment | ScoringCatalogue | ScoringDocument) -> int:
    """Add a row; its number."""
    session.add(row)
    session.flush()
    return row.id

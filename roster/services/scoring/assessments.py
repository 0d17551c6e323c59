"""A round's year of scoring as it stands: read from the store, folded by `scoring.assessment`."""

import tomllib
from decimal import Decimal
from functools import lru_cache

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.store import scoring_queries, tables
from roster.store.scoring_queries import AttachmentRow, DocumentRow
from scoring.assessment import standing
from scoring.assessment.model import Act, Assessment, Attachment, Document
from scoring.assessment.standing import Given
from scoring.catalogue import reading
from scoring.catalogue.model import Catalogue
from scoring.knowledge import Knowledge, load_knowledge

_MOST = 8  # catalogues kept as they were read: a program uses one, a test run many


def read(session: Session) -> Assessment | None:
    """The year as it stands; None while no catalogue has been chosen."""
    chosen = scoring_queries.catalogue(session)
    if chosen is None:
        return None
    catalogue, knowledge = _opened(chosen.content, chosen.name)
    return standing.assess(
        Given(
            catalogue,
            knowledge,
            chosen.name,
            acts=[_act(row) for row in scoring_queries.acts(session)],
            attachments=[attachment(*rows) for rows in scoring_queries.attachments(session)],
        )
    )


def needed(session: Session) -> Assessment:
    """As `read`. Raises `UserError` (no_scoring_year)."""
    found = read(session)
    if found is None:
        raise _no_year()
    return found


def need_year(session: Session) -> None:
    """Look whether there is a year to read, without reading it. Raises `UserError` (no_scoring_year)."""
    if scoring_queries.catalogue(session) is None:
        raise _no_year()


def _no_year() -> UserError:
    """The refusal while no catalogue has been chosen."""
    return UserError(
        "no_scoring_year",
        "No catalogue of criteria has been chosen for this year. Choose one on the page Catalogue, or "
        "with roster score open-year.",
    )


def documents(session: Session) -> tuple[Document, ...]:
    """Every document of the year, in the order they came."""
    return tuple(map(document, scoring_queries.documents(session)))


def document(row: tables.ScoringDocument | DocumentRow) -> Document:
    """A stored document as scoring knows it."""
    return Document(
        number_here=row.id,
        agency=row.agency,
        title=row.title,
        number=row.number,
        in_force=row.in_force,
        link=row.link,
        name=row.name,
        kept=row.kept,
        sha256=row.sha256,
        size=row.size,
        at=row.at,
        by=row.by,
    )


@lru_cache(_MOST)
def _opened(content: str, name: str) -> tuple[Catalogue, Knowledge]:
    knowledge = load_knowledge()
    return reading.of_tables(tomllib.loads(content), knowledge, file=name), knowledge


def _act(row: tables.ScoringAct) -> Act:
    return Act(
        number=row.id,
        code=row.code,
        kind=row.kind,
        at=row.at,
        by=row.by,
        agency=row.agency,
        text=row.text,
        points=None if row.points is None else Decimal(row.points),
        answer=row.answer,
        day=row.day,
        undoes=row.undoes,
    )


def attachment(row: AttachmentRow, of: DocumentRow) -> Attachment:
    """A stored attachment as scoring knows it."""
    return Attachment(
        number=row.id,
        code=row.code,
        document=document(of),
        wanted=row.wanted,
        section=row.section,
        page=row.page,
        at=row.at,
        by=row.by,
    )

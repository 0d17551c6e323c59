"""Documents that prove what was scored: kept as files under random names, or as links; attached, taken off.

A file is written a piece at a time and never stands in memory. What is attached where is only ever added to.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from sqlalchemy.orm import Session

from roster import text
from roster.errors import UserError, raise_all
from roster.services import shelf
from roster.services.scoring import assessments, recording
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from roster.store import scoring_queries, tables
from roster.store.scoring_queries import DocumentRow
from scoring.assessment import steps
from scoring.assessment.model import EVIDENCE, Assessment, Attachment, Document

FOLDER = "scoring"
MAX_BYTES = 50 * 1024 * 1024  # of one document
MOST = 50  # documents to choose from at once
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a new document. `file` and `name` for a file, else `link`."""

    title: str
    number: str = ""
    in_force: date | None = None
    link: str = ""
    name: str = ""
    file: IO[bytes] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """What a document proves, and where in it. `wanted`: which of the catalogue's documents it is, or ''."""

    code: str
    wanted: str = ""
    section: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """Documents of an agency to choose from: those shown, how many were found, of how many."""

    documents: tuple[Document, ...]
    count: int
    of: int


def add(session: Session, about: About, place: Place, *, where: Shelf, actor: Actor) -> int:
    """Put a document here and attach it; its number.

    Raises `UserError` or `UserErrors`: those of `attach`, title_needed, file_or_link, bad_link, empty_file,
    file_too_large, document_known, `writing.refusal`.
    """
    raise_all([*_faults(about), *_refusals(assessments.needed(session), place, actor)])
    row = tables.ScoringDocument(
        agency=actor.agency,
        title=text.tidy(about.title)[:_LONGEST],
        number=text.tidy(about.number)[:_LONGEST],
        in_force=about.in_force,
        link=about.link.strip(),
        **(_kept(session, about, where, actor) if about.file else _NO_FILE),
        by=actor.by,
    )
    number = scoring_queries.add(session, row)
    _attach(session, number, place, actor)
    return number


def attach(session: Session, number: int, place: Place, *, actor: Actor) -> None:
    """Let a document of the agency prove another component too, or another place in it.

    Raises `UserError` or `UserErrors`: no_such_document, not_your_criterion, no_such_task, and as
    `steps.to_attach`.
    """
    row = scoring_queries.document(session, number)
    if row is None or row.agency != actor.agency:
        raise UserError(
            "no_such_document", "There is no such document of your agency. Choose one of the list."
        )
    raise_all(_refusals(assessments.needed(session), place, actor))
    _attach(session, number, place, actor)


def detach(session: Session, number: int, *, actor: Actor) -> Attachment:
    """Take a document off a component; the document stays. Raises as `attach`."""
    assessment = assessments.needed(session)
    one = next((one for one in assessment.attachments if one.number == number), None)
    if one is None:
        raise UserError(
            "no_such_document", "There is no such document of your agency. Choose one of the list."
        )
    raise_all(_refusals(assessment, Place(one.code), actor))
    place = Place(one.code, one.wanted, one.section, one.page)
    _attach(session, one.document.number_here, place, actor, detaches=number)
    return one


def find(session: Session, number: int, *, agency: str = "") -> Document:
    """A document of an agency, or with '' of anybody. Raises `UserError` (no_such_document)."""
    row = scoring_queries.document(session, number)
    if row is None or (agency and row.agency != agency):
        raise UserError(
            "no_such_document", "There is no such document of your agency. Choose one of the list."
        )
    return assessments.document(row)


def of_agency(session: Session, agency: str, *, words: str = "", chosen: int = 0) -> Found:
    """An agency's documents in whose title, sign or file name each of the words begins one, newest first.

    Of many only the first `MOST`, and the one of the number `chosen` in any case.
    """
    wanted = [f" {word}" for word in text.fold(words).split()]
    own = [row for row in scoring_queries.documents(session) if row.agency == agency]
    found = [row for row in reversed(own) if all(word in _searched(row) for word in wanted)]
    shown = [row for at, row in enumerate(found) if at < MOST or row.id == chosen]
    return Found(tuple(map(assessments.document, shown)), count=len(found), of=len(own))


def path_of(folder: Path, document: Document) -> Path:
    """Where a document's file lies. Raises `UserError` (document_gone)."""
    path = folder / document.kept
    if not document.kept or not path.is_file():
        raise UserError(
            "document_gone",
            "The file {name} is not there any more. Ask its agency to hand it in again.",
            name=document.name or document.title,
        )
    return path


_NO_FILE = {"name": "", "kept": "", "sha256": "", "size": 0}


def _searched(row: DocumentRow) -> str:
    return f" {text.fold(f'{row.title} {row.number} {row.name}')}"


def _kept(session: Session, about: About, where: Shelf, actor: Actor) -> dict[str, str | int]:
    """Write the file; its facts. One the agency has put here before is refused, and removed with the act."""
    assert about.file is not None  # noqa: S101 - asked by the caller
    stored = shelf.put_stream(where, about.file)
    if not stored.size:
        raise UserError("empty_file", "{file} is empty. Choose the right file.", file=about.name)
    if stored.size > MAX_BYTES:
        raise UserError(
            "file_too_large",
            "{file} has more than {most} MB. Hand in a smaller one, or a link to it.",
            file=about.name,
            most=MAX_BYTES // 1024 // 1024,
        )
    for known in assessments.documents(session):
        if (known.sha256, known.agency) == (stored.sha256, actor.agency):
            raise UserError(
                "document_known",
                "{file} is here already: document {number}. Choose it among your documents instead.",
                file=about.name,
                number=known.number_here,
            )
    return {
        "name": about.name[:_LONGEST],
        "kept": stored.path.name,
        "sha256": stored.sha256,
        "size": stored.size,
    }


def _faults(about: About) -> Iterator[UserError]:
    if not about.title.strip():
        yield UserError("title_needed", "Give the document a title.")
    if bool(about.file) == bool(about.link.strip()):
        yield UserError("file_or_link", "Choose a file or give a link, one of the two.")
    elif about.link and not _is_address(about.link.strip()):
        yield UserError(
            "bad_link", "{link} is not an address. Write it with https://.", link=about.link[:100]
        )


def _is_address(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and link.isprintable()


def _refusals(assessment: Assessment, place: Place, actor: Actor) -> list[UserError]:
    if place.code.startswith(EVIDENCE):
        task = place.code.removeprefix(EVIDENCE)
        found = [one for one in assessment.tasks_of(actor.agency) if one.code == task]
        if found:
            return list(_not_wanted(place, found[0].documents))
        return [
            UserError("no_such_task", "Your agency has no task {code}. Open it from your list.", code=task)
        ]
    one = steps.component(assessment, place.code)
    wrong = list(steps.not_own(assessment, one, actor.agency))
    return wrong or [
        *steps.to_attach(assessment, one, actor.today),
        *_not_wanted(place, one.node.documents),
    ]


def _not_wanted(place: Place, documents: tuple[str, ...]) -> Iterator[UserError]:
    if place.wanted and place.wanted not in documents:
        yield UserError(
            "not_asked_for",
            "{code} does not ask for {document}. Choose one of its list, or none.",
            code=place.code.removeprefix(EVIDENCE),
            document=place.wanted[:100],
        )


def _attach(
    session: Session, number: int, place: Place, actor: Actor, *, detaches: int | None = None
) -> None:
    scoring_queries.add(
        session,
        tables.ScoringAttachment(
            document_id=number,
            detaches=detaches,
            code=place.code,
            wanted=place.wanted,
            section=text.tidy(place.section)[:_LONGEST],
            page=text.tidy(place.page)[:_LONGEST],
            by=actor.by,
        ),
    )
    what = "detached" if detaches else "attached"
    recording.audit(session, f"scoring.{what}", [place.code], by=actor.by, detail={"document": number})

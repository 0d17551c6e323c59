"""PDFs of what was handed over, made after the freeze: what is frozen is the record, a PDF shows it.

Freezing never waits for LibreOffice, which takes longer than everything else. Making PDFs is slow, stands in
no transaction and can be done again where it was interrupted; the first one added under a name stays.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy.orm import Session

from roster.export import pdf
from roster.services.handovers import checks, documents, freezing
from roster.services.handovers.documents import NO_EXTRAS, Extras, Made
from roster.services.shelf import Shelf
from roster.store import base, handover_queries, queries
from roster.survey import seals
from roster.survey.hand_over import HandedFile, HandOver, Rendering

_OFFICE = frozenset({".xlsx", ".docx"})
_PLAIN = b"PK"  # how a workbook or document begins that no password protects


def check_possible() -> None:
    """Refuse (no_libreoffice) where PDFs cannot be made on this computer."""
    pdf.needed()


def missing(folder: Path, made: HandOver) -> tuple[HandedFile, ...]:
    """The frozen files of which there could be a PDF and is none; `folder` holds the kept files."""
    there = {file.name for file in made.kept_files}
    return tuple(
        one
        for one in made.files
        if Path(one.name).suffix in _OFFICE and _name(one) not in there and _is_plain(folder / one.kept)
    )


def convert(folder: Path, made: HandOver, extras: Extras = NO_EXTRAS) -> tuple[Made, ...]:
    """PDFs of what is `missing`, protected as the frozen files are by `extras`.

    A PDF has no password of its own: what names people goes into one encrypted archive, or is kept only.
    Takes seconds. Raises `UserError`: kept_file_changed, weak_password, no_libreoffice, not_converted.
    """
    files = missing(folder, made)
    if not files:
        return ()
    contents = {one.name: checks.content_of(folder, one) for one in files}
    shown = pdf.convert(contents)
    plain = tuple(Made(_name(one), shown[one.name]) for one in files)
    book = made.files[0]  # the file that names people
    if not extras.password:
        return plain
    if extras.archive:
        archive = documents.archived(f"{Path(book.name).stem} (PDF).zip", plain, extras.password)
        return (*documents.kept_only(plain), archive)
    return tuple(replace(one, handed=one.name != _name(book)) for one in plain)


def keep(session: Session, where: Shelf, made: HandOver, rendered: Sequence[Made], *, by: str) -> None:
    """Add what was converted to the hand-over, under a seal each, and put it on record.

    What somebody else has added meanwhile under the same name stays, and ours is let go.
    """
    there = {one.name for one in _now(session, made).kept_files}
    for one in rendered:
        if one.name not in there:
            _keep(session, where, made, one, by=by)


def give_out(
    session: Session, folder: Path, made: HandOver, rendered: Sequence[Made], *, by: str
) -> tuple[Made, ...]:
    """The renderings that are kept, put on record; without those `rendered` just now to be kept only.

    Raises `UserError` (kept_file_changed).
    """
    withheld = {one.name for one in rendered if not one.handed}
    now = _now(session, made)
    return tuple(
        Made(file.name, checks.give_out_file(session, folder, now, file, by=by))
        for file in (one.file for one in now.renderings)
        if file.name not in withheld
    )


def _now(session: Session, made: HandOver) -> HandOver:
    found = handover_queries.hand_over(session, plan=made.plan, number=made.number, addendum=made.addendum)
    return found or made


def _keep(session: Session, where: Shelf, made: HandOver, one: Made, *, by: str) -> None:
    unsealed = Rendering(freezing.kept_file(where, one), base.now(), by, seal="")
    sealed = replace(unsealed, seal=seals.of_rendering(unsealed, of=made.seal))
    handover_queries.add_rendering(session, made.id, sealed)
    detail = {"hand_over": made.name, "sha256": sealed.file.sha256, "seal": sealed.seal}
    queries.add_audit(session, "handover.rendered", by=by, detail=detail)


def _name(file: HandedFile) -> str:
    return f"{Path(file.name).stem}.pdf"


def _is_plain(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_PLAIN)) == _PLAIN
    except OSError:
        return False

"""The evidence package: every document of a year in one zip archive, with a table of contents by criterion.

Documents are read a piece at a time and handed on at once: the archive never stands in memory or on a disk.
"""

import hashlib
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from sqlalchemy.orm import Session

from roster import writing
from roster.errors import UserError, raise_all
from roster.export import score_table, workbook
from roster.export.form import fill
from roster.export.score_table import CONTENTS, ScoreForm, ScoreLine, ScoreTable
from roster.plan import Plan
from roster.services.handovers.document import safe_name
from roster.services.scoring import assessments
from roster.store import queries
from scoring.assessment.model import Assessment, Attachment, Document

_PIECE = 256 * 1024  # bytes read at once
_LONGEST = 80  # characters of a file's name: Windows counts those of all folders above it too
_FIRST_YEAR = 1980  # zip knows none before


@dataclass(frozen=True, slots=True)
class Entry:
    """One document in the archive: under which name, where its file lies, what it was when handed in."""

    name: str
    path: Path
    document: Document


@dataclass(frozen=True, slots=True)
class Package:
    """What will be packed: the archive's name, every file once, how many links there are besides."""

    file_name: str
    entries: tuple[Entry, ...]
    links: int
    year: Assessment
    plan: Plan
    today: date
    form: ScoreForm

    @property
    def size(self) -> int:
        """How many bytes the documents have."""
        return sum(entry.document.size for entry in self.entries)


def prepare(session: Session, folder: Path, *, plan: Plan, today: date, by: str) -> Package:
    """List what is packed and write down that it leaves; nothing is read yet but the files' places.

    Raises `UserError` or `UserErrors`: no_scoring_year, document_gone for every file that is not there.
    """
    made = of_year(assessments.needed(session), folder, plan=plan, today=today)
    detail = {"files": len(made.entries), "links": made.links, "bytes": made.size}
    queries.add_audit(session, "scoring.packaged", by=by, detail=detail)
    return made


def of_year(year: Assessment, folder: Path, *, plan: Plan, today: date) -> Package:
    """The same from a year as it stands, without a line in the log."""
    form = score_table.load_form(CONTENTS)
    documents = _documents(year)
    entries = tuple(_entries(documents, folder, form))
    raise_all(_gone(entries))
    return Package(
        safe_name(fill(form.words["package"], plan=plan.title, year=plan.year)) + ".zip",
        entries,
        sum(bool(one.document.link) for one in documents.values()),
        year,
        plan,
        today,
        form,
    )


def contents(package: Package) -> bytes:
    """The table of contents as a workbook: every criterion, every document in it, what is missing."""
    year, form, plan = package.year, package.form, package.plan
    names = {entry.document.number_here: entry.name for entry in package.entries}
    catalogue = year.catalogue
    lines = [line for node in catalogue.ordered for line in _of_node(year, node.code, names, form)]
    for task in catalogue.evidence:
        lines.append(ScoreLine({"code": task.code, "name": task.name}, is_sum=True))
        lines += _of_place(year.evidence.get(task.code, ()), task.documents, names, form)
    table = ScoreTable(plan.province, plan.title, catalogue.title, tuple(lines), training=catalogue.training)
    about = {"title": catalogue.title, "company": form.issuer}
    laid = score_table.layout(table, form)
    return workbook.of_sheets([laid], about=about, created=datetime.combine(package.today, time()))


def stream(package: Package) -> Iterator[bytes]:
    """The archive's bytes piece by piece: contents, documents, and what their checksums say at the end.

    A file that changed since it was handed in is packed as it is and named in the checksums.
    """
    pipe, sums, different = _Pipe(), [], []
    with ZipFile(pipe, "w", ZIP_STORED) as archive:
        archive.writestr(_info(package, package.form.words["contents"]), contents(package), ZIP_DEFLATED)
        for entry in package.entries:
            digest = hashlib.sha256()
            info = _info(package, entry.name)
            info.file_size = entry.path.stat().st_size
            with entry.path.open("rb") as source, archive.open(info, "w") as target:
                while piece := source.read(_PIECE):
                    digest.update(piece)
                    target.write(piece)
                    yield pipe.taken()
            sums.append(f"{digest.hexdigest()}  {entry.name}")
            if digest.hexdigest() != entry.document.sha256:
                different.append(entry.name)
        checked = _checked(sums, different, package.form)
        archive.writestr(_info(package, package.form.words["checksums"]), checked, ZIP_DEFLATED)
    yield pipe.taken()


def write(package: Package, path: Path, *, done: Callable[[int], None] = lambda _bytes: None) -> None:
    """Write the archive to a file, whole or not at all; `done` hears how many bytes there are.

    Raises `UserError` (`writing.refusal`).
    """
    writing.write_pieces(path, _told(package, done))


def _told(package: Package, done: Callable[[int], None]) -> Iterator[bytes]:
    written = 0
    for piece in stream(package):
        yield piece
        written += len(piece)
        done(written)


class _Pipe(io.RawIOBase):
    """Where the archive writes: keeps what nobody has taken yet, cannot go back."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes, /) -> int:  # type: ignore[override]  # zipfile writes bytes only
        self._pieces.append(bytes(piece))
        return len(piece)

    def taken(self) -> bytes:
        """What was written since the last time."""
        pieces, self._pieces = self._pieces, []
        return b"".join(pieces)


def _documents(year: Assessment) -> dict[int, Attachment]:
    """The first place of each document, in the order of the criteria, then of the tasks."""
    found: dict[int, Attachment] = {}
    for _code, attachments in _places(year):
        for one in attachments:
            found.setdefault(one.document.number_here, one)
    return found


def _places(year: Assessment) -> Iterator[tuple[str, tuple[Attachment, ...]]]:
    for component in year.components.values():
        yield component.code, component.attachments
    for task in year.catalogue.evidence:
        yield task.code, year.evidence.get(task.code, ())


def _entries(documents: dict[int, Attachment], folder: Path, form: ScoreForm) -> Iterator[Entry]:
    for number, one in documents.items():
        if not one.document.link:
            code = safe_name(one.code.removeprefix("evidence:"))
            name = f"{form.words['folder']}/{code}/{number:04d} {_short(one.document)}"
            yield Entry(name, folder / one.document.kept, one.document)


def _short(document: Document) -> str:
    """The name of a document's file, as long as an archive may have it."""
    name = PurePath(safe_name(document.name))
    return f"{name.stem[: _LONGEST - len(name.suffix)].strip(' .')}{name.suffix}"


def _gone(entries: tuple[Entry, ...]) -> list[UserError]:
    return [
        UserError(
            "document_gone",
            "The file {name} is not there any more. Ask its agency to hand it in again.",
            name=entry.document.name or entry.document.title,
        )
        for entry in entries
        if not entry.document.kept or not entry.path.is_file()
    ]


def _of_node(year: Assessment, code: str, names: dict[int, str], form: ScoreForm) -> Iterator[ScoreLine]:
    node, component = year.catalogue.by_code[code], year.components.get(code)
    yield ScoreLine({"code": code, "name": node.name}, is_sum=True)
    if component is None or component.survey:
        return
    yield from _of_place(component.attachments, node.documents, names, form)
    if component.explanation:
        yield ScoreLine({"name": fill(form.words["explained"], explanation=component.explanation)})


def _of_place(
    attachments: tuple[Attachment, ...], wanted: tuple[str, ...], names: dict[int, str], form: ScoreForm
) -> Iterator[ScoreLine]:
    for one in attachments:
        document = one.document
        yield ScoreLine(
            {
                "name": one.wanted,
                "document": document.title,
                "number": document.number,
                "in_force": f"{document.in_force:%d/%m/%Y}" if document.in_force else "",
                "section": one.section,
                "page": one.page,
                "file": document.link or names.get(document.number_here, ""),
                "sha256": document.sha256,
            }
        )
    there = {one.wanted for one in attachments}
    for missing in wanted:
        if missing not in there:
            yield ScoreLine({"name": missing, "document": form.words["missing"]})
    if not attachments and not wanted:
        yield ScoreLine({"document": form.words["nothing"]})


def _checked(sums: list[str], different: list[str], form: ScoreForm) -> bytes:
    """The checksums as sha256sum writes and checks them, remarks behind a sign it passes over."""
    said = [form.words["different"], *different] if different else [form.words["same"]]
    return ("\n".join([*(f"# {line}" for line in said), *sums]) + "\n").encode()


def _info(package: Package, name: str) -> ZipInfo:
    """A file of the archive with the package's own day: the same documents give the same archive."""
    day = package.today
    return ZipInfo(name, (max(day.year, _FIRST_YEAR), day.month, day.day, 0, 0, 0))

"""1,000 documents of 5 MB listed and packed by `roster score`; beside it, Info-ZIP on the same folder.

What is measured is the whole process: seconds and its peak memory (/proc, by `measure`). Invented contents.
"""

import shutil
import sys
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy.orm import Session

from benchmarks import measure
from roster.plan import DEFAULT_PLAN, load_plan
from roster.services import shelf
from roster.services.rounds import book
from roster.services.scoring import assessments, documents, years
from roster.services.scoring.recording import Actor
from roster.services.shelf import Shelf
from roster.store import scoring_queries, tables
from roster.store.session import open_database

DOCUMENTS, MEGABYTE, DAY = 1000, 1_000_000, date(2025, 1, 10)
SIZES = (0, 5 * MEGABYTE)  # an almost empty one first: what the process costs without documents


def main() -> None:
    """Print wall seconds and peak memory of each, for small and for large documents."""
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="roster-evidence-") as name:
            folder = Path(name)
            _fill(folder, size)
            listed = measure.run(_command(folder, "documents"))
            ours = measure.run(_command(folder, "package", "--out", str(folder / "goi.zip")))
            with ZipFile(folder / "goi.zip") as archive:
                packed = len(archive.namelist())
            (folder / "goi.zip").unlink()
            _print(f"{DOCUMENTS} x {size // MEGABYTE} MB, listed", listed)
            _print(f"{DOCUMENTS} x {size // MEGABYTE} MB, packed", ours)
            if zipped := shutil.which("zip"):
                _print(
                    "  the same, zip -0", measure.run([zipped, "-0qr", str(folder / "p.zip"), str(folder)])
                )
            print(f"  {packed} files in the archive")


def _fill(folder: Path, size: int) -> None:
    """A year in which that many documents are handed in, a few bytes of each its own."""
    database, _how = book.open_for(
        open_database(str(folder / "roster.db")), load_plan(), DEFAULT_PLAN, by="b"
    )
    with shelf.shelf(folder / documents.FOLDER) as where, database.changing() as session:
        years.choose(session, "training", plan=load_plan(), actor=Actor("b", DAY))
        add_documents(session, where, size)
    database.close()


def add_documents(session: Session, where: Shelf, size: int) -> None:
    """Hand in that many documents, spread over the components of the year."""
    components = [one for one in assessments.needed(session).components.values() if not one.survey]
    for at in range(DOCUMENTS):
        stored = shelf.put_stream(where, BytesIO(f"{at:08d}".encode() + bytes(size)))
        number = scoring_queries.add(session, _document(at, stored))
        code = components[at % len(components)].code
        scoring_queries.add(session, _attachment(number, code))


def _document(at: int, stored: shelf.Stored) -> tables.ScoringDocument:
    """As `services.scoring.documents` writes it, without asking who may: that is not what is measured."""
    about = {"agency": "so_noi_vu", "title": f"Tài liệu {at}", "number": "", "link": "", "name": f"{at}.pdf"}
    file = {"kept": stored.path.name, "sha256": stored.sha256, "size": stored.size}
    return tables.ScoringDocument(**about, **file, in_force=None, by="b")


def _attachment(number: int, code: str) -> tables.ScoringAttachment:
    return tables.ScoringAttachment(document_id=number, code=code, wanted="", section="", page="", by="b")


def _command(folder: Path, *what: str) -> list[str]:
    common = ("--db", str(folder / "roster.db"), "--today", DAY.isoformat())
    return [sys.executable, "-m", "roster", "score", *what, *common]


def _print(what: str, cost: measure.Cost) -> None:
    figures = f"{cost.wall:7.1f} s, CPU {cost.cpu:5.1f} s, peak {cost.peak_mb:5.0f} MB, code {cost.code}"
    print(f"{what:32} {figures}", flush=True)


if __name__ == "__main__":
    main()

"""1,000 documents of 5 MB packed by `roster score package`, beside Info-ZIP on the same folder.

What is measured is the whole process: seconds and its peak memory (/proc, by `measure`). Invented contents.
"""

import shutil
import sys
import tempfile
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from benchmarks import measure
from roster.plan import DEFAULT_PLAN, load_plan
from roster.services.rounds import book
from roster.services.scoring import assessments, documents, years
from roster.services.scoring.documents import About, Place
from roster.services.scoring.recording import Actor
from roster.services.shelf import shelf
from roster.store.session import open_database

DOCUMENTS, MEGABYTE, DAY = 1000, 1_000_000, date(2025, 1, 10)
SIZES = (0, 5 * MEGABYTE)  # an almost empty one first: what the process costs without documents


def main() -> None:
    """Print wall seconds and peak memory of both, for small and for large documents."""
    for size in SIZES:
        with tempfile.TemporaryDirectory(prefix="roster-evidence-") as name:
            folder = Path(name)
            _fill(folder, size)
            ours = measure.run(_package(folder))
            with ZipFile(folder / "goi.zip") as archive:
                packed = len(archive.namelist())
            (folder / "goi.zip").unlink()
            _print(f"{DOCUMENTS} x {size // MEGABYTE} MB, roster", ours)
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
    with shelf(folder / documents.FOLDER) as where:
        with database.changing() as session:
            years.choose(session, "training", actor=Actor("b", DAY))
            components = [one for one in assessments.needed(session).components.values() if not one.survey]
        with database.changing() as session:
            for at in range(DOCUMENTS):
                one = components[at % len(components)]
                content = BytesIO(f"{at:08d}".encode() + bytes(size))
                about = About(f"Tài liệu {at}", name=f"{at}.pdf", file=content)
                documents.add(session, about, Place(one.code), where=where, actor=Actor("b", DAY, one.lead))
    database.close()


def _package(folder: Path) -> list[str]:
    program = [sys.executable, "-m", "roster", "score", "package", "--out", str(folder / "goi.zip")]
    return [*program, "--db", str(folder / "roster.db"), "--today", DAY.isoformat()]


def _print(what: str, cost: measure.Cost) -> None:
    print(f"{what:32} {cost.wall:7.1f} s  {cost.peak_mb:7.0f} MB  code {cost.code}", flush=True)


if __name__ == "__main__":
    main()

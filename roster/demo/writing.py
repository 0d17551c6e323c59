"""Puts the invented province on disk: its files into a folder, the truth beside the folder.

Never touches a file that an earlier demonstration did not write.
"""

import csv
import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from roster import writing
from roster.demo.lists import Document
from roster.demo.province import Province
from roster.errors import UserError

_WRITERS: Mapping[str, str] = {  # imported when a file of the format is written
    "xlsx": "xlsx",
    "xls": "xls",
    "ods": "ods",
    "docx": "docx",
    "csv": "text",
    "tab": "text",
}
_LEFT_BY_SYSTEMS = frozenset((".DS_Store", "Thumbs.db", "desktop.ini"))
_MADE = datetime(2024, 12, 12, 8, 0, tzinfo=UTC).replace(tzinfo=None)  # the same bytes whenever written


def truth_path(folder: Path) -> Path:
    """Where the truth about the files in `folder` lies: beside it, where no reader of the folder meets it."""
    return folder.parent / f"{folder.name}-truth.json"


def frame_path(folder: Path) -> Path:
    """Where the invented sampling frame lies: beside `folder`, since it is no list."""
    return folder.parent / f"{folder.name}-sipas" / "frame.csv"


def write(province: Province, folder: Path) -> None:
    """Write all files, the truth and the sampling frame, in place of what an earlier demonstration wrote
    there.

    Raises `UserError` folder_not_empty, before anything is written, if the folder holds anything else, and
    what `writing.refusal` gives where the system refuses.
    """
    folder = folder.absolute()
    try:
        earlier = _earlier_files(folder)
        _refuse_strangers(folder, earlier)
        _write(province, folder, earlier)
    except OSError as fault:
        raise writing.refusal(str(folder), fault) from None


def _write(province: Province, folder: Path, earlier: frozenset[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in earlier:
        (folder / name).unlink(missing_ok=True)
    truth = json.dumps(province.truth, ensure_ascii=False, indent=1, sort_keys=True)
    truth_path(folder).write_text(truth + "\n", encoding="utf-8")
    _write_frame(province, frame_path(folder))
    for document in province.documents:
        _writer(document)(document, folder / document.style.file, _MADE)


def _write_frame(province: Province, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(province.frame)


def _earlier_files(folder: Path) -> frozenset[str]:
    """The names that the truth beside the folder gives as its files."""
    try:
        return frozenset(json.loads(truth_path(folder).read_text(encoding="utf-8"))["files"])
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return frozenset()


def _refuse_strangers(folder: Path, earlier: frozenset[str]) -> None:
    found = {path.name for path in folder.iterdir()} if folder.exists() else set()
    strangers = sorted(found - earlier - _LEFT_BY_SYSTEMS)
    if strangers:
        raise UserError(
            "folder_not_empty",
            "{folder} holds other files ({count}, for example {file}). Choose a new or an empty folder.",
            folder=str(folder),
            count=len(strangers),
            file=strangers[0],
        )


def _writer(document: Document) -> Callable[[Document, Path, datetime], None]:
    module = import_module(f"roster.demo.writers.{_WRITERS[document.style.format]}")
    write_document: Callable[[Document, Path, datetime], None] = module.write
    return write_document

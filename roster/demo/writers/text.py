"""Writes a document as delimited text, the way Excel saves it: every row as wide as the table, text in quotes
only where it needs them."""

import csv
import io
from datetime import datetime
from pathlib import Path

from roster.demo.lists import Document
from roster.text import tidy

_SEPARATORS = {"csv": ";", "tab": "\t"}  # Vietnamese Windows separates lists by semicolons


def write(document: Document, path: Path, _made: datetime) -> None:
    """Write the one page of the document in the style's encoding."""
    [page] = document.pages
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=_SEPARATORS[document.style.format])
    for line in page.lines:
        cells = [value if isinstance(value, str) else tidy(value) for value in line.cells]
        writer.writerow(cells + [""] * (len(page.fields) - len(cells)))
    path.write_bytes(lines.getvalue().encode(document.style.encoding))

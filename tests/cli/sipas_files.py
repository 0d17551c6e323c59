"""Files of sampling: tables written, results read."""

import csv
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

HEADING = ("unit_id", "parent_id", "level", "name", "size")


def write(path: Path, rows: Iterable[Sequence[str]], heading: Sequence[str] = HEADING) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    return path


def read(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found

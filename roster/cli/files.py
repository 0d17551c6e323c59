"""Writes results for machines: JSON, whole or not at all."""

import json
from pathlib import Path

from roster import writing
from roster.errors import UserError


def write_json(path: Path, value: object) -> None:
    """Write `value` as UTF-8 JSON, keys in the order given. Raises `UserError` (`writing.refusal`)."""
    writing.write_whole(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())


def content_of(path: Path) -> bytes:
    """A file's content. Raises `UserError` (no_such_file)."""
    try:
        return path.read_bytes()
    except OSError:
        raise UserError("no_such_file", "There is no file {file}. Check the path.", file=str(path)) from None

"""Writes results for machines: JSON, whole or not at all."""

import json
from pathlib import Path

from roster import writing


def write_json(path: Path, value: object) -> None:
    """Write `value` as UTF-8 JSON, keys in the order given. Raises `UserError` (`writing.refusal`)."""
    writing.write_whole(path, (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode())

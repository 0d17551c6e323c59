"""Checksums over a hand-over: of each line, of the roster, and the seal over all that was said about it.

Knows what goes into each, always in the same spelling; knows neither files nor the database.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from datetime import UTC
from typing import Any

from roster.survey.hand_over import HandOver, Rendering
from roster.survey.listed import Listed


def of_row(listed: Listed, change: str, was: Mapping[str, Any] | None) -> str:
    """The checksum of one line with its change."""
    said = asdict(listed) | {"values": dict(listed.values)}
    return _sha256({"listed": said, "change": change, "was": None if was is None else dict(was)})


def of_rows(checksums: Iterable[str]) -> str:
    """The checksum of a roster: of its lines' checksums in their order."""
    return _sha256(list(checksums))


def of_hand_over(made: HandOver, *, before: str) -> str:
    """The seal: over what a hand-over says of itself, its frozen files and the seal `before` ('': none)."""
    blank = asdict(replace(made, id=0, seal="")) | {"counts": dict(made.counts)}
    del blank["renderings"]
    moment = {"day": made.day.isoformat(), "at": made.at.astimezone(UTC).isoformat()}
    return _sha256(blank | moment | {"before": before})


def of_rendering(made: Rendering, *, of: str) -> str:
    """The seal of what was made after the freeze: over all it says of itself, and the hand-over's seal."""
    moment = made.at.astimezone(UTC).isoformat()
    return _sha256({"of": of, "file": asdict(made.file), "at": moment, "by": made.by})


def of_content(content: bytes) -> str:
    """The checksum of a file."""
    return hashlib.sha256(content).hexdigest()


def _sha256(said: object) -> str:
    return of_content(json.dumps(said, sort_keys=True, ensure_ascii=False).encode())

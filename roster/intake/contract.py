"""What `roster read --json` writes: the stable contract for machines, documented in `docs/`.

Knows the names of its fields; knows nothing of how files are read.
"""

from collections.abc import Sequence
from typing import Any

from roster.model import FileError, FileReading, PersonRecord, Source
from roster.phones import is_mobile
from roster.problems import NOTICES, sentence


def as_json(readings: Sequence[FileReading]) -> dict[str, Any]:
    """Files by name, as plain values for `json.dumps`; null for what a file does not say."""
    return {"files": {reading.name: _file(reading) for reading in readings}}


def _file(reading: FileReading) -> dict[str, Any]:
    return {
        "people": [_person(record) for record in reading.people],
        "rejects": [_place(reject.source) | {"reason": reject.reason} for reject in reading.rejects],
        "error": _error(reading.error) if reading.error else None,
        "notices": _notices(reading),
        "rows": {
            "total": reading.total,
            "people": len(reading.people) - reading.held,
            "held": reading.held,
            "ignored": len(reading.rejects),
        },
    }


def _notices(reading: FileReading) -> list[str]:
    """What concerns the file as a whole, each code once: also what is said of single sheets and columns."""
    of_parts = (problem.code for problem in reading.problems if problem.code in NOTICES)
    return list(dict.fromkeys((*reading.notices, *of_parts)))


def _place(source: Source) -> dict[str, Any]:
    place: dict[str, Any] = {"sheet": source.sheet, "row": source.row}
    return place | {"block": source.block} if source.block else place


def _phone(numbers: Sequence[str]) -> str | None:
    """The number that reaches the person: the first mobile, else the first number."""
    return next(filter(is_mobile, numbers), None) or next(iter(numbers), None)


def _error(error: FileError) -> dict[str, str]:
    return {"code": error.code, "message": sentence(error.code, **error.params)}


def _person(record: PersonRecord) -> dict[str, Any]:
    return _place(record.source) | {
        "full_name": record.full_name or None,
        "dob": record.dob,
        "gender": record.gender,
        "phone": _phone(record.phones),
        "phones": list(record.phones),
        "cccd": record.cccd,
        "email": record.email,
        "position": record.position,
        "position_raw": record.position_raw,
        "agency": record.agency,
        "unit": record.unit,
        "group": record.group,
        "flags": list(record.flags),
        "held": record.held,
    }

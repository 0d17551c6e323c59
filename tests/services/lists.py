"""Lists made by hand, as intake would understand them."""

import hashlib
from dataclasses import replace
from typing import Any

from roster.model import FileError, FileReading, PersonRecord, Reject, Source
from roster.plan import Plan


def person(name: str, dob: str | None = None, **fields: Any) -> PersonRecord:
    """A person of Sở Nội vụ's leadership, unless said otherwise."""
    usual: dict[str, Any] = {
        "agency": "Sở Nội vụ",
        "agency_code": "so_noi_vu",
        "group": "lanh_dao_so",
        "position": "Phó Giám đốc Sở",
        "rank": 2,
    }
    return PersonRecord(Source("", "", 0), name, dob=dob, **(usual | fields))


def delegate(name: str, dob: str | None = None, **fields: Any) -> PersonRecord:
    """A delegate whose list shows a day job."""
    usual: dict[str, Any] = {
        "group": "dai_bieu_hdnd",
        "position": "Cán bộ",
        "agency": None,
        "agency_code": None,
    }
    return person(name, dob, **(usual | fields))


def of_agency(plan: Plan, code: str, group: str) -> dict[str, Any]:
    """The fields of somebody in another agency and group."""
    agency = plan.agency(code)
    assert agency is not None
    return {"agency": agency.name, "agency_code": code, "group": group}


def reading(name: str, *people: PersonRecord, sender: str | None = None, **fields: Any) -> FileReading:
    """A list with a header row and these people from row 2 on."""
    placed = tuple(replace(p, source=Source(name, "Sheet1", row)) for row, p in enumerate(people, start=2))
    content = repr([replace(p, source=Source("", "", p.source.row)) for p in placed])
    return FileReading(
        name,
        hashlib.sha256(content.encode()).hexdigest(),
        people=placed,
        rejects=(Reject(Source(name, "Sheet1", 1), "header_row"),),
        total=len(placed) + 1,
        sender=sender,
        **fields,
    )


def unreadable(name: str, content: str = "") -> FileReading:
    """A file that could not be read."""
    return FileReading(name, hashlib.sha256(content.encode()).hexdigest(), error=FileError("corrupt"))

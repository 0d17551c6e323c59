"""The truth about the invented province: who is who, and what a correct reader returns for every row.

Knows how each format counts rows; knows nothing of how files are written. A row's value is None where the
list does not say it (`unit` also where it is part of the post); `position` is meant without regard to case.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from roster.cleaned import CellValue
from roster.demo.columns import read_correctly
from roster.demo.lists import Document
from roster.demo.page import TABLE, Page
from roster.demo.people import Person
from roster.demo.planting import Hall
from roster.demo.posts import Seat
from roster.demo.statements import Row
from roster.plan import Plan

Place = dict[str, Any]  # file, sheet, row


def truth(plan: Plan, hall: Hall, documents: Sequence[Document], *, seed: int) -> dict[str, Any]:
    """Everything that is true, as JSON takes it."""
    rows = {row_id: row for document in documents for row_id, row in _rows(plan, document)}
    places = {row_id: {key: row[key] for key in ("file", "sheet", "row")} for row_id, row in rows.items()}
    seated = [row for row in hall.rows if row.id in rows]
    return {
        "seed": seed,
        "plan": plan.code,
        "files": {d.style.file: {"sender": d.style.sender, "format": d.style.format} for d in documents},
        "people": _people(seated),
        "rows": list(rows.values()),
        "duplicates": [
            {
                "person": double.person,
                "difficulty": double.difficulty,
                "kind": double.kind,
                "rows": [places[r] for r in double.rows if r in places],
            }
            for double in hall.doubles
        ],
        "look_alikes": [
            {"kind": pair.kind, "rows": [places[r] for r in pair.rows if r in places]} for pair in hall.pairs
        ],
        "counts": _counts(plan, seated),
    }


def _rows(plan: Plan, document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, page in enumerate(document.pages):
        if page.hidden:
            continue
        lines = row_numbers(document, page)
        for line, row_number in zip(page.lines, lines, strict=True):
            if line.stated:
                row = line.stated.row
                yield (
                    row.id,
                    {
                        "person": row.person.id,
                        "file": document.style.file,
                        "sheet": sheet_name(document, number),
                        "row": row_number,
                        "group": row.seat.group,
                        **read_correctly(line.stated, document.style),
                        **({"unit": None} if row.seat.group == plan.delegate_group else {}),
                        "agency": _agency(plan, row.seat),
                    },
                )


def sheet_name(document: Document, number: int) -> str:
    """The sheet's name; '' in text files; 'table N' in documents, where the letterhead is a table too."""
    match document.style.format:
        case "csv" | "tab":
            return ""
        case "docx":
            return f"table {number + (document.style.letterhead == 'full')}"
        case _:
            return document.pages[number].name


def row_numbers(document: Document, page: Page) -> list[int]:
    """For each line of the page its number as a person finds it in the file."""
    match document.style.format:
        case "csv" | "tab":
            heights = [1 + max((_breaks(cell) for cell in line.cells), default=0) for line in page.lines]
            return [1 + sum(heights[:index]) for index in range(len(heights))]
        case "docx":
            inside = [line.role in TABLE for line in page.lines]
            return [sum(inside[: index + 1]) for index in range(len(inside))]
        case _:
            return list(range(1, len(page.lines) + 1))


def _breaks(cell: CellValue) -> int:
    return cell.count("\n") if isinstance(cell, str) else 0


def _agency(plan: Plan, seat: Seat) -> str:
    agency = plan.agency(seat.agency)
    return agency.name if agency else seat.workplace


def _people(rows: Sequence[Row]) -> list[dict[str, Any]]:
    people: dict[str, Person] = {row.person.id: row.person for row in rows}
    stands = {p: Counter(row.seat.group for row in rows if row.person.id == p) for p in people}
    return [
        {
            "id": person.id,
            "full_name": person.full_name,
            "dob": person.birth.isoformat(),
            "gender": person.gender,
            "cccd": person.cccd,
            "phone": f"+84{person.phone[1:]}",
            "group_rows": dict(stands[person.id]),
        }
        for person in sorted(people.values(), key=lambda p: p.id)
    ]


def _counts(plan: Plan, rows: Sequence[Row]) -> dict[str, Any]:
    """Per group: rows, people, and the people left in it under each reading of the plan's precedence."""
    groups = [g.code for g in plan.groups]
    held: dict[str, set[str]] = {}
    for row in rows:
        held.setdefault(row.person.id, set()).add(row.seat.group)
    first = [({plan.delegate_group} if plan.delegate_group in g else g) for g in held.values()]
    full = [{next(code for code in plan.full_order if code in g)} for g in held.values()]
    return {
        "received": {c: sum(row.seat.group == c for row in rows) for c in groups},
        "distinct": {c: sum(c in g for g in held.values()) for c in groups},
        "final": {
            "hdnd_first": {c: sum(c in g for g in first) for c in groups},
            "full": {c: sum(c in g for g in full) for c in groups},
        },
    }

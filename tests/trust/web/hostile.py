"""Strings that would do harm where somebody trusted them, and a database with one in every field."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from flask import Flask
from openpyxl import Workbook
from openpyxl.cell import Cell

from roster.model import FileError, FileReading, PersonRecord, Problem, Reject, Source
from roster.services import respondents
from roster.services.api import tokens
from roster.services.credentials import accounts
from roster.services.editing import additions, edits
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.store import queries
from tests.services.conftest import TODAY
from web import house

MARK = "window.planted=1"
PRODUCT = str(7919 * 7907)  # what Jinja would make of {{7919*7907}}
STRINGS = (
    f'<script>{MARK}</script>',
    f'"><img src=x onerror="{MARK}">',
    f"' onmouseover='{MARK}' autofocus onfocus='{MARK}",
    f"javascript:{MARK}",
    f"<svg/onload={MARK}>",
    f"</title></textarea><script>{MARK}</script>",
    "{{7919*7907}}{% for x in [] %}${7919*7907}",
    "'); DROP TABLE records; --",
    "' OR '1'='1",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|'/c calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(1,1)",
    "\t=1+1",
    "\r=1+1",
    "=1+1\nĐiểu",
    "%s%n{0}{name}",
    "../../../etc/passwd",
    "a\u202egpj.exe",
)  # fmt: skip


def person(number: int, text: str, name: str, sheet: str) -> PersonRecord:
    """Somebody all of whose texts are this one."""
    about: dict[str, Any] = {
        "position": f"Giám đốc {text}", "position_raw": text, "unit": text, "note": text, "email": text,
        "phones": (f"+8491234{number:04}",), "cccd": text[:20], "flags": ("bad_email", "no_diacritics"),
        "raw": dict.fromkeys(("full_name", "dob", "phone", "cccd", "email", "position", "note"), text),
    }  # fmt: skip
    where: dict[str, Any] = {"agency": "Sở Y tế", "agency_code": "so_y_te", "group": "lanh_dao_so"}
    return PersonRecord(Source(name, sheet, number + 2), f"Nguyễn {text}", dob="1970", **where, **about)


def readings() -> tuple[FileReading, ...]:
    """A list for each string, whose file and sheet are called so too; and one that could not be read."""
    made = []
    for number, text in enumerate(STRINGS):
        file, sheet = f"{text}.xlsx", text
        one = person(2 * number, text, file, sheet)
        other = replace(person(2 * number + 1, text, file, sheet), agency=text, agency_code=None, group=None)
        problem = Problem("bad_email", "warning", one.source, text, text, {"value": text})
        held = replace(one, held="lost_characters", source=Source(file, sheet, 900), full_name=text)
        reject = Reject(Source(file, sheet, 901), "total_row")
        digest = hashlib.sha256(text.encode()).hexdigest()
        made.append(
            FileReading(
                file,
                digest,
                people=(one, other, held),
                rejects=(reject,),
                problems=(problem,),
                total=4,
                sender="so_y_te" if number == 0 else None,
            )
        )
    made.append(FileReading(f"{STRINGS[0]}.pdf", "0" * 64, error=FileError("scanned_pdf")))
    return tuple(made)


def fill(app: Flask) -> None:
    """Put one string in every field that anybody can fill, by a file or by hand."""
    here = house.of(app)
    rules: dict[str, Any] = {"plan": here.plan, "today": TODAY, "by": STRINGS[1]}
    with app.app_context(), here.database.changing() as session:
        intake.supersede(session, readings(), by=STRINGS[0])
        keys = [one.key for one in queries.active_records(session) if not one.held]
        edits.correct(session, keys[0], {"position": STRINGS[1], "note": STRINGS[9]}, **rules)
        edits.exclude(session, [keys[1]], STRINGS[1], **rules)
        additions.add(
            session, {"full_name": STRINGS[0], "group": "lanh_dao_so", "position": STRINGS[9]}, **rules
        )
        respondents.explain_gap(session, "lanh_dao_so", STRINGS[1], plan=here.plan, by=STRINGS[0])
        for text in STRINGS[:6]:
            accounts.make(session, text[:80], "viewer", by=STRINGS[0])
        tokens.make(session, STRINGS[1], ["status"], days=3, now=datetime.now(UTC), by=STRINGS[0])
        review.ensure_compared(session, by=STRINGS[0])


def workbook(text: str) -> bytes:
    """A file whose sheet, header and cells all say this."""
    made = Workbook()
    sheet = made.worksheets[0]
    sheet.title = "".join(c for c in text if c.isalnum() or c in " =+-@(){}<>\"'")[:31] or "x"
    head = ["STT", "Họ và tên", "Ngày sinh", "Chức vụ", text, f"{text} 2"]
    for row in (["SỞ NỘI VỤ"], [text], head, [1, f"Nguyễn {text}", "1970", text, text, text]):
        sheet.append([_cell(value) for value in row])
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell, Cell) and isinstance(cell.value, str):
                cell.data_type = "s"  # text, as somebody typed it with an apostrophe
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _cell(value: object) -> object:
    return "".join(c for c in value if c >= " " or c in "\t\n\r") if isinstance(value, str) else value

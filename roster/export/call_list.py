"""A call list as .xlsx: number, name, phone, nothing else; its texts are `data/followup/call_list.toml`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from roster import datafiles
from roster.export import grid, workbook
from roster.export.cells import Cell, SheetLayout, plain
from roster.export.form import fill
from roster.export.letterhead import across
from roster.plan import Plan

_FILE = "followup/call_list.toml"
_WIDTHS = (7.0, 42.0, 24.0)
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class _Texts:
    __pydantic_config__ = _STRICT
    sheet: str
    title: str
    subtitle: str
    given: str
    notice: str
    number: str
    name: str
    phone: str
    file_name: str
    page: str


def as_bytes(people: Sequence[tuple[str, str]], *, plan: Plan, recipient: str, day: date) -> bytes:
    """The workbook of these names and phones. Raises `UserError`s for mistakes in the file of texts."""
    texts = _load()
    said = {"plan": plan.title, "recipient": recipient, "day": f"{day:%d/%m/%Y}", "people": len(people)}
    top = [
        across(texts.title, "title", _WIDTHS),
        across(fill(texts.subtitle, **said), "subtitle", _WIDTHS),
        across(fill(texts.given, **said), "attached", _WIDTHS),
        across(texts.notice, "warning", _WIDTHS),
    ]
    heads = tuple(Cell(at, text, "header") for at, text in enumerate((texts.number, texts.name, texts.phone)))
    rows = [
        grid.fitted(
            (Cell(0, at, "list_number"), Cell(1, plain(name), "list_text"), Cell(2, phone, "list_centred")),
            _WIDTHS,
        )
        for at, (name, phone) in enumerate(people, start=1)
    ]
    lines = (*top, grid.fitted(heads, _WIDTHS), *rows)
    layout = SheetLayout(texts.sheet, _WIDTHS, lines, texts.page, header=len(top), rule=None)
    created = datetime.combine(day, time())
    return workbook.of_sheets([layout], about={"title": texts.title}, created=created)


def file_name(recipient: str) -> str:
    """What the workbook is called."""
    return re.sub(r'[<>:"/\\|?*\x00-\x1f]', "-", fill(_load().file_name, recipient=recipient)) + ".xlsx"


def _load() -> _Texts:
    return datafiles.load(datafiles.find(_FILE), _Texts)

"""The summary table of scores as a sheet: letterhead, a line per criterion, the total, places to sign.

Knows the form (`data/forms/scores`) and lines of values by field; knows nothing of formulas or catalogues.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export import grid, letterhead
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.export.form import Column, Signature, fill
from roster.export.letterhead import across

FIELDS = ("code", "name", "method", "lead", "max", "score", "percent", "explanation")
_FORM = "forms/scores/tong-hop.toml"
_STRICT: Any = {"extra": "forbid"}
Values = Mapping[str, str | Decimal | None]


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """The texts and columns of the table."""

    __pydantic_config__ = _STRICT
    superior: str
    issuer: str
    nation: str
    motto: str
    place_date: str
    title: str
    subtitle: str
    catalogue: str
    page: str
    sheet: str
    training: str
    total: str
    group: str
    no_group: str
    rounding: str
    columns: tuple[Column, ...]
    signatures: tuple[Signature, ...]


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """One line: its values by field; a parent's line stands out."""

    values: Values
    is_sum: bool = False


@dataclass(frozen=True, slots=True)
class ScoreTable:
    """What the table says; `remarks` stand below it, `training`: all of it is invented."""

    province: str
    plan: str
    catalogue: str
    lines: tuple[ScoreLine, ...]
    total: ScoreLine
    remarks: tuple[str, ...] = ()
    training: bool = False


def load_form() -> ScoreForm:
    """The form in use. Raises `UserError`s for every mistake in it."""
    path = datafiles.find(_FORM)
    form = datafiles.load(path, ScoreForm)
    raise_all(
        [
            UserError(
                "unknown_field",
                "{file}: {key} names the field {field}, which does not exist. Use one of {fields}.",
                file=path.name,
                key=f"columns.{at}.field",
                field=column.field,
                fields=", ".join(FIELDS),
            )
            for at, column in enumerate(form.columns)
            if column.field not in FIELDS
        ]
    )
    return form


def layout(table: ScoreTable, form: ScoreForm) -> SheetLayout:
    """The sheet; an invented catalogue says so above the letterhead and on every printed page."""
    widths = tuple(column.width for column in form.columns)
    warning = form.training if table.training else ""
    top = [
        *([across(warning, "banner", widths)] if warning else []),
        *letterhead.issuer(table.province, form, widths),
        across(form.title, "title", widths),
        across(fill(form.subtitle, plan=table.plan), "subtitle", widths),
        across(fill(form.catalogue, catalogue=table.catalogue), "attached", widths),
        Line(height=8.0),
    ]
    titles = tuple(Cell(at, column.title, "header") for at, column in enumerate(form.columns))
    return SheetLayout(
        form.sheet,
        widths,
        (
            *top,
            grid.fitted(titles, widths),
            *(_line(line, form, widths) for line in (*table.lines, table.total)),
            *(across(remark, "remark", widths) for remark in table.remarks),
            *letterhead.signatures(form, widths),
        ),
        page=form.page,
        banner=warning,
        header=len(top),
        rule=(2 if warning else 1, letterhead.left_columns(widths)),
    )


def _line(line: ScoreLine, form: ScoreForm, widths: Sequence[float]) -> Line:
    cells = (
        _cell(at, line.values.get(column.field), is_sum=line.is_sum) for at, column in enumerate(form.columns)
    )
    return grid.fitted(tuple(cells), widths)


def _cell(at: int, value: str | Decimal | None, *, is_sum: bool) -> Cell:
    style = "points" if isinstance(value, Decimal) else "text"
    shown = value if isinstance(value, Decimal) else plain(value)
    return Cell(at, shown, f"total_{style}" if is_sum else style)

"""Tables of scoring as a sheet: letterhead, a line per criterion or document, the total, places to sign.

Knows the forms (`data/forms/scores`) and lines of values by field; knows nothing of formulas or catalogues.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from roster.export import grid, letterhead
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.export.form import Column, Signature, fill
from roster.export.letterhead import across

COMPUTED, YEAR, CONTENTS = "tong-hop", "nam", "muc-luc"
_NODE = ("code", "name", "method", "lead", "max")
FIELDS: Mapping[str, tuple[str, ...]] = {  # what a form's columns may show
    COMPUTED: (*_NODE, "score", "percent", "explanation"),
    YEAR: (*_NODE, "self", "own", "appraised", "final", "stage", "documents", "software", "explanation"),
    CONTENTS: ("code", "name", "document", "number", "in_force", "section", "page", "file", "sha256"),
}
_STRICT: Any = {"extra": "forbid"}
Values = Mapping[str, str | Decimal | None]


@dataclass(frozen=True, slots=True)
class ScoreForm:
    """The texts and columns of a table; `remarks` stand below it, `words` are what its cells may say."""

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
    columns: tuple[Column, ...]
    signatures: tuple[Signature, ...]
    total: str = ""
    group: str = ""
    no_group: str = ""
    rounding: str = ""
    remarks: tuple[str, ...] = ()
    words: Mapping[str, str] = field(default_factory=dict)


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
    total: ScoreLine | None = None
    remarks: tuple[str, ...] = ()
    training: bool = False


def load_form(name: str = COMPUTED) -> ScoreForm:
    """The form of this name in use. Raises `UserError`s for every mistake in it."""
    path = datafiles.find(f"forms/scores/{name}.toml")
    form = datafiles.load(path, ScoreForm)
    raise_all(
        [
            UserError(
                "unknown_field",
                "{file}: {key} names the field {field}, which does not exist. Use one of {fields}.",
                file=path.name,
                key=f"columns.{at}.field",
                field=column.field,
                fields=", ".join(FIELDS[name]),
            )
            for at, column in enumerate(form.columns)
            if column.field not in FIELDS[name]
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
            *(_line(line, form, widths) for line in (*table.lines, *([table.total] if table.total else []))),
            *(across(remark, "remark", widths) for remark in (*table.remarks, *form.remarks)),
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

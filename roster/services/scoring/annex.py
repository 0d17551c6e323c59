"""The Ministry's annex: the workbook to paste it into, and that workbook read as a catalogue of the year.

The workbook is read like any list: in a child process under limits. Needs no database.
"""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

from roster import problems, writing
from roster.errors import UserError, raise_all
from roster.export import grid, workbook
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.intake import reader
from roster.messages import _
from roster.plan import Plan
from roster.text import fold
from roster.units import find_agency
from scoring.annex import model, reading
from scoring.annex.model import AnnexRow, SheetRow
from scoring.catalogue import writing as catalogue_writing
from scoring.catalogue.model import Catalogue
from scoring.knowledge import AnnexForm, Knowledge, load_knowledge

_HELP_WIDTHS = (24.0, 46.0, 60.0)
_PAGE = "{page}/{pages}"


def write_template(path: Path, *, today: date) -> None:
    """An empty workbook with the annex's headings, lists to choose from, and help on the formulas.

    Raises `UserError` (`writing.refusal`).
    """
    knowledge = load_knowledge()
    form = knowledge.annex
    sheets = (_annex_sheet(form, knowledge), _help_sheet(form))
    made = workbook.of_sheets(sheets, about={"title": form.sheet}, created=datetime.combine(today, time()))
    writing.write_whole(path, made)


def import_annex(path: Path, out: Path, *, plan: Plan, title: str = "", verified: bool = False) -> Catalogue:
    """The filled template as a catalogue file; nothing is written where anything is wrong.

    Raises as `read_annex`, and why the file cannot be written.
    """
    catalogue = read_annex(path, plan=plan, title=title, verified=verified)
    writing.write_whole(out, catalogue_writing.as_toml(catalogue).encode())
    return catalogue


def read_annex(path: Path, *, plan: Plan, title: str = "", verified: bool = False) -> Catalogue:
    """The filled template as a catalogue of the plan's year.

    `verified`: whether somebody has compared the rows with the Ministry's decision.

    Raises `UserError` or `UserErrors` naming sheet and row (`scoring.annex.reading`), or why the file cannot
    be read.
    """
    knowledge = load_knowledge()
    rows = _rows(path, knowledge.annex)
    head = Catalogue(
        (),
        title=title or _("Criteria of {year}, from {file}", year=plan.year, file=path.name),
        year=plan.year,
        source=path.name,
        agencies={agency.code: agency.name for agency in plan.agencies},
    )

    def agency_of(text: str) -> str | None:
        found = find_agency(text, plan)
        return found.code if found else None

    catalogue = reading.catalogue_of(rows, head, knowledge=knowledge, agency_of=agency_of)
    nodes = tuple(replace(node, verified=verified) for node in catalogue.node)
    return replace(catalogue, node=nodes, agencies=_used(catalogue))


def _used(catalogue: Catalogue) -> dict[str, str]:
    """The names of the agencies that the catalogue speaks of."""
    codes = {code for node in catalogue.node for code in (node.lead, *node.cooperating)}
    return {code: name for code, name in catalogue.agencies.items() if code in codes}


def _rows(path: Path, form: AnnexForm) -> list[AnnexRow]:
    """The rows of the one sheet that has the annex's headings, the named sheet first."""
    refusals: list[UserError] = []
    for name, read in sheets_of(path, first=form.sheet):
        try:
            return model.rows(path.name, name, read, form)
        except UserError as refusal:
            refusals.append(refusal)
    raise_all(refusals[:1])
    return []


def sheets_of(path: Path, *, first: str) -> list[tuple[str, list[SheetRow]]]:
    """The sheets of a file by name, the one named `first` before the others.

    Raises `UserError` (no_file, and why it cannot be read).
    """
    if not path.is_file():
        raise UserError("no_file", "There is no file {file}. Check the path.", file=str(path))
    (raw,) = reader.read_files([path])
    if raw.error:
        reason = problems.sentence(raw.error.code, **raw.error.params)
        raise UserError(raw.error.code, "{file}: {reason}", file=path.name, reason=reason)
    ordered = sorted(raw.sheets, key=lambda one: fold(one.name) != fold(first))
    return [(one.name, [SheetRow(row.number, row.cells) for row in one.rows]) for one in ordered]


def _annex_sheet(form: AnnexForm, knowledge: Knowledge) -> SheetLayout:
    """The headings and blank rows formatted as text, so that '1.10' stays a code."""
    heads = tuple(Cell(at, column.title, "header") for at, column in enumerate(form.columns))
    blank = Line(tuple(Cell(at, "", "list_text") for at, _column in enumerate(form.columns)))
    offered = {
        "method": tuple(method.name for method in knowledge.methods),
        "kind": tuple(kind.name for kind in form.kinds),
    }
    return SheetLayout(
        form.sheet,
        tuple(column.width for column in form.columns),
        (Line(heads, height=32.0), *(blank for _row in range(form.blank_rows))),
        page=_PAGE,
        header=0,
        choices={at: offered[c.field] for at, c in enumerate(form.columns) if c.field in offered},
    )


def _help_sheet(form: AnnexForm) -> SheetLayout:
    """What to write in the columns of the formula: each kind, what it is for, an example."""
    heads = (_title(form, "kind"), form.about, _title(form, "parameters"))
    texts = [heads, *((kind.name, kind.about, kind.example) for kind in form.kinds)]
    lines = [
        grid.fitted(tuple(Cell(at, plain(text), style) for at, text in enumerate(line)), _HELP_WIDTHS)
        for style, line in zip(["header", *["text"] * len(form.kinds)], texts, strict=True)
    ]
    return SheetLayout(form.help_sheet, _HELP_WIDTHS, tuple(lines), page=_PAGE, header=0)


def _title(form: AnnexForm, field: str) -> str:
    return next(column.title for column in form.columns if column.field == field)

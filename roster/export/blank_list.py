"""The blank list an agency fills in: an .xlsx with drop-downs, checked dates and phones, and instructions.

What may be chosen stands on the sheet of instructions, where everybody sees it: a hidden sheet looks like
something to hide. Knows the plan and the form; how a filled list is read is `roster.intake`'s matter.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from roster import dates
from roster.export import grid, workbook
from roster.export.cells import Cell, Line, SheetLayout, plain
from roster.export.form import fill
from roster.export.letterhead import across, left_columns
from roster.export.list_form import ListForm
from roster.plan import Agency, Plan

_GENDERS = ["Nam", "Nữ"]
_GUIDE_WIDTHS = (26.0, 40.0, 40.0, 20.0)
_YEARS = (1900, 2100)  # a year alone is typed as a number


@dataclass(frozen=True, slots=True)
class _Choices:
    """What may be chosen, by field, in the order of the columns of the instructions."""

    position: tuple[str, ...]
    agency: tuple[str, ...]
    group: tuple[str, ...]


def as_bytes(plan: Plan, form: ListForm, agency: Agency | None) -> bytes:
    """The workbook for one agency, or for any sender of the plan (None)."""
    choices = _choices(plan, form, agency)
    list_, first_row = _list_sheet(plan, form, agency)
    guide, ranges = _guide_sheet(plan, form, choices)
    target = BytesIO()
    with Workbook(target, workbook.OPTIONS) as book:
        book.set_properties({"title": form.title, "comments": plan.code, "created": _moment(plan)})
        drawn, _ = workbook.draw(book, (list_, guide))
        _add_checks(drawn, form, _rules(plan, form, ranges, first_row), first_row)
    return target.getvalue()


def _choices(plan: Plan, form: ListForm, agency: Agency | None) -> _Choices:
    senders = (agency,) if agency else plan.senders
    kinds = [form.kinds[kind] for kind in dict.fromkeys(a.kind for a in senders) if kind in form.kinds]
    groups = {code for kind in kinds for code in kind.groups}
    # a delegate works in any agency
    named = plan.senders if agency and agency.declares == plan.delegate_group else senders
    return _Choices(
        position=tuple(dict.fromkeys(post for kind in kinds for post in kind.posts)),
        agency=tuple(one.name for one in named),
        group=tuple(group.name for group in plan.groups if group.code in groups),
    )


def _list_sheet(plan: Plan, form: ListForm, agency: Agency | None) -> tuple[SheetLayout, int]:
    """The list, and the index of its first blank line."""
    widths = tuple(column.width for column in form.columns)
    left = left_columns(widths)
    halves = (
        (fill(form.superior, province=plan.province), "superior", form.nation, "nation"),
        (agency.name.upper() if agency else "", "issuer", form.motto, "motto"),
    )
    lines = [
        grid.fitted((Cell(0, a, b, span=left), Cell(left, c, d, span=len(widths) - left)), widths)
        for a, b, c, d in halves
    ]
    lines += [
        across(form.title, "title", widths),
        across(fill(form.subtitle, plan=plan.title), "subtitle", widths),
        Line(height=8.0),
    ]
    header = len(lines)
    titles = tuple(Cell(at, column.title, "header") for at, column in enumerate(form.columns))
    looks = ["entry_date" if column.field == "dob" else "entry" for column in form.columns]
    blank = Line(tuple(Cell(at, "", look) for at, look in enumerate(looks)))
    body = (grid.fitted(titles, widths), *([blank] * form.rows))
    return (
        SheetLayout(form.sheet, widths, (*lines, *body), form.page, header=header, rule=(1, left)),
        header + 1,
    )


def _guide_sheet(plan: Plan, form: ListForm, choices: _Choices) -> tuple[SheetLayout, Mapping[str, str]]:
    """The instructions with the tables of choices, and by field where its choices stand."""
    collect_by = plan.deadline("collect_by")
    day = f"{collect_by.day:%d/%m/%Y}" if collect_by else form.guide.no_deadline
    lines = [across(form.guide.title, "title", _GUIDE_WIDTHS)]
    lines += [
        across(f"• {fill(text, sheet=form.sheet, deadline=day)}", "remark", _GUIDE_WIDTHS)
        for text in form.guide.paragraphs
    ]
    ranges: dict[str, str] = {}
    sheet = form.guide_sheet.replace("'", "''")
    for field, head, texts in (
        ("position", form.guide.posts, choices.position),
        ("agency", form.guide.agencies, choices.agency),
        ("group", form.guide.groups, choices.group),
    ):
        lines += [Line(height=8.0), across(head, "section", _GUIDE_WIDTHS)]
        ranges[field] = f"='{sheet}'!$A${len(lines) + 1}:$A${len(lines) + len(texts)}"
        lines += [grid.fitted((Cell(0, plain(text), "text", span=2),), _GUIDE_WIDTHS) for text in texts]
    return SheetLayout(form.guide_sheet, _GUIDE_WIDTHS, tuple(lines), form.page, rule=None), ranges


def _rules(
    plan: Plan, form: ListForm, ranges: Mapping[str, str], first_row: int
) -> dict[str, dict[str, Any]]:
    """Excel's checks by field; posts and dates may be kept against the warning, others may not."""
    columns = [column.field for column in form.columns]

    def cell(field: str) -> str:
        return str(xl_rowcol_to_cell(first_row, columns.index(field), col_abs=True))

    chosen = {field: {"validate": "list", "source": source} for field, source in ranges.items()}
    rules: dict[str, dict[str, Any]] = {**chosen, "gender": {"validate": "list", "source": _GENDERS}}
    rules["position"] |= {"error_type": "warning"}
    if "dob" in columns:
        rules["dob"] = {
            "validate": "custom",
            "value": _date_check(cell("dob"), plan),
            "error_type": "warning",
        }
    if "phone" in columns:
        rules["phone"] = {"validate": "custom", "value": _phone_check(cell("phone"))}
    return rules


def _date_check(cell: str, plan: Plan) -> str:
    """A date of a plausible age in the plan's year, or a year alone."""
    first, last = (date(plan.year - age, 1, 1) for age in (dates.OLDEST, dates.YOUNGEST))
    span = f"AND({cell}>=DATE({first.year},1,1),{cell}<=DATE({last.year},12,31))"
    year = f"AND({cell}>={max(first.year, _YEARS[0])},{cell}<={min(last.year, _YEARS[1])})"
    return f"=AND(ISNUMBER({cell}),OR({span},{year}))"


def _phone_check(cell: str) -> str:
    """Ten or eleven digits beginning with 0, with or without spaces and dots."""
    digits = f'SUBSTITUTE(SUBSTITUTE({cell}," ",""),".","")'
    return f'=AND(LEFT({digits},1)="0",ISNUMBER(VALUE({digits})),LEN({digits})>=10,LEN({digits})<=11)'


def _add_checks(
    sheet: Worksheet, form: ListForm, rules: Mapping[str, dict[str, Any]], first_row: int
) -> None:
    for at, field in _checked(form, rules):
        said = form.prompts.get(field, "")
        title = form.columns[at].title[:32]
        texts = {"input_title": title, "input_message": said, "error_title": title, "error_message": said}
        area = (first_row, at, first_row + form.rows - 1, at)
        sheet.data_validation(*area, {**rules[field], **texts, "ignore_blank": True})
    last = xl_col_to_name(len(form.columns) - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{last}{first_row + form.rows}"})
    sheet.set_selection(first_row, 1, first_row, 1)


def _checked(form: ListForm, rules: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    return ((at, column.field) for at, column in enumerate(form.columns) if column.field in rules)


def _moment(plan: Plan) -> datetime:
    """The plan's day, so that the same plan gives the same bytes."""
    return datetime.combine(plan.document_date, time())


def files(plan: Plan, form: ListForm, agencies: Iterable[Agency | None]) -> dict[str, bytes]:
    """The workbooks by file name; None is the list for any sender."""
    return {f"{_name(form, one)}.xlsx": as_bytes(plan, form, one) for one in agencies}


def _name(form: ListForm, agency: Agency | None) -> str:
    return fill(form.file_name, agency=agency.name) if agency else form.general_name

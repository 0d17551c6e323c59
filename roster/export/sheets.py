"""All sheets of the workbook, laid out: the summary, then one list per group in the plan's order.

Knows what stands where; knows nothing of the library that writes it.
"""

from roster.export import columns, grid, letterhead, summary
from roster.export.cells import Cell, Line, SheetLayout, sheet_names
from roster.export.document import RosterDocument
from roster.export.form import Form, fill
from roster.export.letterhead import across
from roster.plan import Group

STYLES = {  # of the columns that are not plain text, by field
    **dict.fromkeys(("stt", "birth_year"), "list_number"),
    **dict.fromkeys(("gender", "dob", "phone"), "list_centred"),
}


def build(roster: RosterDocument, form: Form) -> tuple[SheetLayout, ...]:
    """Every sheet of the workbook, in order."""
    names = sheet_names([form.summary.sheet, *(group.short for group in roster.plan.groups)])
    lists = zip(names[1:], roster.plan.groups, strict=True)
    return (
        summary.layout(names[0], roster, form),
        *(_group_sheet(name, group, roster, form) for name, group in lists),
    )


def _group_sheet(name: str, group: Group, roster: RosterDocument, form: Form) -> SheetLayout:
    people = [person for person in roster.respondents if person.group == group.code]
    widths = tuple(column.width for column in form.columns)
    top = [*letterhead.head(roster, form, widths), *_titles(group, roster, form)]
    titles = tuple(Cell(i, column.title, "header") for i, column in enumerate(form.columns))
    rows = [_row(columns.Entry(i, person, roster.plan, form)) for i, person in enumerate(people, start=1)]
    total = across(fill(form.total, people=len(people)), "list_total", widths)
    warning = letterhead.banner(roster, form)
    return SheetLayout(
        name=name,
        widths=widths,
        lines=(*top, grid.fitted(titles, widths), *rows, total, *letterhead.signatures(form, widths)),
        page=form.page,
        banner=warning,
        header=len(top),
        rule=(2 if warning else 1, letterhead.left_columns(widths)),
    )


def _titles(group: Group, roster: RosterDocument, form: Form) -> list[Line]:
    widths = [column.width for column in form.columns]
    subtitle = fill(form.subtitle, plan=roster.plan.title, group=group.name)
    return [
        across(fill(form.title, group=group.name), "title", widths),
        across(subtitle, "subtitle", widths),
        across(fill(form.attached, province=roster.plan.province), "attached", widths),
        Line(height=8.0),
    ]


def _row(entry: columns.Entry) -> Line:
    shown = (column.field for column in entry.form.columns)
    cells = (
        Cell(index, columns.value(field, entry), STYLES.get(field, "list_text"))
        for index, field in enumerate(shown)
    )
    return grid.fitted(tuple(cells), [column.width for column in entry.form.columns])

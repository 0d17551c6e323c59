"""The summary sheet: counts, both readings of the precedence, and all that a person should know or decide.

Every table of the form stands there in the form's order, also when it is empty: the sheet then says so.
Knows where things stand; which rows a table has is `tables.py`, the words are the form's.
"""

from roster.export import grid, letterhead, tables
from roster.export.cells import Line, SheetLayout
from roster.export.document import RosterDocument
from roster.export.form import TABLE_FIELDS, Form, Table, fill
from roster.export.letterhead import across


def layout(name: str, roster: RosterDocument, form: Form) -> SheetLayout:
    """The whole summary sheet."""
    widths = form.summary.widths
    lines = [*letterhead.head(roster, form, widths), *_titles(roster, form)]
    for table in TABLE_FIELDS:
        lines += [*_table(table, roster, form), *_after(table, roster, form), Line(height=10.0)]
    warning = letterhead.banner(roster, form)
    return SheetLayout(
        name=name,
        widths=widths,
        lines=(*lines, *letterhead.signatures(form, widths)),
        page=form.page,
        banner=warning,
        rule=(2 if warning else 1, letterhead.left_columns(widths)),
    )


def _titles(roster: RosterDocument, form: Form) -> list[Line]:
    words, widths = form.summary, form.summary.widths
    lines = [
        across(words.title, "title", widths),
        across(fill(words.subtitle, plan=roster.plan.title), "subtitle", widths),
        across(fill(form.attached, province=roster.plan.province), "attached", widths),
        Line(height=8.0),
    ]
    if roster.allow_reason:
        lines.append(across(fill(words.allowed, reason=roster.allow_reason), "warning", widths))
    return lines + [across(note, "remark", widths) for note in words.notes]


def _table(name: str, roster: RosterDocument, form: Form) -> list[Line]:
    words = form.summary
    table: Table = getattr(words, name)
    title = across(table.title, "section", words.widths)
    body = _pairs(table, roster, form) if name == "open_pairs" else _records(name, table, roster, form)
    if not body:
        return [title, across(words.none, "remark", words.widths)]
    return [title, grid.header(table, words.widths), *body]


def _after(name: str, roster: RosterDocument, form: Form) -> list[Line]:
    """The sentence under the two readings that says which one the lists follow."""
    if name != "precedence":
        return []
    reading: str = getattr(form.summary.readings, roster.precedence)
    return [across(fill(form.summary.reading_in_use, reading=reading), "remark", form.summary.widths)]


def _records(name: str, table: Table, roster: RosterDocument, form: Form) -> list[Line]:
    records, widths = tables.RECORDS[name](roster, form), form.summary.widths
    lines = [grid.line(table, {"stt": i, **record}, widths) for i, record in enumerate(records, start=1)]
    if records and name in tables.TOTALLED:
        label = next(column.field for column in table.columns if column.field != "stt")
        sums = {**tables.totals(name, records), label: form.summary.total}
        lines.append(grid.total(table, sums, widths))
    return lines


def _pairs(table: Table, roster: RosterDocument, form: Form) -> list[Line]:
    lines: list[Line] = []
    for number, pair in enumerate(roster.open_pairs, start=1):
        first, second = tables.pair(pair)
        lines += grid.pair(table, ({"stt": number, **first}, second), form.summary.widths)
    return lines

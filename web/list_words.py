"""Words and values for the pages about lists: what stands in a cell, where a row is, what a code means.

Knows languages and masks; knows nothing of HTTP.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime

import flask_babel  # type: ignore[import-untyped]  # it has no types

from roster import dates, places, problems
from roster.messages import N_, _
from roster.model import FileError, PersonRecord, Problem, Source
from roster.services import field_labels, masks
from roster.services.editing import edits
from roster.services.incoming import lists
from web import house

NUMBERS = frozenset({"phone", "cccd"})
_ATTRIBUTE = {"phone": "phones"}
OUTCOMES = {"person": N_("person"), "held": N_("held"), "ignored": N_("ignored")}
ORIGINS = {
    "heading": N_("known by its heading"),
    "values": N_("suggested by its values"),
    "remembered": N_("remembered for this sender"),
    "": N_("not known"),
}
_ON_PAGES = {
    "password": N_(
        "The file is protected by a password, or the one given is wrong. Open its page and type it."
    ),
    "bad_name": N_("The name cell does not hold a person's name. Ask the agency and correct it."),
    "needs_mapping": N_(
        "Nobody can tell which column holds the names: the header is missing or not known. Say the columns "
        "once, and the list is read again."
    ),
    "mapping_used": N_("The columns were read as remembered for this sender. They are shown below the sums."),
    "column_unknown": N_(
        "The heading '{heading}' is not known, so its column was not read. If it is needed, say what it "
        "holds on the page of the columns."
    ),
    "column_new": N_(
        "The heading '{heading}' is new in the lists of this sender. Check what its column was taken for on "
        "the page of the columns."
    ),
    "columns_differ": N_(
        "The list has no header, and its columns are not those remembered for this sender. Say them anew."
    ),
}
KINDS = {
    "new": N_("Ready to be put in"),
    "unreadable": N_("Cannot be read"),
    "columns": N_("Say which column holds what"),
    "unchanged": N_("Is in force already"),
    "copy": N_("Is in force already under another name"),
    "same_name": N_("Another list of this name is in force"),
    "second": N_("Looks like a newer list of the same people"),
}


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day it is in Vietnam, whatever day the plan is worked on as of."""
    local: datetime = flask_babel.to_user_timezone(now())
    return local.date()


def size(count: int) -> str:
    """The size of a file."""
    kilobytes = max(1, round(count / 1024))
    return f"{kilobytes} KB" if kilobytes < 1024 else f"{kilobytes / 1024:.1f} MB".replace(".", ",")


def label(name: str) -> str:
    """What a field is called."""
    return _(field_labels.LABELS.get(name, name))


def labels(names: Iterable[str]) -> str:
    """What the fields of one column are called."""
    return ", ".join(map(label, names))


def said(problem: Problem) -> str:
    """The sentence of a problem."""
    return of_code(problem.code, **problem.params)


def of_code(code: str, **params: object) -> str:
    """The sentence of a code: the pages' own where the usual one names commands to be typed."""
    return _(_ON_PAGES[code], **params) if code in _ON_PAGES else problems.sentence(code, **params)


def why_unread(error: FileError) -> str:
    """Why a file could not be read."""
    return of_code(error.code, **error.params)


def place(source: Source) -> str:
    """Sheet and row, without the file: the page is about that one."""
    name = places.sheet(source.sheet)
    row = _("row {row}", row=source.row) if source.sheet else _("line {row}", row=source.row)
    return f"{name}, {row}" if name else row


def sender(code: str | None) -> str:
    """The name of an agency of the plan; '' where nobody knows it."""
    agency = house.current().plan.agency(code) if code else None
    return agency.name if agency else ""


def value(record: PersonRecord | None, name: str) -> str:
    """The clean value of a field as people write it; numbers whole: the page masks them."""
    if record is None:
        return ""
    found = getattr(record, _ATTRIBUTE.get(name, name))
    if isinstance(found, tuple):
        return ", ".join(found)
    if name == "dob":
        return dates.written(found)
    if name == "group":
        group = next((g for g in house.current().plan.groups if g.code == found), None)
        return group.name if group else found or ""
    if name == "held":
        return problems.sentence(found) if found else ""
    return found or ""


def hidden(name: str, text: str) -> str:
    """The text as lists show it: most of a phone or card number is masked."""
    return masks.masked(text) if name in NUMBERS else text


def typed(row: lists.RowToDo, name: str) -> str:
    """What stands in a cell of a row to look at: what was typed where something is said of it."""
    found = next((p.value for p in row.problems if p.value and lists.field_of(p) == name), "")
    return found or value(row.record, name)


def said_of(row: lists.RowToDo, name: str) -> tuple[tuple[Problem, int], ...]:
    """What is said of one cell of a row, each with how many rows say the same of the same value."""
    both = zip(row.problems, row.alike, strict=True)
    return tuple((problem, alike) for problem, alike in both if lists.field_of(problem) == name)


GLOBALS: Mapping[str, Callable[..., object]] = {
    "field_label": label,
    "field_labels": labels,
    "problem_said": said,
    "code_said": of_code,
    "why_unread": why_unread,
    "row_place": place,
    "sheet_name": places.sheet,
    "sender_name": sender,
    "record_value": value,
    "cell_typed": typed,
    "cell_said": said_of,
    "cell_hidden": hidden,
    "file_size": size,
    "mendable": lambda name: name in edits.FIELDS,
}

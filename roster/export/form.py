"""The form in use: what stands in the workbook beside people and numbers; a reader of `data/forms/`.

Knows which fields a column may show and which placeholders a text may use, and refuses others by name.
Layout follows Nghị định 30/2020/NĐ-CP, Phụ lục I; the texts are data. Knows nothing of sheets and cells.
"""

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all

ROSTER_FIELDS = (
    *("stt", "full_name", "gender", "birth_year", "dob", "position", "workplace", "agency", "unit"),
    *("phone", "email", "group", "group_short", "note"),
)
COUNT_FIELDS = (
    *("expected", "received", "held", "distinct", "moved"),
    *("not_eligible", "excluded", "final", "gap"),
)
_ROW_FIELDS = ("stt", "full_name", "position", "agency", "file", "sheet", "row", "remark")
TABLE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "counts": ("stt", "group", *COUNT_FIELDS, "reason"),
    "precedence": ("stt", "group", "hdnd_first", "full", "difference"),
    "agencies": ("stt", "agency", "group", *COUNT_FIELDS, "reason"),
    "silent": ("stt", "agency", "remark"),
    "in_two_groups": ("stt", "full_name", "position", "agency", "groups"),
    "open_pairs": _ROW_FIELDS,
    "held": _ROW_FIELDS,
    "not_eligible": _ROW_FIELDS,
    "unclassified": _ROW_FIELDS,
    "excluded": _ROW_FIELDS,
    "unread": ("stt", "file", "remark"),
}
_PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "superior": ("province",),
    "issuer": ("province",),
    "place_date": ("province",),
    "title": ("group",),
    "subtitle": ("plan", "group"),
    "attached": ("province",),
    "page": ("page", "pages"),
    "file_name": ("plan", "year"),
    "draft": ("pairs",),
    "draft_held": ("held",),
    "draft_only_held": ("held",),
    "total": ("people",),
    "other_posts_note": ("posts",),
    "also_in_note": ("groups",),
    "workplace": ("unit", "agency"),
    "summary.subtitle": ("plan",),
    "summary.allowed": ("reason",),
    "summary.reading_in_use": ("reading",),
    "summary.late": ("days",),
}
_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a group's sheet: which field, under which heading, how wide (Excel's unit)."""

    __pydantic_config__ = _STRICT
    field: str
    title: str
    width: float


@dataclass(frozen=True, slots=True)
class SpanColumn:
    """A column of a summary table; it takes `span` columns of the sheet."""

    __pydantic_config__ = _STRICT
    field: str
    title: str
    span: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the summary sheet."""

    __pydantic_config__ = _STRICT
    title: str
    columns: tuple[SpanColumn, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign, the leftmost first."""

    __pydantic_config__ = _STRICT
    title: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Readings:
    """What the two readings of the precedence are called."""

    __pydantic_config__ = _STRICT
    hdnd_first: str
    full: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The summary sheet: its texts, the widths of its columns, its tables in their order."""

    __pydantic_config__ = _STRICT
    sheet: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    allowed: str
    reading_in_use: str
    readings: Readings
    none: str
    total: str
    late: str
    in_time: str
    widths: tuple[float, ...]
    counts: Table
    precedence: Table
    agencies: Table
    silent: Table
    in_two_groups: Table
    open_pairs: Table
    held: Table
    not_eligible: Table
    unclassified: Table
    excluded: Table
    unread: Table


@dataclass(frozen=True, slots=True)
class Form:
    """A form: letterhead, title, columns, texts, places to sign and the summary."""

    __pydantic_config__ = _STRICT
    superior: str
    issuer: str
    nation: str
    motto: str
    place_date: str
    title: str
    subtitle: str
    attached: str
    page: str
    file_name: str
    draft: str
    draft_held: str
    draft_only_held: str
    columns: tuple[Column, ...]
    total: str
    delegate_position: str
    other_posts_note: str
    also_in_note: str
    workplace: str
    signatures: tuple[Signature, ...]
    summary: Summary
    extends: str | None = None
    author: str = ""  # who replaced the columns, and when: '' for a shipped form


def load_form(name: str) -> Form:
    """Read a form by name (`bo-noi-vu`) or by path (anything ending in .toml).

    A form that says `extends = "NAME"` takes what it does not say from the shipped form of that name.
    Raises `UserError` for a form that does not exist, and `UserError` or `UserErrors` naming file and key for
    unknown keys, fields and placeholders and for tables that do not fit the sheet.
    """
    path = _path(name)
    form = datafiles.load(path, Form, extends=_shipped)
    raise_all([*_unknown_fields(form, path.name), *_unknown_placeholders(form, path.name)])
    raise_all(list(_misfits(form, path.name)))
    return form


def _path(name: str) -> Path:
    if name.endswith(".toml"):
        return Path(name)
    known = datafiles.names("forms")
    if name not in known:
        raise UserError(
            "no_such_form",
            "There is no form {name}; known forms: {names}.",
            name=name,
            names=", ".join(known),
        )
    return datafiles.find(f"forms/{name}.toml")


def _shipped(name: str) -> Path:
    """What a form extends: always the shipped one, as the officer's own has the same name."""
    return datafiles.shipped(f"forms/{name}.toml")


def fill(text: str, /, **values: object) -> str:
    """The text with its placeholders filled; an upper-case placeholder takes the value in capitals."""
    capitals = {name.upper(): str(value).upper() for name, value in values.items()}
    return text.format(**values, **capitals)


def _unknown_fields(form: Form, file: str) -> Iterator[UserError]:
    used: list[tuple[str, str, Sequence[str]]] = []
    used += [(f"columns.{i}.field", c.field, ROSTER_FIELDS) for i, c in enumerate(form.columns)]
    known: Sequence[str]
    for table, known in TABLE_FIELDS.items():
        columns = getattr(form.summary, table).columns
        used += [(f"summary.{table}.columns.{i}.field", c.field, known) for i, c in enumerate(columns)]
    for key, name, known in used:
        yield from unknown_field(name, known, key=key, file=file)


def unknown_field(name: str, known: Sequence[str], *, key: str, file: str) -> Iterator[UserError]:
    """The refusal of a field that does not exist; nothing for one that does."""
    if name not in known:
        yield UserError(
            "unknown_field",
            "{file}: {key} names the field {field}, which does not exist. Use one of {fields}.",
            file=file,
            key=key,
            field=name,
            fields=", ".join(known),
        )


def _unknown_placeholders(form: Form, file: str) -> Iterator[UserError]:
    for key, known in _PLACEHOLDERS.items():
        part = form.summary if key.startswith("summary.") else form
        yield from unknown_placeholders(
            getattr(part, key.removeprefix("summary.")), known, key=key, file=file
        )


def unknown_placeholders(text: str, known: Sequence[str], *, key: str, file: str) -> Iterator[UserError]:
    """The refusals of a text's placeholders that have no value there, in small or capital letters."""
    allowed = {*known, *(name.upper() for name in known)}
    for name in _placeholders(text):
        if name not in allowed:
            yield UserError(
                "unknown_placeholder",
                "{file}: the text of {key} has the placeholder {name}, which has no value there. "
                "Use {names}, or double a brace that is meant as a brace.",
                file=file,
                key=key,
                name=name,
                names=", ".join(known),
            )


def _placeholders(text: str) -> list[str]:
    try:
        return [name for _, name, _, _ in string.Formatter().parse(text) if name is not None]
    except ValueError:  # a single brace
        return [text]


def _misfits(form: Form, file: str) -> Iterator[UserError]:
    if len(form.columns) < 2:
        yield UserError(
            "too_few_columns", "{file}: columns must have at least two entries. Add one.", file=file
        )
    given = len(form.summary.widths)
    for part in fields(form.summary):
        table = getattr(form.summary, part.name)
        taken = sum(c.span for c in table.columns) if isinstance(table, Table) else 0
        if taken > given or (isinstance(table, Table) and any(c.span < 1 for c in table.columns)):
            yield UserError(
                "too_wide",
                "{file}: the columns of {key} take {taken} columns, but the sheet has {given} (widths). "
                "Correct their span, or add widths.",
                file=file,
                key=f"summary.{part.name}",
                taken=taken,
                given=given,
            )

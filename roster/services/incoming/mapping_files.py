"""A mapping of columns as a TOML file that a person corrects: written from a suggestion, checked when read.

Knows the file's shape and what may stand in it; knows nothing of lists or of the store.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from roster import datafiles, writing
from roster.errors import UserError, raise_all
from roster.intake.mapping import ColumnMapping, MappedColumn, fields_to_choose
from roster.intake.suggestion import SuggestedColumn, SuggestedLayout
from roster.intake.vocabulary import load_vocabulary
from roster.messages import _
from roster.plan import Plan
from roster.services import field_labels
from roster.services.incoming.mappings import Suggestion

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class _Layout:
    __pydantic_config__ = _STRICT
    fingerprint: str
    columns: dict[str, str]
    sheet: str = ""
    first_row: int = 0


@dataclass(frozen=True, slots=True)
class _MappingFile:
    __pydantic_config__ = _STRICT
    layouts: tuple[_Layout, ...]
    sender: str = ""


def write(path: Path, suggestion: Suggestion) -> None:
    """Write a suggestion for a person to correct. Raises `UserError` (`writing.refusal`)."""
    writing.write_whole(path, ("\n".join(_lines(suggestion)) + "\n").encode())


def read(path: Path, suggestion: Suggestion, *, plan: Plan) -> tuple[ColumnMapping, ...]:
    """The mappings of a corrected file, for the list that `suggestion` was made from.

    Raises one `UserError` for every mistake in it: unknown_sender, other_layout, unknown_field,
    unknown_column, column_missing, no_name_column.
    """
    return _checked(path.name, datafiles.load(path, _MappingFile), suggestion, plan)


def fields() -> tuple[str, ...]:
    """The fields a column may be said to hold."""
    return fields_to_choose(load_vocabulary())


def settle(
    said: Mapping[str, Mapping[str, str]], suggestion: Suggestion, *, plan: Plan
) -> tuple[ColumnMapping, ...]:
    """The mappings a person chose on a page: fingerprint -> column's letters -> fields divided by commas.

    Raises as `read` does.
    """
    layouts = tuple(_Layout(fingerprint, dict(columns)) for fingerprint, columns in said.items())
    return _checked(suggestion.file, _MappingFile(layouts, suggestion.sender), suggestion, plan)


def _checked(file: str, said: _MappingFile, suggestion: Suggestion, plan: Plan) -> tuple[ColumnMapping, ...]:
    layouts = {layout.fingerprint: layout for layout in suggestion.layouts}
    raise_all(list(_faults(file, said, layouts, plan)))
    return tuple(_mapping(one, layouts[one.fingerprint], said.sender) for one in said.layouts)


def _lines(suggestion: Suggestion) -> Iterator[str]:
    yield "# " + _("Which column of the list holds which field. Correct what is wrong, save, then:")
    yield "#   roster columns remember FILE MAPPING.toml"
    yield "# " + _('"" means that a column is not read; several fields of one column are divided by commas.')
    yield "# " + _("Fields:")
    for name in fields_to_choose(load_vocabulary()):
        yield f"#   {name:<14} {_(field_labels.LABELS.get(name, name))}"
    yield ""
    yield f"sender = {_text(suggestion.sender)}"
    for layout in suggestion.layouts:
        yield ""
        yield "[[layouts]]"
        yield f"sheet = {_text(layout.sheet)}"
        yield f"fingerprint = {_text(layout.fingerprint)}"
        yield f"first_row = {layout.first_row}"
        yield "[layouts.columns]"
        yield from map(_column_line, layout.columns)


def _column_line(column: SuggestedColumn) -> str:
    remark = "; ".join(filter(None, (column.heading, *column.shapes)))
    return f"{column.letter} = {_text(', '.join(column.fields))}  # {remark}".rstrip("# ")


def _text(text: str) -> str:
    """A TOML string: JSON's way of quoting is valid there."""
    return json.dumps(text, ensure_ascii=False)


def _faults(
    file: str, said: _MappingFile, layouts: Mapping[str, SuggestedLayout], plan: Plan
) -> Iterator[UserError]:
    if said.sender and not plan.agency(said.sender):
        yield UserError(
            "unknown_sender",
            '{file}: the plan knows no agency {sender}. Write its code from the plan, or "" if nobody knows.',
            file=file,
            sender=said.sender,
        )
    for one in said.layouts:
        if one.fingerprint in layouts:
            yield from _faults_of_layout(file, one, layouts[one.fingerprint])
        else:
            yield UserError(
                "other_layout",
                "{file}: the list has no table with the fingerprint {fingerprint}. Save a new suggestion "
                "with 'roster columns show --save' and correct that one.",
                file=file,
                fingerprint=one.fingerprint,
            )


def _faults_of_layout(file: str, said: _Layout, layout: SuggestedLayout) -> Iterator[UserError]:
    allowed = fields_to_choose(load_vocabulary())
    there = [column.letter for column in layout.columns]
    for letter in (letter for letter in said.columns if letter not in there):
        yield UserError(
            "unknown_column",
            "{file}: the table has no column {column}. Remove that line.",
            file=file,
            column=letter,
        )
    for letter in (letter for letter in there if letter not in said.columns):
        yield UserError(
            "column_missing",
            '{file}: column {column} is missing. Write {column} = "" if it is not to be read.',
            file=file,
            column=letter,
        )
    for letter, field in ((c, f) for c, text in said.columns.items() for f in _fields(text)):
        if field not in allowed:
            yield UserError(
                "unknown_field",
                "{file}: there is no field {field} (column {column}). Use one of {allowed}.",
                file=file,
                column=letter,
                field=field,
                allowed=", ".join(allowed),
            )
    if not _holds_names([field for text in said.columns.values() for field in _fields(text)]):
        yield UserError(
            "no_name_column",
            "{file}: no column holds the names. Write full_name (or last_middle and given) at the column of "
            "the names.",
            file=file,
        )


def _holds_names(fields: Sequence[str]) -> bool:
    return "full_name" in fields or {"last_middle", "given"} <= set(fields)


def _fields(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in text.split(","))))


def _mapping(said: _Layout, layout: SuggestedLayout, sender: str) -> ColumnMapping:
    columns = tuple(
        MappedColumn(c.letter, _fields(said.columns[c.letter]), c.heading, c.looks) for c in layout.columns
    )
    return ColumnMapping(said.fingerprint, columns, said.first_row or layout.first_row, sender)

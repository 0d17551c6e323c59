"""The columns of lists: what they seem to hold, what a person settled, and what is remembered per sender.

Knows what happens to a mapping; how columns are recognised is `roster.intake`'s matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from roster.errors import UserError
from roster.intake import reader
from roster.intake.mapping import ColumnMapping, MappedColumn, column_of, fits_list, heading_key, recognise
from roster.intake.pages import lay_out_pages, page_of, sender_of
from roster.intake.suggestion import SuggestedColumn, SuggestedLayout, suggested_layouts
from roster.intake.vocabulary import load_vocabulary
from roster.intake.walk import Words
from roster.model import FileError, RawFile
from roster.plan import Plan
from roster.problems import PROBLEMS
from roster.store import queries, tables


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What the columns of one file seem to hold; `sender` is the plan's code, '' when nobody can tell."""

    file: str
    sender: str
    layouts: tuple[SuggestedLayout, ...]


def suggest(path: Path, *, plan: Plan, remembered: Sequence[ColumnMapping] = ()) -> Suggestion:
    """Every table of a file with the fields its headings, its values or the sender's earlier lists suggest.

    Raises `UserError` for a file that cannot be read (its error code) or that holds no table (no_rows).
    """
    (raw,) = reader.read_files([path])
    if raw.error:
        raise _refusal(raw.error)
    suggestion = suggested(raw, plan=plan, remembered=remembered)
    if not suggestion.layouts:
        raise _refusal(FileError("no_rows"))
    return suggestion


def suggested(raw: RawFile, *, plan: Plan, remembered: Sequence[ColumnMapping] = ()) -> Suggestion:
    """The same for a file that is read already; no layouts where it holds no table."""
    suggestion = _suggested(raw, plan)
    own = [one for one in remembered if one.sender == suggestion.sender]
    return replace(suggestion, layouts=tuple(_as_remembered(one, own) for one in suggestion.layouts))


def remember(session: Session, mappings: Iterable[ColumnMapping], *, by: str) -> tuple[ColumnMapping, ...]:
    """Keep what a person settled; what is known already is not written again. Returns what is new."""
    known = recall(session)
    fresh = tuple(one for one in mappings if one not in known)
    for one in fresh:
        session.add(
            tables.ColumnMapping(sender=one.sender, fingerprint=one.fingerprint, mapping=_as_json(one), by=by)
        )
        queries.add_audit(
            session,
            "columns.remembered",
            by=by,
            subjects=[f"sender:{one.sender}"],
            detail={
                "fingerprint": one.fingerprint,
                "columns": {column.letter: list(column.fields) for column in one.columns},
            },
        )
    return fresh


def recall(session: Session) -> tuple[ColumnMapping, ...]:
    """The newest mapping of every layout of every sender, newest first: what `intake.read` takes."""
    return tuple(
        ColumnMapping(
            row.fingerprint,
            tuple(
                MappedColumn(c["letter"], tuple(c["fields"]), c["heading"], c["looks"])
                for c in row.mapping["columns"]
            ),
            row.mapping["first_row"],
            row.sender,
        )
        for row in queries.newest_column_mappings(session)
    )


def _as_json(mapping: ColumnMapping) -> dict[str, Any]:
    columns = [
        {"letter": c.letter, "fields": list(c.fields), "heading": c.heading, "looks": c.looks}
        for c in mapping.columns
    ]
    return {"columns": columns, "first_row": mapping.first_row}


def _refusal(error: FileError) -> UserError:
    return UserError(error.code, PROBLEMS[error.code].message, **error.params)


def _suggested(raw: RawFile, plan: Plan) -> Suggestion:
    words = Words(load_vocabulary(), plan)
    pages = [page_of(sheet, words) for sheet in raw.sheets if not sheet.hidden]
    sender = sender_of(raw.name, pages, words)
    layouts = suggested_layouts(lay_out_pages(raw.name, pages, sender, words), words.vocabulary)
    return Suggestion(raw.name, sender.code if sender else "", tuple(layouts))


def _as_remembered(layout: SuggestedLayout, mappings: Sequence[ColumnMapping]) -> SuggestedLayout:
    """The layout with the remembered fields in the place of the suggested ones."""
    columns = tuple(_column_as(c, _fields(layout, mappings)) for c in layout.columns)
    return replace(layout, columns=columns)


def _fields(layout: SuggestedLayout, mappings: Sequence[ColumnMapping]) -> Mapping[int, tuple[str, ...]]:
    headings = {column_of(c.letter): c.heading for c in layout.columns if c.heading}
    if layout.is_headless:
        looks = {column_of(c.letter): c.looks for c in layout.columns}
        ordered = sorted(mappings, key=lambda one: one.fingerprint != layout.fingerprint)
        fitting = (one for one in ordered if fits_list(one, looks=looks, headings=headings))
        return next(({column_of(c.letter): c.fields for c in one.columns} for one in fitting), {})
    keys = {column: heading_key(heading.split(" / ")) for column, heading in headings.items()}
    found = recognise(layout.fingerprint, keys, mappings)
    return found.fields if found else {}


def _column_as(column: SuggestedColumn, fields: Mapping[int, tuple[str, ...]]) -> SuggestedColumn:
    number = column_of(column.letter)
    return replace(column, fields=fields[number], origin="remembered") if number in fields else column

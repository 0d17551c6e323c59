"""A sender's own list with remarks: the kept original, its problem cells coloured and commented.

Knows which problem is said where; how the copy looks is `roster.export.annotated`'s matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

from sqlalchemy.orm import Session

from roster import places, problems, writing
from roster.errors import UserError
from roster.export import annotated, protection
from roster.export.annotated import AnnotatedSheet, At, Legend
from roster.intake import marking, reader
from roster.messages import _
from roster.model import PersonRecord, Problem, RawFile, Source
from roster.plan import Plan
from roster.services.editing import edit_state
from roster.services.incoming import intake, mappings, originals
from roster.store import edit_queries, queries, tables

PROTECTED = "original_protected"  # the refusal after which a door asks for the password


@dataclass(frozen=True, slots=True)
class Annotated:
    """What was written: cells with a comment, rows held."""

    cells: int
    held: int


@dataclass(frozen=True, slots=True)
class _Said:
    """What is said of one sheet's rows."""

    problems: Sequence[Problem]
    held: Sequence[Source]


def annotate(
    session: Session, name: str, folder: Path, out: Path, *, plan: Plan, by: str, password: str = ""
) -> Annotated:
    """Write the annotated copy of a delivery in force (a name or path); `folder` holds the originals.

    `password` opens a protected original this once and protects the copy; it is not kept. Raises `UserError`
    (not_imported, original_gone, `PROTECTED`, original_unread, `writing.refusal`).
    """
    row = intake.in_force(session, name)
    raw = _read(originals.path_of(session, folder, name), row.file_name, password)
    given = marking.give_back(raw, plan=plan, mappings=mappings.recall(session))
    said = _said(*_as_read(session, row))
    sheets = tuple(
        _sheet(row.file_name, sheet.name, given, said.get(sheet.name, _Said((), ())))
        for sheet in given.sheets
    )
    copy = annotated.as_bytes(sheets, _legend(row.file_name, given))
    writing.write_whole(out, protection.workbook_again(copy, password) if password else copy)
    held = sum(len(one.held) for one in said.values())
    done = Annotated(sum(len(sheet.comments) for sheet in sheets), held)
    queries.add_audit(
        session, "list.annotated", by=by, subjects=[f"import:{row.id}"], detail={"cells": done.cells}
    )
    return done


def _read(path: Path, name: str, password: str) -> RawFile:
    (raw,) = reader.read_files([path], passwords={path: password} if password else {})
    if raw.error and raw.error.code == "password":
        raise UserError(
            PROTECTED,
            "The file {file} as received is protected by a password, or the one given is wrong. Type it; "
            "it is not kept.",
            file=name,
        )
    if raw.error:
        raise UserError(
            "original_unread",
            "The kept file of {file} could not be read this time. Try again, or import it again.",
            file=name,
        )
    return replace(raw, name=name)


def _as_read(session: Session, row: tables.Import) -> tuple[list[Problem], tuple[PersonRecord, ...]]:
    """What the sender's own list says, whatever was mended here since: the sender still has to mend it."""
    rows = queries.rows_of(session, row)
    mended = [record for record, _ in rows if record.stated is not None]
    places = {edit_queries.at(record) for record in mended}
    found = [p for p in queries.problems_of(session, row) if edit_queries.at(p.source) not in places]
    found += [problem for record in mended for problem in edit_state.stated(session, row, record).problems]
    return sorted(found, key=lambda problem: problem.source), queries.as_stated(rows)


def _said(found: Iterable[Problem], people: Iterable[PersonRecord]) -> dict[str, _Said]:
    """By sheet; what only tells a fact is no remark for the sender."""
    said: dict[str, tuple[list[Problem], list[Source]]] = defaultdict(lambda: ([], []))
    for problem in found:
        if problem.severity != "notice":
            said[problem.source.sheet][0].append(problem)
    for person in people:
        if person.held:
            said[person.source.sheet][1].append(person.source)
    return {sheet: _Said(*both) for sheet, both in said.items()}


def _sheet(file: str, name: str, given: marking.GivenBack, said: _Said) -> AnnotatedSheet:
    place = given.places[name]
    colours: dict[At, str] = {
        (source.row, column): annotated.HELD for source in said.held for column in place.span(source)
    }
    comments: dict[At, list[str]] = defaultdict(list)
    for problem in said.problems:
        source = problem.source
        at = (max(source.row, 1), place.column(source, problem.column, problem.value))
        comments[at].append(problems.sentence(problem.code, **problem.params))
        colours[at] = annotated.HELD if problem.severity == "error" else annotated.PROBLEM
    sheet = next(sheet for sheet in given.sheets if sheet.name == name)
    shown = places.sheet(name) or PurePath(file).stem
    return AnnotatedSheet(shown, sheet, colours, {at: tuple(lines) for at, lines in comments.items()})


def _legend(file: str, given: marking.GivenBack) -> Legend:
    remarks: Mapping[str, bool] = {
        _("These are the rows of {file} as the program read them; row numbers agree.", file=file): True,
        _("Point at a coloured cell to read what to do."): True,
        _("Columns that the survey does not need were left empty."): bool(given.left_out),
        _("Hidden sheets were left out."): bool(given.hidden),
    }
    return Legend(
        _("Legend"),
        {
            annotated.PROBLEM: _("Something in this cell is to be checked or corrected."),
            annotated.HELD: _("This row cannot be used until the cell with the comment is corrected."),
        },
        tuple(sentence for sentence, holds in remarks.items() if holds),
    )

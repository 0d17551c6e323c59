"""Between the store's rows and the nouns of `model`: the only place that knows both shapes.

Rows are inserted as the driver takes them, because a list may have a hundred thousand.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from itertools import chain, islice
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from roster.model import FileReading, PersonRecord, Problem, Reject, Source
from roster.store import finding, rounds, tables

_BATCH = 5_000  # rows per insertion
_LISTS = ("phones", "flags", "chosen")
_OWN = tuple(f.name for f in fields(PersonRecord) if f.name not in {"source", "raw", *_LISTS})
_own_values = attrgetter(*_OWN)
_lists = attrgetter(*_LISTS)
_DECIDED = frozenset({"excluded", "chosen"})  # by people: no list says it
_encode = json.JSONEncoder().encode


def reading_sha256(reading: FileReading) -> str:
    """A fingerprint of everything a file was understood to say, so that a second reading can be compared."""
    digest = hashlib.sha256(repr(replace(reading, people=(), rejects=(), problems=())).encode())
    for kind, rows in (
        (PersonRecord, reading.people),
        (Reject, reading.rejects),
        (Problem, reading.problems),
    ):
        values = attrgetter(*(field.name for field in fields(kind) if field.name not in _DECIDED))
        for row in rows:  # one by one: the text of a long list would need more memory than the list
            digest.update(repr(values(row)).encode())
    return digest.hexdigest()


def add_import(session: Session, reading: FileReading, *, by: str, said: str | None = None) -> tables.Import:
    """Store a delivery with all its rows, as the one in force; the caller has retired an earlier one.

    `said` is the fingerprint of the reading as it was made, where its keys are others by now.
    """
    row = tables.Import(
        file_name=reading.name,
        sha256=reading.sha256,
        reading_sha256=said or reading_sha256(reading),
        sender=reading.sender,
        state="undone",
        error=reading.error.code if reading.error else None,
        error_params=dict(reading.error.params) if reading.error else {},
        notices=list(reading.notices),
        total=reading.total,
        people=len(reading.people) - reading.held,
        held=reading.held,
        ignored=len(reading.rejects),
        declared_total=reading.declared_total,
        by=by,
    )
    session.add(row)
    session.flush()
    add_people(session, row.id, reading.people)
    _insert(session, "rejects", (_reject_row(row.id, r) for r in reading.rejects))
    _insert(session, "problems", (_problem_row(row.id, p) for p in reading.problems))
    row.state = "active"  # only now: the index of words takes all in at once, not row by row
    session.flush()
    return row


def add_people(session: Session, import_id: int, people: Iterable[PersonRecord]) -> None:
    """Store records in a delivery."""
    _insert(session, "records", (_record_row(import_id, p) for p in people))


def person_record(row: tables.Record, file_name: str) -> PersonRecord:
    """The record as `model` knows it."""
    values = {name: getattr(row, name) for name in (*_OWN, *_LISTS, "raw")}
    return from_values(values, Source(file_name, row.sheet, row.row, row.block))


def stated_record(row: tables.Record, file_name: str) -> PersonRecord:
    """The record as its list states it, with the key it has today."""
    now = person_record(row, file_name)
    return from_values(row.stated["record"] | {"key": row.key}, now.source) if row.stated else now


def write(row: tables.Record, person: PersonRecord) -> None:
    """Make a stored row what `person` is; its place, its key's number and its cluster stay."""
    for name, value in values_of(person).items():
        setattr(row, name, value)
    set_flags(row, row.flags)


def set_flags(row: tables.Record, flags: Iterable[str]) -> None:
    """Write a row's flags, and how it is found from now on."""
    row.flags = list(flags)
    row.search, row.name_order = finding.search_text(row), finding.name_order(row.full_name)


def values_of(person: PersonRecord) -> dict[str, Any]:
    """The record's columns without its place, as plain values that JSON can hold."""
    values = {name: getattr(person, name) for name in _OWN}
    return values | {name: list(getattr(person, name)) for name in _LISTS} | {"raw": dict(person.raw)}


def from_values(values: Mapping[str, Any], source: Source) -> PersonRecord:
    """The record that `values_of` took apart, at its place."""
    lists = {name: tuple(values[name]) for name in _LISTS}
    return PersonRecord(source=source, **(dict(values) | lists))


def problem(row: tables.Problem, file_name: str) -> Problem:
    """What is to be said of a row as `model` knows it."""
    severity: Any = row.severity
    source = Source(file_name, row.sheet, row.row, row.block)
    return Problem(row.code, severity, source, row.column, row.value, dict(row.params))


def _insert(session: Session, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows past SQLAlchemy's handling of values, which takes as long as the database."""
    waiting = iter(rows)
    if not (first := next(waiting, None)):
        return
    connection, here = session.connection(), {"round_id": rounds.needed(session)}
    columns = [*here, *first]
    statement = insert(tables.Base.metadata.tables[table]).compile(connection, column_keys=columns)
    order = statement.positiontup  # None where the driver takes values by name
    ready = itemgetter(*order) if order else dict
    ordered = (ready(here | row) for row in chain((first,), waiting))
    while batch := list(islice(ordered, _BATCH)):
        connection.exec_driver_sql(str(statement), batch)


def _json(value: Any) -> str:
    return "[]" if value == () else _encode(value)  # most lists of a record are empty


def _place(source: Source) -> dict[str, Any]:
    return {"sheet": source.sheet, "row": source.row, "block": source.block}


def _record_row(import_id: int, person: PersonRecord) -> dict[str, Any]:
    values = dict(zip(_OWN, _own_values(person), strict=True))
    lists = {name: _json(value) for name, value in zip(_LISTS, _lists(person), strict=True)}
    raw = _json(dict(person.raw))
    found_by = {"search": finding.search_text(person), "name_order": finding.name_order(person.full_name)}
    return {"import_id": import_id, **_place(person.source), **values, **lists, **found_by, "raw": raw}


def _reject_row(import_id: int, reject: Reject) -> dict[str, Any]:
    return {"import_id": import_id, **_place(reject.source), "reason": reject.reason}


def problem_row(import_id: int, problem: Problem) -> dict[str, Any]:
    """The problem's columns."""
    return {
        "import_id": import_id,
        **_place(problem.source),
        "code": problem.code,
        "severity": problem.severity,
        "column": problem.column,
        "value": problem.value,
        "params": dict(problem.params),
    }


def _problem_row(import_id: int, problem: Problem) -> dict[str, Any]:
    return problem_row(import_id, problem) | {"params": _json(dict(problem.params))}

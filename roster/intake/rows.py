"""A person's row as a `PersonRecord`, with every problem met on the way.

Puts together values, workplace, position and group; knows nothing of how rows were found.
"""

from collections.abc import Iterable
from dataclasses import replace

from roster.intake.cells import NEVER_KEPT, Cells, cells_of
from roster.intake.facts import Facts
from roster.intake.formats.rows import FORMULA_NO_VALUE
from roster.intake.grid import Row
from roster.intake.posts import Post, post_of
from roster.intake.second_rows import settled
from roster.intake.sections import left_in
from roster.intake.setting import Setting
from roster.intake.values import Finding, Values, departure, has_lost_letters, values_of
from roster.intake.walk import Entry
from roster.model import PersonRecord, Problem, Source
from roster.problems import PROBLEMS

_WHOLE_NAME = ("bad_name", "lost_characters")


def person(entry: Entry, facts: Facts, setting: Setting) -> tuple[PersonRecord, tuple[Problem, ...]]:
    """The record of a person's entry; `held` says why a person must look before it counts."""
    source = Source(setting.file, setting.sheet, entry.row.number, entry.block)
    cells = cells_of(entry)
    if not cells.columns.names:
        lost = has_lost_letters(entry.row.texts)
        return _held(PersonRecord(source, ""), (Finding("lost_characters" if lost else "needs_mapping", ""),))
    if entry.parts:
        cells = settled(cells, setting.words.vocabulary)
    values = values_of(cells, facts, words=setting.words.vocabulary, today=setting.today)
    reason = _reason(cells, values, setting)
    if reason == "wrong_field_count":  # from the surplus separator on, no cell is in its column
        record = PersonRecord(source, values.name.full_name or cells.name, raw={"full_name": cells.name})
        return _held(record, (Finding(reason, "", cells.name),))
    post = post_of(cells, entry.stack, facts=facts, setting=setting)
    left = departure(cells, values.name, post.place.agency, setting.words)
    findings = (*_of_row(entry, cells, setting), *values.findings, *left, *post.findings)
    if reason:
        record = _record(source, cells, values, post)
        record = replace(record, full_name=record.full_name or cells.name)
        return _held(record, (*findings, Finding(reason, "full_name", cells.name)))
    findings = _each_once(findings) if findings else ()
    return _record(source, cells, values, post, flags=_codes(findings)), _problems(findings, source)


def _record(
    source: Source, cells: Cells, values: Values, post: Post, *, flags: tuple[str, ...] = ()
) -> PersonRecord:
    return PersonRecord(
        source,
        values.name.full_name,
        dob=values.dob,
        gender=values.gender,
        phones=values.phones,
        cccd=values.cccd,
        email=values.email,
        position=post.position or None,
        position_raw=post.typed or None,
        agency=post.place.name,
        agency_code=post.place.agency.code if post.place.agency else None,
        unit=post.place.unit,
        group=post.decision.group,
        group_origin=post.decision.origin,
        rule_group=post.rule.group,
        rank=post.rule.rank,
        note=values.note,
        flags=flags,
        raw=cells.raw(),
    )


def _reason(cells: Cells, values: Values, setting: Setting) -> str | None:
    """Why the row is held, or None."""
    row = cells.rows[0]
    if setting.is_text and row.width < cells.columns.headed:
        return "wrong_field_count"
    if setting.is_text and any(row.texts[cells.columns.width :]):
        return "wrong_field_count"
    found = {finding.code for finding in values.findings}
    if "lost_characters" in found or has_lost_letters(
        cell.text for cell in cells.of("position", "agency", "unit", "workplace")
    ):
        return "lost_characters"
    return None if values.name.full_name and "bad_name" not in found else "bad_name"


def _of_row(entry: Entry, cells: Cells, setting: Setting) -> Iterable[Finding]:
    """What the row's looks say: hidden, struck through, surplus fields; and what the reader flagged."""
    if left_in(entry.stack):
        yield Finding("left_post", "note")
    if entry.row.hidden:
        yield Finding("hidden_row", "")
    struck = set(entry.row.struck)
    if struck and any(struck.intersection(columns) for columns in cells.columns.fields.values()):
        yield Finding("strikethrough", "full_name", cells.name)
    if setting.is_text and entry.row.width > cells.columns.width:
        yield Finding("extra_empty_fields", "")
    yield from (Finding(code, "") for code in entry.row.flags if not _is_of_no_use(code, entry.row, cells))


def _is_of_no_use(flag: str, row: Row, cells: Cells) -> bool:
    """Whether all that lacks a result is a running number, or what is not kept: nothing to ask for."""
    not_kept = {column for field in NEVER_KEPT for column in cells.columns.of(field)}
    return flag == FORMULA_NO_VALUE and bool(row.no_value) and not_kept.issuperset(row.no_value)


def _held(record: PersonRecord, findings: tuple[Finding, ...]) -> tuple[PersonRecord, tuple[Problem, ...]]:
    """The record with its hold reason, which is the last finding."""
    reason = findings[-1].code
    kept = _each_once(f for f in findings[:-1] if f.code not in _WHOLE_NAME)
    record = replace(record, held=reason, flags=_codes(kept))
    return record, _problems((*kept, findings[-1]), record.source)


def _each_once(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The first finding of each code; the one met last comes last."""
    known = {finding.code: finding for finding in reversed(tuple(findings))}
    return tuple(reversed(known.values()))


def _codes(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(finding.code for finding in findings)


def _problems(findings: Iterable[Finding], source: Source) -> tuple[Problem, ...]:
    return tuple(problem(finding, source) for finding in findings)


def problem(finding: Finding, source: Source) -> Problem:
    """A finding as a problem at a place; the table of problems knows how severe it is."""
    return Problem(finding.code, PROBLEMS[finding.code].severity, source, finding.field, finding.value)

"""A person's row as a `PersonRecord`, with every problem met on the way.

Puts together values, workplace, position and group; knows nothing of how rows were found.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from roster.cleaned import CellValue
from roster.genders import is_tick
from roster.intake.cells import Cell, Cells, cells_of, joined_posts
from roster.intake.facts import Facts
from roster.intake.groups import Decision, decide, declared
from roster.intake.places import Workplace, workplace_of
from roster.intake.sections import left_in, post_of
from roster.intake.values import (
    Finding,
    Values,
    has_lost_letters,
    name_and_post,
    values_of,
    without_phones,
)
from roster.intake.walk import Entry, Words
from roster.model import PersonRecord, Problem, Source
from roster.plan import Agency, Plan
from roster.positions import Classification, Positions, classify, expand
from roster.problems import PROBLEMS
from roster.text import tidy

_BULLET = re.compile(r"^\s*[-+•*–]\s*")
_FIELD_OF = {"group_unknown": "group", "group_differs": "group"}  # else the flag is about the position
_WHOLE_NAME = ("bad_name", "lost_characters")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for all rows of a sheet: where it stands, whose list it is, and the tables in use."""

    file: str
    sheet: str
    words: Words
    positions: Positions
    today: date
    sender: Agency | None = None
    is_text: bool = False

    @property
    def plan(self) -> Plan:
        """The plan in use."""
        return self.words.plan


@dataclass(frozen=True, slots=True)
class _Post:
    """The position as typed and written out, where it is held, and the group."""

    typed: str
    position: str
    place: Workplace
    rule: Classification
    decision: Decision

    @property
    def findings(self) -> Iterator[Finding]:
        """What is to be looked at."""
        for code in self.place.flags:
            yield Finding(code, "agency", self.place.name or "")
        for code in self.decision.flags:
            yield Finding(code, _FIELD_OF.get(code, "position"), self.typed)


def person(entry: Entry, facts: Facts, setting: Setting) -> tuple[PersonRecord, tuple[Problem, ...]]:
    """The record of a person's entry; `held` says why a person must look before it counts."""
    source = Source(setting.file, setting.sheet, entry.row.number, entry.block)
    cells = cells_of(entry)
    if not cells.columns.names:
        lost = has_lost_letters(entry.row.texts)
        return _held(PersonRecord(source, ""), (Finding("lost_characters" if lost else "needs_mapping", ""),))
    values = values_of(cells, facts, words=setting.words.vocabulary, today=setting.today)
    reason = _reason(cells, values, setting)
    if reason == "wrong_field_count":  # from the surplus separator on, no cell is in its column
        record = PersonRecord(source, values.name.full_name or cells.name, raw={"full_name": cells.name})
        return _held(record, (Finding(reason, "", cells.name),))
    post = _post(entry, cells, facts, setting)
    record = _record(source, cells, values, post)
    findings = (*_of_row(entry, cells, setting), *values.findings, *post.findings)
    if reason:
        record = replace(record, full_name=record.full_name or cells.name)
        return _held(record, (*findings, Finding(reason, "full_name", cells.name)))
    return _with_flags(record, findings)


def _record(source: Source, cells: Cells, values: Values, post: _Post) -> PersonRecord:
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
        raw=cells.raw(),
    )


def _post(entry: Entry, cells: Cells, facts: Facts, setting: Setting) -> _Post:
    typed = _position(cells, facts, setting) or _headed_post(entry, cells)
    position = typed if has_lost_letters((typed,)) else expand(typed, setting.positions)
    said = declared(cells.text("group"), entry.stack, sender=setting.sender, plan=setting.plan)
    delegate = said.group == setting.plan.delegate_group
    place = workplace_of(cells, entry.stack, facts=facts, words=setting.words, delegate=delegate)
    rule = classify(
        position,
        agency=place.agency,
        unit=place.units or None,
        plan=setting.plan,
        positions=setting.positions,
        agency_name=None if place.agency else place.name,
    )
    return _Post(typed, position, place, rule, decide(said, rule, setting.plan))


def _position(cells: Cells, facts: Facts, setting: Setting) -> str:
    """The post as typed; of a column 'Họ tên, chức vụ' the part after the name."""
    if cells.columns.names_hold("position"):
        return name_and_post(cells.name)[1]
    said = (_post_in(cell, cells, facts) for cell in cells.of("position"))
    texts = tuple(dict.fromkeys(_in_one_line(value, setting) for value in said))
    return joined_posts(texts, setting.words.vocabulary)


def _headed_post(entry: Entry, cells: Cells) -> str:
    """The post of the heading above, in a list without a column of posts."""
    return "" if cells.columns.of("position") else post_of(entry.stack)


def _post_in(cell: Cell, cells: Cells, facts: Facts) -> CellValue:
    """What a cell of posts says: 'nt' the post above, a tick the column's heading; phones are left out."""
    above = (facts.carried or {}).get((cell.row, cell.column))
    if above:
        return above
    if cell.column in cells.columns.posts and is_tick(cell.value):
        return cells.columns.posts[cell.column]
    shared = cell.column in cells.columns.of("phone")
    return without_phones(cell.value) if shared and isinstance(cell.value, str) else cell.value


def _in_one_line(value: CellValue, setting: Setting) -> str:
    """A cell of several lines: lines that begin a post are posts, others go on with the line before."""
    if not isinstance(value, str) or "\n" not in value:
        return tidy(value)
    lines = [tidy(_BULLET.sub("", line)) for line in value.splitlines()]
    return joined_posts(tuple(filter(None, lines)), setting.words.vocabulary)


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
    yield from (Finding(code, "") for code in entry.row.flags)


def _held(record: PersonRecord, findings: tuple[Finding, ...]) -> tuple[PersonRecord, tuple[Problem, ...]]:
    """The record with its hold reason, which is the last finding."""
    reason = findings[-1].code
    flags = tuple(f for f in findings[:-1] if f.code not in _WHOLE_NAME)
    record, problems = _with_flags(replace(record, held=reason), flags)
    return record, (*problems, problem(findings[-1], record.source))


def _with_flags(
    record: PersonRecord, findings: Iterable[Finding]
) -> tuple[PersonRecord, tuple[Problem, ...]]:
    known = {finding.code: finding for finding in reversed(tuple(findings))}
    if not known:
        return record, ()
    kept = tuple(reversed(known.values()))
    flags = tuple(finding.code for finding in kept)
    return replace(record, flags=flags), tuple(problem(finding, record.source) for finding in kept)


def problem(finding: Finding, source: Source) -> Problem:
    """A finding as a problem at a place; the table of problems knows how severe it is."""
    return Problem(finding.code, PROBLEMS[finding.code].severity, source, finding.field, finding.value)

"""A record with fields that a person mended, cleaned and flagged as if the list had said so.

Knows one record, what is to be said of it and the new texts; knows nothing of files, authors or the store.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from roster.identity_cards import contradictions
from roster.intake.cells import Cell, Cells
from roster.intake.columns import Columns
from roster.intake.facts import Facts
from roster.intake.grid import Row
from roster.intake.groups import Declared, decide
from roster.intake.places import read_place
from roster.intake.rows import problem
from roster.intake.setting import Setting
from roster.intake.values import Finding, Values, departure, has_lost_letters, values_of
from roster.model import PersonRecord, Problem
from roster.plan import Agency
from roster.positions import Classification, classify, expand
from roster.problems import HOLDS
from roster.text import tidy
from roster.units import declared_groups

FIELDS = (
    "full_name",
    "dob",
    "gender",
    "phone",
    "cccd",
    "email",
    "position",
    "agency",
    "unit",
    "group",
    "note",
)
BY_PERSON = "declared:person"  # what a group rests on that a person named
_ATTRIBUTE = {"phone": "phones"}  # the others are called as in `PersonRecord`
_PARTS = {  # the columns a field may stand in, as their texts are kept
    "dob": ("dob", "dob_male", "dob_female", "dob_day", "dob_month", "dob_year"),
    "gender": ("gender", "gender_male", "gender_female"),
    "agency": ("agency", "workplace"),
}
_POST = frozenset({"position", "agency", "unit", "group"})
_OF_POST = frozenset(
    {"not_eligible", "eligibility_open", "group_unknown", "group_differs", "group_not_checked"}
)
_OF_AGENCY = frozenset({"agency_unknown", "agency_carried"})
_OF_ROW = frozenset({"strikethrough", "hidden_row", "same_person_other_role"})
_CONTRADICTIONS = frozenset({"cccd_gender_mismatch", "cccd_year_mismatch"})
_COMPARED = frozenset({"cccd", "gender", "dob"})
_UNREAD = frozenset({"wrong_field_count", "needs_mapping"})  # no cell of the row was in its column


@dataclass(frozen=True, slots=True)
class Mended:
    """A record after mending, and what is now to be said of it."""

    record: PersonRecord
    problems: tuple[Problem, ...] = ()


def stated_text(record: PersonRecord, field: str) -> str:
    """What a record says of a field, as typed where that is kept, else its clean value; '' for nothing."""
    typed = [record.raw[part] for part in _PARTS.get(field, (field,)) if record.raw.get(part)]
    return "/".join(typed) if typed else value_text(record, field)


def value_text(record: PersonRecord, field: str) -> str:
    """The clean value of a field in one text; '' for nothing."""
    value = getattr(record, _ATTRIBUTE.get(field, field))
    return ", ".join(value) if isinstance(value, tuple) else value or ""


def mend(record: PersonRecord, said: Sequence[Problem], texts: Mapping[str, str], setting: Setting) -> Mended:
    """The record with `texts` (field -> text as typed, '' for nothing) in the place of its own.

    The cleaners are those of reading, so a new text may be flagged, or hold the row, as a cell would. A held
    row whose cause is gone is held no longer. `said` is what is to be said of the record so far. A group must
    be one of the plan's (`declared_groups`); other words leave it as it was.
    """
    cells = _cells(record, texts)
    values = values_of(cells, Facts(), words=setting.words.vocabulary, today=setting.today)
    mended = _with_values(record, values, texts)
    left = departure(cells, values.name, setting.plan.agency(record.agency_code), setting.words)
    found = (*values.findings, *left)
    findings = [f for f in found if f.field in texts and f.code not in _CONTRADICTIONS]
    if _POST.intersection(texts):
        mended, of_post = _with_post(record, mended, texts, setting)
        findings += of_post
    if _COMPARED.intersection(texts):
        findings += _against(mended)
    reason = _reason(record, mended, texts, findings)
    if reason:
        findings = [f for f in findings if f.code != reason]
        findings.append(Finding(reason, "full_name", mended.full_name))
    kept = [one for one in said if _stays(one, texts, was=record.held)]
    problems = (*kept, *(problem(f, record.source) for f in {f.code: f for f in findings}.values()))
    return Mended(replace(mended, held=reason, flags=_flags(record, said, problems)), problems)


def _cells(record: PersonRecord, texts: Mapping[str, str]) -> Cells:
    """The record as a row of a table of its own, the new texts in it."""
    row = [texts.get(field, value_text(record, field)) for field in FIELDS]
    columns = Columns("", 0, len(FIELDS) - 1, {f: (n,) for n, f in enumerate(FIELDS)}, names=(0,))
    tidied = tuple(map(tidy, row))
    number = record.source.row
    found = {f: (Cell(row[n], tidied[n], number, n),) for n, f in enumerate(FIELDS) if tidied[n]}
    filled = tuple(n for n, text in enumerate(tidied) if text)
    return Cells(columns, (Row(number, tuple(row), tidied, filled),), found, tidied[0])


def _with_values(record: PersonRecord, values: Values, texts: Mapping[str, str]) -> PersonRecord:
    """The mended values; a gender nobody stated follows the form of address of a mended name."""
    fresh = {
        "full_name": values.name.full_name or tidy(texts.get("full_name", "")),
        "dob": values.dob,
        "gender": values.gender,
        "phone": values.phones,
        "cccd": values.cccd,
        "email": values.email,
        "note": values.note,
    }
    mended = {_ATTRIBUTE.get(field, field): fresh[field] for field in texts if field in fresh}
    if "full_name" in texts and not record.gender:
        mended["gender"] = values.gender
    return replace(record, **mended)  # type: ignore[arg-type]  # each field with its own cleaner's value


def _with_post(
    before: PersonRecord, record: PersonRecord, texts: Mapping[str, str], setting: Setting
) -> tuple[PersonRecord, list[Finding]]:
    """Position, workplace, group; where headings that are not kept decide, the group stays and is flagged."""
    record = _placed(record, texts, setting)
    of_place = []
    if record.agency and not record.agency_code and record.group != setting.plan.delegate_group:
        of_place.append(Finding("agency_unknown", "agency", record.agency))
    rule = _rule(record, setting)
    stated = texts.get("group", "")
    groups = declared_groups(stated, setting.plan) if stated else ()
    if len(groups) == 1:
        placed = replace(
            record, group=groups[0], group_origin=BY_PERSON, rule_group=rule.group, rank=rule.rank
        )
        return placed, of_place
    if before.held not in _UNREAD and _rule(before, setting).group != before.rule_group:
        return record, [*of_place, Finding("group_not_checked", "group", record.position or "")]
    decision = decide(_declared(record), rule, setting.plan)
    found = replace(
        record, group=decision.group, group_origin=decision.origin, rule_group=rule.group, rank=rule.rank
    )
    return found, of_place + [Finding(code, "group", record.position or "") for code in decision.flags]


def _placed(record: PersonRecord, texts: Mapping[str, str], setting: Setting) -> PersonRecord:
    """The record with its mended position, agency and unit."""
    if "position" in texts:
        typed = tidy(texts["position"])
        written = typed if has_lost_letters((typed,)) else expand(typed, setting.positions)
        record = replace(record, position=written or None)
    if "agency" in texts:
        delegate = record.group == setting.plan.delegate_group
        place = read_place("agency", tidy(texts["agency"]), setting.words, delegate=delegate)
        code = place.agency.code if place.agency else None
        record = replace(record, agency=place.name or None, agency_code=code, unit=place.unit or record.unit)
    return replace(record, unit=tidy(texts["unit"]) or None) if "unit" in texts else record


def _rule(record: PersonRecord, setting: Setting) -> Classification:
    agency: Agency | None = setting.plan.agency(record.agency_code)
    return classify(
        record.position,
        agency=agency,
        unit=record.unit,
        plan=setting.plan,
        positions=setting.positions,
        agency_name=None if agency else record.agency,
    )


def _declared(record: PersonRecord) -> Declared:
    """What the list, or a person, declared: a group found by the rules was not declared."""
    kind, _, origin = (record.group_origin or "").partition(":")
    return Declared((record.group,), origin) if kind == "declared" and record.group else Declared()


def _against(record: PersonRecord) -> Iterator[Finding]:
    for code in contradictions(record.cccd, gender=record.gender, dob=record.dob):
        yield Finding(code, "cccd", record.cccd or "")


def _reason(
    before: PersonRecord, mended: PersonRecord, texts: Mapping[str, str], findings: Iterable[Finding]
) -> str | None:
    """Why the record waits, or None. A row that was not read needs a name and a post or a group."""
    found = {finding.code for finding in findings}
    lost = has_lost_letters(filter(None, (mended.full_name, mended.position, mended.agency, mended.unit)))
    if lost or "lost_characters" in found:
        return "lost_characters"
    if "bad_name" in found or not mended.full_name:
        return before.held if before.held in _UNREAD else "bad_name"
    if before.held == "bad_name" and "full_name" not in texts:
        return "bad_name"
    if before.held in _UNREAD and not {"position", "group"}.intersection(texts):
        return before.held
    return None


def _stays(one: Problem, texts: Mapping[str, str], *, was: str | None) -> bool:
    """Whether what was said before still holds after these texts."""
    if one.code == was:
        return False  # said anew where it still holds
    if one.code in _OF_ROW:
        return True
    if one.code in _CONTRADICTIONS:
        return not _COMPARED.intersection(texts)
    if one.code in _OF_POST:
        return not _POST.intersection(texts)
    if one.code in _OF_AGENCY:
        return "agency" not in texts and not (one.code == "agency_unknown" and _POST.intersection(texts))
    return one.column not in texts


def _flags(record: PersonRecord, said: Iterable[Problem], now: Iterable[Problem]) -> tuple[str, ...]:
    """The flags that still hold, in their order, and the new ones; hold reasons are no flags."""
    codes = [one.code for one in now if one.code not in HOLDS]
    gone = {one.code for one in said}.difference(codes)
    return tuple(dict.fromkeys([*(flag for flag in record.flags if flag not in gone), *codes]))

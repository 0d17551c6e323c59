"""Words and signs of the review pages: agreement, verdicts, the rule that keeps a role, links to the lists.

Knows languages and what stands where on a page; knows nothing of requests.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from roster import places
from roster.messages import N_, _
from roster.model import BY_HAND, PersonRecord, ScoredPair
from roster.services import record_values
from roster.services.kept_roles import KeptRole, Rule
from roster.services.masks import masked
from roster.services.record_values import FIELDS, ShowNumber
from roster.services.reviewing import review_decisions, side_by_side, weighing
from roster.services.reviewing.review import Question, without_numbers
from roster.services.reviewing.review_people import Merged
from web import house, navigation, waterfall

VERDICTS = review_decisions.VERDICTS
SIGNS: Mapping[side_by_side.Agreement, tuple[str, str]] = {
    "equal": ("=", N_("agree")),
    "similar": ("≈", N_("nearly agree")),
    "different": ("≠", N_("differ")),
    "none": ("–", N_("not compared, or a difference means little")),
}
BANDS: Mapping[str, str] = {
    "same": N_("may be merged alone"),
    "ask": N_("a person is asked"),
    "different": N_("taken for different people"),
}
_ROLES: Mapping[Rule, str] = {
    "no_group": N_("No list names a group for this person."),
    "one_group": N_("One group only: {kept}."),
    "delegate_first": N_(
        "Kept as {kept}; gives way as {others}. A delegate is counted as a delegate only ({source})."
    ),
    "no_order": N_("Kept in each of these groups: {kept}. The plan puts only delegates first ({source})."),
    "full_order": N_(
        "Kept as {kept}; gives way as {others}. This is the order of all groups that is in use; the plan "
        "itself puts only delegates first ({source})."
    ),
}


@dataclass(frozen=True, slots=True)
class Numbers:
    """How phone and card numbers are shown, in cells and in sentences."""

    cell: ShowNumber
    line: weighing.Shown


MASKED = Numbers(masked, without_numbers)
WHOLE = Numbers(record_values.in_full, weighing.in_full)


@dataclass(frozen=True, slots=True)
class PersonCell:
    """What one record says of a field."""

    record: PersonRecord
    value: str


def rows(question: Question, numbers: Numbers) -> tuple[side_by_side.FieldRow, ...]:
    """Both sides of a pair, field by field."""
    return side_by_side.rows(question, house.current().plan, number=numbers.cell)


def steps(pair: ScoredPair, numbers: Numbers) -> tuple[weighing.Step, ...]:
    """The sum of a pair's evidence, line by line."""
    return weighing.steps(pair, shown=numbers.line)


def drawing(pair: ScoredPair, bands: weighing.Bands, numbers: Numbers) -> waterfall.Drawing:
    """The sum of a pair's evidence, drawn."""
    return waterfall.draw(steps(pair, numbers), bands)


def change(pair: ScoredPair, numbers: Numbers) -> str:
    """What would turn the verdict."""
    return weighing.what_would_change(pair, shown=numbers.line)


def person_rows(person: Merged, numbers: Numbers) -> tuple[tuple[str, str, tuple[PersonCell, ...]], ...]:
    """A person's records beside each other: field, its label, and what each record says, in their order."""
    plan = house.current().plan
    found = [
        (
            field,
            _(label),
            tuple(
                PersonCell(p, record_values.value(p, field, plan, number=numbers.cell))
                for p in person.records
            ),
        )
        for field, label in FIELDS.items()
    ]
    return tuple(row for row in found if any(cell.value for cell in row[2]))


def role(kept: KeptRole) -> str:
    """Which role stays, and by which rule of the plan."""
    plan = house.current().plan
    source = ", ".join(filter(None, (_("plan {document}", document=plan.document), plan.precedence_source)))
    gone = [code for code in kept.stated if code not in kept.kept]
    return _(_ROLES[kept.rule], kept=_groups(kept.kept), others=_groups(gone), source=source)


def group(code: str) -> str:
    """A group's name."""
    return record_values.group_name(code, house.current().plan)


def names(people: Iterable[PersonRecord]) -> str:
    """The names of some records, each once."""
    return " / ".join(dict.fromkeys(p.full_name for p in people))


def place(record: PersonRecord) -> str:
    """File, sheet and row of a record."""
    return places.place(record.source)


def row_address(record: PersonRecord, lists: Mapping[str, int]) -> str | None:
    """The page on which the record's row stands among the others of its list, where there is one."""
    source = record.source
    if source.file == BY_HAND or record.key not in lists:
        return None
    return navigation.address(
        "lists.rows",
        number=lists[record.key],
        sheet=source.sheet,
        row=source.row,
        _anchor=f"row-{source.row}",
    )


def bits(value: float) -> str:
    """Bits with their sign, as written in the language in use."""
    return weighing.bits(value)


def _groups(codes: Iterable[str]) -> str:
    return "; ".join(group(code) for code in codes)

"""Two records beside each other, field by field, with how far the comparison found them to agree.

Knows which levels of the comparison count as agreeing; compares only what the comparison leaves out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from roster import text
from roster.model import Evidence, PersonRecord
from roster.plan import Plan
from roster.services.masks import masked
from roster.services.record_values import FIELDS, ShowNumber, value
from roster.services.reviewing.review import Question

Agreement: TypeAlias = Literal["equal", "similar", "different", "none"]

# Every level of `dedupe.comparisons`; 'none' says that a difference means little.
LEVELS: Mapping[Agreement, frozenset[str]] = {
    "equal": frozenset({"exact", "full", "same", "mobile", "shared", "landline"}),
    "similar": frozenset(
        {
            *("unaccented", "maybe_unaccented", "accents_differ", "clan_name", "word_order", "same_words"),
            *("initials", "part_missing", "one_edit", "month", "year", "swapped", "one_part", "one_digit"),
            *("shortened", "same_start"),
        }
    ),
    "different": frozenset({"other_given", "same_given", "different", "same_year", "partial_differs"}),
    "none": frozenset({"other_role"}),
}
_COMPARED_AS: Mapping[str, str] = {"full_name": "name", "phones": "phone"}  # field of a record -> of evidence


@dataclass(frozen=True, slots=True)
class FieldRow:
    """One field of both sides as shown; `bits` is None where the comparison did not weigh it."""

    field: str
    label: str  # an English message id
    left: str
    right: str
    agreement: Agreement
    bits: float | None


def rows(question: Question, plan: Plan, *, number: ShowNumber = masked) -> tuple[FieldRow, ...]:
    """The fields that at least one side states; `number` shows phone and card numbers."""
    weighed = {line.field: line for line in question.pair.evidence}
    found = []
    for field, label in FIELDS.items():
        left = value(question.left, field, plan, number=number)
        right = value(question.right, field, plan, number=number)
        if left or right:
            line = weighed.get(_COMPARED_AS.get(field, field))
            agreement = _agreement(line, question.left, question.right, field)
            found.append(FieldRow(field, label, left, right, agreement, line.bits if line else None))
    return tuple(found)


def _agreement(line: Evidence | None, left: PersonRecord, right: PersonRecord, field: str) -> Agreement:
    if line is None:
        return "equal" if _same_words(getattr(left, field), getattr(right, field)) else "none"
    return next(agreement for agreement, levels in LEVELS.items() if line.level in levels)


def _same_words(left: object, right: object) -> bool:
    return left == right or (
        isinstance(left, str) and isinstance(right, str) and text.fold(left) == text.fold(right)
    )

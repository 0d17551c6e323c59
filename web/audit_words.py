"""Words of the audit log: what was done and the facts about it, in the language in use.

Knows the codes that services write; one it does not know is shown as it stands.
"""

from collections.abc import Mapping
from typing import Any

from roster.messages import N_, _
from roster.services import review_decisions

ACTIONS: Mapping[str, str] = {
    "import.added": N_("List imported"),
    "import.replaced": N_("List replaced"),
    "import.undone": N_("List taken out"),
    "import.restored": N_("List put back"),
    "uploads.expired": N_("Uploads not used removed"),
    "originals.purged": N_("Files as received removed"),
    "list.annotated": N_("Annotated copy made"),
    "columns.remembered": N_("Columns of a sender settled"),
    "dedupe": N_("Records compared"),
    "review.decide": N_("Pair decided"),
    "review.separate": N_("Record taken out of a person"),
    "edit.correct": N_("Record corrected"),
    "edit.exclude": N_("Record taken out"),
    "edit.readmit": N_("Record put back"),
    "edit.choose": N_("Value chosen"),
    "edit.add": N_("Person added by hand"),
    "edit.undo": N_("Act taken back"),
    "edits.carried": N_("Corrections carried into a new list"),
    "gap.reason": N_("Reason of a gap written"),
    "numbers.shown": N_("Phone and card numbers looked at"),
    "run.workbook": N_("Workbook written"),
    "export": N_("List handed over"),
    "user.add": N_("Account made"),
    "user.link": N_("One-time link made"),
    "user.password": N_("Password chosen"),
}
FACTS: Mapping[str, str] = {
    "sha256": N_("checksum"),
    "total": N_("rows in all"),
    "records": N_("rows in all"),
    "people": N_("people"),
    "held": N_("held"),
    "ignored": N_("ignored"),
    "merged": N_("people in several rows"),
    "questions": N_("pairs to review"),
    "open_pairs": N_("pairs to review"),
    "dropped_blocks": N_("groups of look-alikes not compared"),
    "edit": N_("act"),
    "fields": N_("fields"),
    "verdict": N_("decision"),
    "error": N_("error"),
    "role": N_("role"),
    "page": N_("page"),
    "precedence": N_("reading of the precedence"),
    "allow_reason": N_("reason"),
}
_VALUES: Mapping[str, Mapping[Any, str]] = {"verdict": review_decisions.VERDICTS}
_SHOWN = 5


def action(code: str) -> str:
    """What was done."""
    return _(ACTIONS[code]) if code in ACTIONS else code


def facts(detail: Mapping[str, Any]) -> str:
    """The facts of a line in one text; those that say nothing are left out."""
    told = {name: value for name, value in detail.items() if value not in (None, "", [], {})}
    return "; ".join(f"{_(FACTS.get(name, name))}: {_text(name, value)}" for name, value in told.items())


def first(subjects: tuple[str, ...]) -> tuple[str, ...]:
    """The first of a line's subjects: an act may be about thousands."""
    return subjects[:_SHOWN]


def _text(name: str, value: object) -> str:
    known = _VALUES.get(name, {})
    if isinstance(value, str) and value in known:
        return _(known[value])
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)

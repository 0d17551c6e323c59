"""What each column of a group's sheet shows of a respondent.

A table from field name to a small function; a new column is one function here and one name in
`form.ROSTER_FIELDS`. Knows the plan's rule that a delegate is written once, as a delegate; knows nothing of
sheets.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from roster import dates, phones, text
from roster.export.cells import Value, plain
from roster.export.form import Form, fill
from roster.model import Respondent
from roster.plan import Plan


@dataclass(frozen=True, slots=True)
class Entry:
    """A respondent with the number in the list and what the texts around it need."""

    number: int
    person: Respondent
    plan: Plan
    form: Form


def _birth_year(entry: Entry) -> Value:
    year = (entry.person.dob or "")[:4]
    return int(year) if year else ""


def _dob(entry: Entry) -> Value:
    return dates.written(entry.person.dob)


def _position(entry: Entry) -> Value:
    if entry.person.group == entry.plan.delegate_group:
        return entry.form.delegate_position
    return entry.person.position or ""


def _workplace(entry: Entry) -> Value:
    """Unit and agency; the unit is left out where the position already names it."""
    person = entry.person
    agency, unit = person.agency or "", person.unit or ""
    if not agency or not unit or _names(f"{person.position or ''} {agency}", unit):
        return agency or unit
    return fill(entry.form.workplace, unit=unit, agency=agency)


def _names(words: str, unit: str) -> bool:
    shorter = text.fold(unit).removeprefix("phong ")
    return shorter in text.fold(words)


def _phone(entry: Entry) -> Value:
    return "; ".join(phones.national(number) for number in entry.person.phones)


def _note(entry: Entry) -> Value:
    """Posts that are not in the list otherwise, and groups kept beside this one."""
    person, notes = entry.person, []
    if posts := _other_posts(entry):
        notes.append(fill(entry.form.other_posts_note, posts="; ".join(posts)))
    if person.also_in:
        names = (entry.plan.group(code).name for code in person.also_in)
        notes.append(fill(entry.form.also_in_note, groups="; ".join(names)))
    return ". ".join(notes)


def _other_posts(entry: Entry) -> list[str]:
    """The posts that gave way; for a delegate also a post in the council, since 'position' shows the role."""
    person = entry.person
    own = person.position if person.group == entry.plan.delegate_group else None
    posts = {text.fold(post): post for post in (own, *person.other_posts) if post}
    role = {text.fold(words) for words in (entry.form.delegate_position, entry.plan.group(person.group).name)}
    return [post for folded, post in posts.items() if folded not in role]


FIELDS: Mapping[str, Callable[[Entry], Value]] = {
    "stt": lambda entry: entry.number,
    "full_name": lambda entry: entry.person.full_name,
    "gender": lambda entry: entry.person.gender or "",
    "birth_year": _birth_year,
    "dob": _dob,
    "position": _position,
    "workplace": _workplace,
    "agency": lambda entry: entry.person.agency or "",
    "unit": lambda entry: entry.person.unit or "",
    "phone": _phone,
    "email": lambda entry: entry.person.email or "",
    "group": lambda entry: entry.plan.group(entry.person.group).name,
    "group_short": lambda entry: entry.plan.group(entry.person.group).short,
    "note": _note,
}


def value(field: str, entry: Entry) -> Value:
    """What a column shows of a respondent: a number, or one line of text."""
    shown = FIELDS[field](entry)
    return plain(shown) if isinstance(shown, str) else shown

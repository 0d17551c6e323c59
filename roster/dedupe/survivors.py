"""Which of the values that a person's lists state stands in the roster, and which record it comes from.

What a person chose comes first; then complete before partial, own before shared, the agency's list before the
delegates' list (which is trusted for the role alone). Knows values; knows no groups' order and no posts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from roster import name_keys, phones
from roster.model import PersonRecord


@dataclass(frozen=True, slots=True)
class Survivor:
    """A value and the key of the record it comes from; '' for no value."""

    value: Any
    origin: str = ""


def survivors(records: Sequence[PersonRecord], *, shared: frozenset[str]) -> Mapping[str, Survivor]:
    """The surviving value of each field that is about the person and not about a post.

    `records` of one person, most trusted first; `shared` are the phones and mailboxes other people state.
    """
    return {
        "full_name": _best(records, "full_name", _name_worth),
        "dob": _best(records, "dob", len),
        "gender": _best(records, "gender", _equal),
        "email": _best(records, "email", lambda address: address.lower() not in shared),
        "phones": _phones(records, shared),
    }


def shared_values(people: Iterable[Sequence[PersonRecord]]) -> frozenset[str]:
    """Phones and mailboxes that more than one person states: an office's, a secretary's, a family's."""
    holders: Counter[str] = Counter()
    for records in people:
        holders.update({value for r in records for value in _contacts(r)})
    return frozenset(value for value, held in holders.items() if held > 1)


def _contacts(record: PersonRecord) -> Iterable[str]:
    yield from record.phones
    if record.email:
        yield record.email.lower()


def _best(records: Sequence[PersonRecord], field: str, worth: Callable[[Any], Any]) -> Survivor:
    """The value a person chose, else the worthiest; of equals the one most state, then the most trusted's."""
    stated = [(getattr(r, field), r.key) for r in _chosen(records, field) if getattr(r, field)]
    if not stated:
        return Survivor(None)
    times = Counter(value for value, _ in stated)
    value, key = max(stated, key=lambda one: (worth(one[0]), times[one[0]]))
    return Survivor(value, key)


def _chosen(records: Sequence[PersonRecord], field: str) -> Sequence[PersonRecord]:
    """The records a person chose for this field, where they state it; else all."""
    return [r for r in records if field in r.chosen and getattr(r, field)] or records


def _name_worth(full_name: str) -> tuple[bool, bool, int]:
    """Accents kept, nothing abbreviated, and the most words: the clan name written out."""
    accented = name_keys.accent_key(full_name) != name_keys.fold_key(full_name)
    return accented, "." not in full_name, len(full_name.split())


def _equal(_value: str) -> int:
    return 0


def _phones(records: Sequence[PersonRecord], shared: frozenset[str]) -> Survivor:
    """A chosen record's numbers; else the own mobiles, and without any those shared with others or fixed."""
    records = _chosen(records, "phones")
    stated = {number: r.key for r in reversed(records) for number in reversed(r.phones)}
    numbers = list(reversed(stated))
    own = [n for n in numbers if n not in shared and phones.is_mobile(n)]
    chosen = numbers if any("phones" in r.chosen for r in records) else own or numbers
    return Survivor(tuple(chosen), stated[chosen[0]] if chosen else "")

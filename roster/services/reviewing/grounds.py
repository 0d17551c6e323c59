"""What a decision on two records rests on, and whether it still holds when their lists have changed.

Knows which fields decide; how far two values agree is said by `roster.dedupe`'s own levels.
"""

import hashlib
import json

import numpy as np

from roster import name_keys
from roster.dedupe import features, score
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.model import Model
from roster.model import PersonRecord
from roster.store import tables

_IDENTIFIERS = frozenset({"name", "dob", "cccd", "phone", "email"})
_PLACES = frozenset({"list"})  # where somebody stands is no field of the person
_ALIKE = {("position", "shortened"): "same"}  # a post written at greater length is the same post


def all_fields(left: PersonRecord, right: PersonRecord) -> str:
    """A hash of every field a decision may rest on: while it is the same, nothing needs to be looked at."""
    fields = [
        [p.full_name, p.dob, list(p.phones), p.cccd, p.email, p.position, p.agency, p.gender, p.group]
        for p in _ordered(left, right)
    ]
    return _sha256(fields)


def grounds(left: PersonRecord, right: PersonRecord, model: Model) -> str:
    """A hash of what decides: identifying values as they are compared, and how far the other fields agree.

    The two are compared by themselves: what other lists state is no matter of theirs. So a name with another
    accent or another phone is asked about again, a post in other words or an agency in full is not.
    """
    pair = _ordered(left, right)
    levels = score.agreement(features.read(pair, model), np.array([0]), np.array([1]))
    agree = {
        c.field: _level(c.field, c.levels, int(levels[c.field][0]))
        for c in COMPARISONS
        if c.field not in _IDENTIFIERS | _PLACES
    }
    return _sha256([[_identifiers(p) for p in pair], agree])


def hold(row: tables.Judgement, left: PersonRecord, right: PersonRecord, model: Model) -> bool:
    """Whether a decision still holds for its two records as they are now.

    A decision made before grounds were kept holds as it was made to: while no compared field changes.
    """
    if row.grounds is None:
        return row.fingerprint == _before_grounds(left, right)
    return row.fingerprint == all_fields(left, right) or row.grounds == grounds(left, right, model)


def _before_grounds(left: PersonRecord, right: PersonRecord) -> str:
    fields = [
        [p.full_name, p.dob, list(p.phones), p.cccd, p.email, p.position, p.agency]
        for p in _ordered(left, right)
    ]
    return _sha256(fields)


def _identifiers(person: PersonRecord) -> list[object]:
    """Tone marks in another place, capitals and the order of numbers make no other value."""
    name = name_keys.accent_key(person.full_name)
    return [name, person.dob, sorted(person.phones), person.cccd, (person.email or "").lower()]


def _level(field: str, names: tuple[str, ...], reached: int) -> str:
    name = names[reached] if reached >= 0 else ""
    return _ALIKE.get((field, name), name)


def _ordered(left: PersonRecord, right: PersonRecord) -> list[PersonRecord]:
    return sorted((left, right), key=lambda p: p.key)


def _sha256(value: object) -> str:
    return hashlib.sha256(json.dumps(value, ensure_ascii=False, default=str).encode()).hexdigest()

"""Which record of a new list is the person of which record of the earlier one, and keeps that one's key.

Knows keys, names, births and posts within two lists of one sender; what is one person over all lists is
`roster.dedupe`'s matter.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

from roster.intake import ledger
from roster.model import PersonRecord
from roster.name_keys import fold_key
from roster.text import fold


def matches(before: Sequence[PersonRecord], after: Sequence[PersonRecord]) -> list[tuple[int, int]]:
    """Places of one person in both lists, in the order of the new one; a name met twice goes by the order.

    First by place and key, then by key, by name and birth, and by name and post, so that a corrected birth
    shows as a change.
    """
    if not before:
        return []
    left, right = dict(enumerate(before)), dict(enumerate(after))
    found: list[tuple[int, int]] = []
    for level in _LEVELS:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for place, record in left.items():
            waiting[level(record)].append(place)
        for place, record in tuple(right.items()):
            if same := waiting[level(record)]:
                found.append((same.pop(0), place))
                del left[found[-1][0]], right[place]
    return sorted(found, key=lambda pair: pair[1])


def with_keys_of(before: Sequence[PersonRecord], after: Sequence[PersonRecord]) -> tuple[PersonRecord, ...]:
    """The records of a new list with the keys that the same people had in the earlier one.

    So decisions and numbers of people hold although a birth or post was corrected. A key that the new list
    makes for somebody else stays theirs.
    """
    if not before:
        return tuple(after)
    made = {ledger.base(record.key) for record in after}
    keys = [ledger.base(record.key) for record in after]
    for left, right in matches(before, after):
        earlier = ledger.base(before[left].key)
        if earlier not in made:
            keys[right] = earlier
    numbered = ledger.numbered([(record.source, key) for record, key in zip(after, keys, strict=True)])
    return tuple(replace(one, key=key) for one, key in zip(after, numbered, strict=True))


def _by_key(record: PersonRecord) -> Hashable:
    """Without its number: that counts over all lists in force, not within this one."""
    return ledger.base(record.key)


def _by_place_and_key(record: PersonRecord) -> Hashable:
    source = record.source
    return source.sheet, source.row, source.block, ledger.base(record.key)


def _by_name_and_birth(record: PersonRecord) -> Hashable:
    return fold_key(record.full_name), record.dob


def _by_name_and_post(record: PersonRecord) -> Hashable:
    return fold_key(record.full_name), fold(record.position or "")


_LEVELS: tuple[Callable[[PersonRecord], Hashable], ...] = (
    _by_place_and_key,
    _by_key,
    _by_name_and_birth,
    _by_name_and_post,
)

"""Which number each person keeps when records are compared anew.

Knows clusters, and the numbers their records had; knows no store and no weights.
"""

from collections import Counter
from collections.abc import Mapping, Sequence


def kept(
    clusters: Sequence[Sequence[str]], earlier: Mapping[str, int], founders: Mapping[int, str]
) -> dict[int, int]:
    """Place of a cluster -> the number it keeps; clusters without one need a new one.

    `earlier` maps record keys to the number each had, `founders` numbers to the key of the first record that
    had them. A cluster keeps the number that most of its records had, of two as common the older (lower) one.
    Of the parts of a person taken apart the largest keeps it, of two as large the one with the founder.
    """
    claims = [
        (-records, number, founders.get(number) not in keys, min(keys), place)
        for place, keys in enumerate(clusters)
        for number, records in Counter(earlier[key] for key in keys if key in earlier).items()
    ]
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, number, _, _, place in sorted(claims):
        if place not in found and number not in taken:
            found[place] = number
            taken.add(number)
    return found


def regained(
    clusters: Sequence[Sequence[str]], kept_numbers: Mapping[int, int], founders: Mapping[int, str]
) -> dict[int, int]:
    """Place -> number of people who were counted as somebody else meanwhile and stand for themselves again.

    `founders` are those of the numbers that another one stands for.
    """
    taken = set(kept_numbers.values())
    by_key = {founder: number for number, founder in sorted(founders.items(), reverse=True)}
    found: dict[int, int] = {}
    for place, keys in enumerate(clusters):
        own = sorted(by_key[key] for key in keys if key in by_key and by_key[key] not in taken)
        if place not in kept_numbers and own:
            found[place] = own[0]
            taken.add(own[0])
    return found


def successors(
    clusters: Sequence[Sequence[str]], numbers: Sequence[int], earlier: Mapping[str, int]
) -> dict[int, int]:
    """Number out of use -> the number most of its records have now, of two as common the older one."""
    in_use = set(numbers)
    moved: dict[int, Counter[int]] = {}
    for keys, now in zip(clusters, numbers, strict=True):
        for key in keys:
            if key in earlier and earlier[key] not in in_use:
                moved.setdefault(earlier[key], Counter())[now] += 1
    return {was: min(now, key=lambda number: (-now[number], number)) for was, now in moved.items()}

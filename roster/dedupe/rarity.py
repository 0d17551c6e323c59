"""How rare an agreeing value is: bits to add per distinct value of a column (term frequency).

A pair's own two records are left out of the count. Knows frequencies; knows no pairs.
"""

from collections import Counter
from collections.abc import Callable, Mapping

import numpy as np
import numpy.typing as npt

from roster.dedupe.features import Codes, Column, Features, factorise
from roster.dedupe.model import Model, NameParts
from roster.dedupe.name_levels import NameValue, Words

Floats = npt.NDArray[np.float64]


def bits(features: Features, model: Model) -> Mapping[str, Floats]:
    """Per field that has a rarity: the bits of each distinct value, by code."""
    return {"name": _name_bits(features, model), "dob": _date_bits(features, model)}


def _name_bits(features: Features, model: Model) -> Floats:
    """Frequency of the folded name: its own count, held back by the product of its parts' frequencies.

    The parts carry a few hundred records, where a full name hardly ever occurs twice; the count takes over
    in large sets.
    """
    settings = model.rarity.name
    names: Column = features.columns["name"]
    folded = factorise(value.folded for value in names.values)
    others = _without_pair(_counts(folded.codes[names.codes[names.codes >= 0]], len(folded.values)))
    expected = _expected(folded.values, _occurrences(features), model.names.parts)
    pseudo = settings.pseudo_records
    frequency = (others + pseudo * expected) / (len(features) + pseudo)
    per_folded: Floats = settings.bits(frequency)
    return per_folded[folded.codes]


def _date_bits(features: Features, model: Model) -> Floats:
    """Frequency of a date among different names, so that one person in five lists does not make it common."""
    settings = model.rarity.dob
    dates, names = features.columns["dob"], features.columns["name"]
    stated = dates.codes >= 0
    pairs = np.unique(np.stack([dates.codes[stated], names.codes[stated]]), axis=1)
    others = np.maximum(_counts(pairs[0], len(dates.values)) - 1, 0)
    pseudo = settings.pseudo_records
    frequency: Floats = (others + pseudo * settings.average) / (len(features) + pseudo)
    return settings.bits(frequency)


def _counts(codes: Codes, size: int) -> Codes:
    return np.bincount(codes, minlength=size)


def _without_pair(counts: Codes) -> Codes:
    return np.maximum(counts - 2, 0)


def _occurrences(features: Features) -> list[Words]:
    """The folded words of every record that states a name."""
    column = features.columns["name"]
    values: tuple[NameValue, ...] = column.values
    return [values[code].folded for code in column.codes if code >= 0]


def _expected(names: tuple[Words, ...], occurrences: list[Words], parts: NameParts) -> Floats:
    """Product of the frequencies of surname, middle and given name, as if they were independent."""
    surname = _part_frequency(
        Counter(map(_surname, occurrences)), parts.surname, parts.other_surname, parts=parts
    )
    middle = _part_frequency(
        Counter(map(_middle, occurrences)), parts.middle, parts.other_middle, parts=parts
    )
    given = _part_frequency(Counter(map(_given, occurrences)), {}, parts.other_given, parts=parts)
    return np.array(
        [surname(_surname(n)) * middle(_middle(n)) * given(_given(n)) for n in names], dtype=np.float64
    )


def _part_frequency(
    counts: Counter[str], usual: Mapping[str, float], other: float, *, parts: NameParts
) -> Callable[[str], float]:
    total = counts.total() + parts.pseudo_records

    def frequency(part: str) -> float:
        expected = parts.pseudo_records * usual.get(part, other)
        return (max(counts[part] - 2, 0) + expected) / total

    return frequency


def _surname(words: Words) -> str:
    return words[0]


def _middle(words: Words) -> str:
    return " ".join(words[1:-1])


def _given(words: Words) -> str:
    return words[-1]

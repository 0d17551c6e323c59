"""How rare an agreeing value is: bits to add per distinct value of a column (term frequency).

A pair's own two records are left out of the count. Knows frequencies; knows no pairs.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from roster.dedupe.columns import Codes, Column, Floats, factorise
from roster.dedupe.date_levels import Dates
from roster.dedupe.features import Features
from roster.dedupe.model import Model, NameParts, Rarity
from roster.dedupe.name_values import Names
from roster.dedupe.post_levels import Posts


def bits(features: Features, model: Model) -> Mapping[str, Floats]:
    """Per field that has a rarity: the bits of each distinct value, by code."""
    return {
        "name": _name_bits(features, model),
        "dob": _date_bits(features, model),
        "agency": _post_bits(features.columns["agency"], model.rarity.agency, len(features)),
        "position": _post_bits(features.columns["position"], model.rarity.position, len(features)),
    }


def _name_bits(features: Features, model: Model) -> Floats:
    """Frequency of the folded name: its own count, held back by the product of its parts' frequencies.

    The parts carry a few hundred records, where a full name hardly ever occurs twice; the count takes over
    in large sets.
    """
    settings = model.rarity.name
    column: Column[Names] = features.columns["name"]
    names = column.values
    stated = column.codes[column.codes >= 0]
    others = _without_pair(np.bincount(names.letters[stated], minlength=len(names)))[names.letters]
    expected = _expected(names, np.bincount(stated, minlength=len(names)), model.names.parts)
    pseudo = settings.pseudo_records
    return settings.bits((others + pseudo * expected) / (len(features) + pseudo), len(features))


def _date_bits(features: Features, model: Model) -> Floats:
    """Frequency of a date among different names, so that one person in five lists does not make it common."""
    settings = model.rarity.dob
    dates: Column[Dates] = features.columns["dob"]
    names = features.columns["name"]
    stated = dates.codes >= 0
    width = len(names.values) + 1
    pairs = np.unique(dates.codes[stated] * width + names.codes[stated] + 1)
    others = np.maximum(np.bincount(pairs // width, minlength=len(dates.values)) - 1, 0)
    pseudo = settings.pseudo_records
    frequency: Floats = (others + pseudo * settings.average) / (len(features) + pseudo)
    return settings.bits(frequency, len(features))


def _post_bits(column: Column[Posts], settings: Rarity, records: int) -> Floats:
    """Share of the records stating a position or agency that state this one."""
    words = column.values.words
    stated = words[column.codes[column.codes >= 0]]
    others = _without_pair(np.bincount(stated, minlength=len(words) + 1))[words]
    pseudo = settings.pseudo_records
    frequency = (others + pseudo * settings.average) / (len(stated) + pseudo)
    return settings.bits(frequency.astype(np.float64), records)


def _without_pair(counts: Codes) -> Codes:
    return np.maximum(counts - 2, 0)


def _expected(names: Names, records: Codes, parts: NameParts) -> Floats:
    """Product of the frequencies of surname, middle and given name, as if they were independent.

    `records` counts who states each name.
    """
    rows = np.arange(len(names))
    words = names.folded_vocabulary
    surname = Column(words, names.folded[:, 0])
    given = Column(words, names.folded[rows, names.sizes - 1])
    middle = factorise(map(_middle, names.spelled))
    return (
        _part_frequency(surname, records, parts.surname, other=parts.other_surname, parts=parts)
        * _part_frequency(middle, records, parts.middle, other=parts.other_middle, parts=parts)
        * _part_frequency(given, records, {}, other=parts.other_given, parts=parts)
    )


def _middle(spelled: str) -> str:
    return spelled[spelled.find(" ") + 1 : max(spelled.rfind(" "), 0)]


def _part_frequency(
    part: Column[Sequence[str]], records: Codes, usual: Mapping[str, float], *, other: float, parts: NameParts
) -> Floats:
    """How often each name's part occurs: what is usual, and what the records say beside the pair itself."""
    counts = np.bincount(part.codes, weights=records, minlength=len(part.values))
    expected = parts.pseudo_records * np.array([usual.get(word, other) for word in part.values])
    frequency: Floats = (_without_pair(counts) + expected) / (records.sum() + parts.pseudo_records)
    return frequency[part.codes]

"""What a column's values look like where its heading does not say.

Knows single values; knows nothing of headings, rows or people.
"""

from collections.abc import Sequence
from datetime import date

from roster.cleaned import CellValue
from roster.phones import clean_phones, is_mobile

_MOST = 0.8  # share of the filled cells that must look alike


def is_phone(value: CellValue) -> bool:
    """Whether a value holds a telephone number."""
    return not isinstance(value, date) and bool(clean_phones(value).value)


def are_phones(values: Sequence[CellValue]) -> bool:
    """Whether nearly all values hold telephone numbers."""
    return bool(values) and sum(map(is_phone, values)) >= _MOST * len(values)


def have_mobiles(values: Sequence[CellValue]) -> bool:
    """Whether mobiles are among the numbers: the numbers of old cards may pass for landlines."""
    return any(
        is_mobile(number) for value in values if is_phone(value) for number in clean_phones(value).value
    )


def have_no_letters(values: Sequence[CellValue]) -> bool:
    """Whether the values hold nothing but digits and signs."""
    return not any(map(str.isalpha, "".join(map(str, values))))

"""The columns of every table of counts that a door shows: which number, under which heading, in which order.

Knows `model.Count`; knows neither terminal nor page.
"""

from collections.abc import Mapping

from roster.messages import N_, _
from roster.model import Count

COLUMNS: Mapping[str, str] = {
    "expected": N_("Expected"),
    "received": N_("Received"),
    "held": N_("Held"),
    "distinct": N_("Distinct"),
    "moved": N_("To HĐND"),
    "not_eligible": N_("Not eligible"),
    "excluded": N_("Excluded"),
    "final": N_("Final"),
    "gap": N_("Gap"),
}


def headings() -> tuple[str, ...]:
    """The headings in the language in use."""
    return tuple(map(_, COLUMNS.values()))


def numbers(count: Count) -> dict[str, int | None]:
    """A line of counts by column; None where nothing is expected."""
    return {name: getattr(count, name) for name in COLUMNS}

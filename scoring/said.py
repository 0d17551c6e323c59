"""Sentences about a score that are said later: a message of the catalogue and the values in it.

A result holds these instead of texts, so that the same result is read in both languages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from roster.messages import _
from scoring import numbers


@dataclass(frozen=True, slots=True)
class Points:
    """A value that is said with two decimals, half up."""

    value: Decimal


Value: TypeAlias = "str | int | Decimal | Points | Said | tuple[Said, ...]"


@dataclass(frozen=True, slots=True)
class Said:
    """An English sentence with placeholders (the message id) and what fills them."""

    message: str
    params: Mapping[str, Value] = field(default_factory=dict)


def said(message: str, /, **params: Value) -> Said:
    """A sentence; its message must be marked for the catalogue with `N_`."""
    return Said(message, params)


def sentence(said: Said) -> str:
    """The sentence in the language in use."""
    return _(said.message, **{name: _shown(value) for name, value in said.params.items()})


def _shown(value: Value) -> str:
    match value:
        case Points():
            return numbers.points(value.value)
        case Decimal():
            return numbers.figure(value)
        case Said():
            return sentence(value)
        case tuple():
            return " + ".join(map(sentence, value))
        case _:
            return str(value)

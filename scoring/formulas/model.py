"""The parameters of the eight kinds of formula, what each asks for, and what one comes to.

Data only: the arithmetic is in the modules beside. Points and shares are decimals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from scoring.numbers import ONE, ZERO
from scoring.said import Said

_STRICT: Any = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Level:
    """One of the fixed levels and its points."""

    __pydantic_config__ = _STRICT
    code: str
    points: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class Levels:
    """Fixed levels: whichever is reached gives its points."""

    __pydantic_config__ = _STRICT
    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class YesNo:
    """Yes gives the whole maximum, no the points of `no`."""

    __pydantic_config__ = _STRICT
    no: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Ratio:
    """b / a × maximum: nothing below the share `floor`, the whole maximum from the share `cap` on.

    `a` and `b` say what is counted.
    """

    __pydantic_config__ = _STRICT
    a: str = ""
    b: str = ""
    floor: Decimal = ZERO
    cap: Decimal = ONE


@dataclass(frozen=True, slots=True)
class Band:
    """What a value from `at_least` on gives, up to the next band."""

    __pydantic_config__ = _STRICT
    at_least: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Bands:
    """Bands of a value, or of the share b / a where `of` says so; `below`: the points under the lowest."""

    __pydantic_config__ = _STRICT
    bands: tuple[Band, ...]
    of: Literal["value", "ratio"] = "value"
    below: Decimal = ZERO
    value: str = ""
    a: str = ""
    b: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """Something counted, with the points of each one."""

    __pydantic_config__ = _STRICT
    code: str
    points: Decimal
    name: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """The maximum less the points of everything counted, never below zero."""

    __pydantic_config__ = _STRICT
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Bonus:
    """The points of everything counted, at most `cap` (the maximum where it is not given)."""

    __pydantic_config__ = _STRICT
    items: tuple[Item, ...]
    cap: Decimal | None = None


@dataclass(frozen=True, slots=True)
class SurveyMean:
    """The mean of the answers on a scale from `lowest` to `highest`, as a share of the maximum."""

    __pydantic_config__ = _STRICT
    highest: Decimal
    lowest: Decimal = ZERO


@dataclass(frozen=True, slots=True)
class Sipas:
    """The SIPAS percent of the maximum."""

    __pydantic_config__ = _STRICT


Formula: TypeAlias = Levels | YesNo | Ratio | Bands | Deduction | Bonus | SurveyMean | Sipas


@dataclass(frozen=True, slots=True)
class Variable:
    """What a formula asks for: a number within bounds, one of `choices`, or yes or no.

    `label` says what is counted, in the catalogue's own words; `divides`: zero is refused.
    """

    name: str
    label: str = ""
    wants: Literal["number", "choice", "yes_no"] = "number"
    lowest: Decimal = ZERO
    highest: Decimal | None = None
    divides: bool = False
    choices: tuple[str, ...] = ()


NOT_VARIABLES = ("score", "published", "not_applicable")  # what every answer may say, whatever the formula

Values: TypeAlias = Mapping[str, Any]  # variable → Decimal, bool or the code of a choice, as `wants` says


@dataclass(frozen=True, slots=True)
class Worked:
    """Unrounded points and the arithmetic in words."""

    score: Decimal
    said: Said


@dataclass(frozen=True, slots=True)
class Place:
    """The component whose formula is looked at, for the errors about it."""

    file: str
    code: str
    maximum: Decimal

"""The parameters of the interface: one table, by which requests are read and the description is written.

What the table does not name is refused, and so is a value that does not fit: nothing is guessed.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from werkzeug.datastructures import MultiDict

from roster.errors import UserError, raise_all

_CODE = r"^[a-z0-9_]{1,60}$"
_DIGITS = re.compile(r"[0-9]{1,9}")  # [0-9]: \d would take the digits of every script


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number within limits."""

    name: str
    about: str
    default: int
    most: int
    least: int = 1

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most, "default": self.default}

    def read(self, text: str) -> int | None:
        """The value, None for one that does not fit."""
        number = int(text) if _DIGITS.fullmatch(text) else None
        return number if number is not None and self.least <= number <= self.most else None


@dataclass(frozen=True, slots=True)
class Code:
    """A code of the plan; '' where it is not given."""

    name: str
    about: str
    default: str = ""

    def schema(self) -> dict[str, Any]:
        """As JSON Schema says it."""
        return {"type": "string", "pattern": _CODE}

    def read(self, text: str) -> str | None:
        """The value, None for one that does not fit."""
        return text if re.fullmatch(_CODE.strip("^$"), text) else None


ROSTER: tuple[Number | Code, ...] = (
    Number("page", "The page, from 1 on.", default=1, most=1_000_000),
    Number("per_page", "Lines on a page.", default=100, most=500),
    Code("group", "Only this group of the plan."),
    Code("agency", "Only this agency of the plan."),
)


def read(given: "MultiDict[str, str]", known: Sequence[Number | Code] = ()) -> Mapping[str, Any]:
    """The value of every known parameter.

    Raises `UserError`s for all that is wrong: unknown_parameter, repeated_parameter, bad_parameter.
    """
    by_name = {one.name: one for one in known}
    raise_all([fault for name, texts in given.lists() if (fault := _fault(by_name.get(name), name, texts))])
    return {name: one.read(given[name]) if name in given else one.default for name, one in by_name.items()}


def _fault(known: Number | Code | None, name: str, texts: Sequence[str]) -> UserError | None:
    if known is None:
        return UserError("unknown_parameter", "There is no parameter {name}. Leave it out.", name=name)
    if len(texts) > 1:
        return UserError(
            "repeated_parameter", "The parameter {name} is given more than once. Give it once.", name=name
        )
    if known.read(texts[0]) is None:
        return UserError(
            "bad_parameter",
            "The value of the parameter {name} does not fit. The description of the interface says which do.",
            name=name,
        )
    return None

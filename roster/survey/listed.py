"""The roster as sent, line by line: the noun that hand-overs, addenda and the follow-up are about.

Knows what a line says; knows neither where it comes from nor how it is kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

Value: TypeAlias = str | int  # what a cell of the Ministry's workbook holds
Line: TypeAlias = tuple[str, str]  # a person's number and a group: one line of the roster


@dataclass(frozen=True, slots=True)
class Listed:
    """One person in one group of the roster; somebody whom two groups keep has a line in each.

    `person` is the number as shown ('P000123'), `order` the place in the group from 1, `position`, `phone`
    and the other texts as the workbook shows them. `dob` is ISO and may be partial, `phones` are E.164: both
    are for recognising the person in somebody else's list. `values` has every field that a form's column may
    show, whether or not the form in use shows it, so that a later form can still be compared.
    """

    person: str
    order: int
    group: str
    agency: str
    agency_code: str | None
    position: str
    name: str
    phone: str
    email: str
    dob: str | None = None
    gender: str | None = None
    phones: tuple[str, ...] = ()
    values: Mapping[str, Value] = field(default_factory=dict)

    @property
    def line(self) -> Line:
        """What tells this line of the roster from all others."""
        return self.person, self.group

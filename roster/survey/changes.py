"""What changed from one roster to a later one, in the columns of the form: added, removed, changed.

Pure rules on lines of a roster; knows neither where the two come from nor how a change is shown.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from roster.survey.listed import Line, Listed, Value

ChangeKind: TypeAlias = Literal["added", "removed", "changed"]
PLACE = "stt"  # the field that only says where a line stands: a move up or down is no change


@dataclass(frozen=True, slots=True)
class Change:
    """One line that differs. `fields` are the columns that do, in the form's order, for 'changed' only."""

    kind: ChangeKind
    before: Listed | None
    after: Listed | None
    fields: tuple[str, ...] = ()

    @property
    def listed(self) -> Listed:
        """The line as it is now, or as it was where it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 - a change has a side
        return found

    @property
    def was(self) -> Mapping[str, Value]:
        """The earlier values of what differs; all of a removed line, none of an added one."""
        if self.before is None:
            return {}
        wanted = self.fields if self.kind == "changed" else tuple(self.before.values)
        return {field: self.before.values.get(field, "") for field in wanted}


def differences(
    before: Sequence[Listed], after: Sequence[Listed], *, fields: Sequence[str]
) -> tuple[Change, ...]:
    """Every line that differs in one of `fields`: first what came or changed, then what went.

    A line is the same where person and group are. Of somebody who left a single group and came into a single
    other one the group has changed: that is one change, not two.
    """
    earlier = {one.line: one for one in before}
    moved = _moved(before, after)
    found: list[Change] = []
    for one in after:
        origin = earlier.pop(moved.get(one.line, one.line), None)
        if origin is None:
            found.append(Change("added", None, one))
        elif differing := _differing(origin, one, fields):
            found.append(Change("changed", origin, one, differing))
    return tuple(found) + tuple(Change("removed", one, None) for one in earlier.values())


def renumbered(lines: Sequence[Listed], numbers: Mapping[str, str]) -> tuple[Listed, ...]:
    """The lines under the numbers that count today, for people who were found to be one since."""
    return tuple(replace(one, person=numbers.get(one.person, one.person)) for one in lines)


def _differing(before: Listed, after: Listed, fields: Sequence[str]) -> tuple[str, ...]:
    compared = (field for field in fields if field != PLACE)
    return tuple(f for f in compared if before.values.get(f, "") != after.values.get(f, ""))


def _moved(before: Sequence[Listed], after: Sequence[Listed]) -> dict[Line, Line]:
    """New line -> old line, of people with one line gone and one line come."""
    there, then = {one.line for one in after}, {one.line for one in before}
    gone, come = _by_person(then - there), _by_person(there - then)
    return {
        lines[0]: gone[person][0]
        for person, lines in come.items()
        if len(lines) == 1 and len(gone.get(person, ())) == 1
    }


def _by_person(lines: set[Line]) -> dict[str, list[Line]]:
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line[0]].append(line)
    return found

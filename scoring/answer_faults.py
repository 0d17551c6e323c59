"""What is wrong with one answer: every mistake names the component's code and what to do.

Knows what a formula asks for; knows nothing of files.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from roster.errors import UserError
from roster.messages import N_
from scoring import formulas, numbers
from scoring.catalogue.model import Node
from scoring.formulas import Variable
from scoring.formulas.model import NOT_VARIABLES
from scoring.numbers import ZERO

Table: TypeAlias = Mapping[str, Any]  # as a file or a form gives it: texts, numbers, yes and no


@dataclass(frozen=True, slots=True)
class Asked:
    """A component with what its answer says."""

    node: Node
    maximum: Decimal
    by_survey: bool
    table: Table

    def error(self, code: str, message: str, /, **params: object) -> UserError:
        """An error that names the component."""
        return UserError(code, message, code=self.node.code, **params)


def number(given: object) -> Decimal | None:
    """The number an answer gives as text or number, None for anything else."""
    match given:
        case bool():
            return None
        case int() | float() | Decimal():
            return numbers.typed(str(given))
        case str():
            return numbers.typed(given)
        case _:
            return None


def of(asked: Asked, *, scored: bool) -> Iterator[UserError]:
    """Everything wrong with the answer to a component, or, where nothing is `scored`, to what has parts."""
    table = asked.table
    applicable = table.get("not_applicable", False)
    if not isinstance(applicable, bool):
        yield asked.error(
            "not_yes_or_no",
            N_("{code}: {name} is {value}. Write true or false, without quotes."),
            name="not_applicable",
            value=repr(applicable),
        )
    elif not applicable and not scored:
        yield asked.error(
            "not_scored",
            N_("{code} is the sum of its parts. Answer those; of it, only say 'not_applicable = true'."),
        )
    elif not applicable:
        yield from _faults_of_points(asked)
        yield from _faults_of_values(asked)


def _faults_of_points(asked: Asked) -> Iterator[UserError]:
    """What is wrong with points given outright."""
    given = [name for name in ("score", "published") if name in asked.table]
    if asked.by_survey and "score" in given:
        yield asked.error(
            "survey_self_scored",
            N_(
                "{code} is judged by a survey and cannot be self-scored. Remove the score; its result is "
                "entered as published by the Ministry."
            ),
        )
    if not asked.by_survey and "published" in given:
        yield asked.error(
            "not_a_survey",
            N_("{code} is not judged by a survey. Enter its figures or score instead of published."),
        )
    if given and len(asked.table.keys() - {"not_applicable"}) > 1:
        yield asked.error(
            "two_answers",
            N_("{code}: points and figures are both given. Remove one of them."),
        )
    for name in given:
        yield from _out_of_range(asked, Variable(name, highest=asked.maximum), "score_out_of_range")


def _faults_of_values(asked: Asked) -> Iterator[UserError]:
    """Variables that are missing, unknown or cannot be what they say."""
    if asked.table.keys() & {"score", "published"}:
        return
    if asked.node.formula is None:
        yield asked.error(
            "no_formula", N_("{code} has no formula in the catalogue. Enter its score, or add the formula.")
        )
        return
    wanted = formulas.variables(asked.node.formula)
    names = [variable.name for variable in wanted]
    for name in asked.table.keys() - {*names, *NOT_VARIABLES}:
        yield asked.error(
            "unknown_variable",
            N_("{code}: the formula does not ask for {name}. It asks for {names}."),
            name=name,
            names=", ".join(names),
        )
    for variable in wanted:
        if variable.name in asked.table:
            yield from _faults_of_value(asked, variable)
        else:
            yield asked.error(
                "missing_variable",
                N_("{code}: {name} is missing ({label}). Enter it."),
                name=variable.name,
                label=variable.label or variable.name,
            )


def _faults_of_value(asked: Asked, variable: Variable) -> Iterator[UserError]:
    value = asked.table[variable.name]
    match variable.wants:
        case "yes_no":
            if not isinstance(value, bool):
                yield asked.error(
                    "not_yes_or_no",
                    N_("{code}: {name} is {value}. Write true or false, without quotes."),
                    name=variable.name,
                    value=repr(value),
                )
        case "choice":
            if value not in variable.choices:
                yield asked.error(
                    "unknown_level",
                    N_("{code}: {name} is {value}, which does not exist. Use one of {choices}."),
                    name=variable.name,
                    value=repr(value),
                    choices=", ".join(variable.choices),
                )
        case "number":
            yield from _out_of_range(asked, variable, "value_out_of_range")


def _out_of_range(asked: Asked, variable: Variable, code: str) -> Iterator[UserError]:
    """A number that is none, or outside of its bounds."""
    typed = asked.table[variable.name]
    value = number(typed)
    about = {"name": variable.name, "label": variable.label or variable.name, "value": str(typed)[:40]}
    if value is None:
        yield asked.error(
            "not_a_number",
            N_('{code}: {name} is {value}, which is not a number. Write it with a dot: "12.5".'),
            **about,
        )
    elif variable.divides and value == ZERO:
        yield asked.error(
            "zero_denominator",
            N_(
                "{code}: {name} is 0, and nothing can be divided by it ({label}). Correct it, or answer "
                "'not_applicable = true'."
            ),
            **about,
        )
    elif value < variable.lowest:
        yield asked.error(
            code,
            N_("{code}: {name} is {value}, less than {lowest}. Correct it."),
            lowest=numbers.plain(variable.lowest),
            **about,
        )
    elif variable.highest is not None and value > variable.highest:
        yield asked.error(
            code,
            N_("{code}: {name} is {value}, more than {highest}. Correct it."),
            highest=numbers.plain(variable.highest),
            **about,
        )

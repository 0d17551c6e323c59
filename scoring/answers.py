"""What was answered to each component, checked against what its formula asks for; all mistakes at once.

Knows what an answer may say and how it is given; computes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from scoring import answer_faults, formulas
from scoring.answer_faults import Asked, Table, number
from scoring.catalogue.model import Catalogue, Node
from scoring.formulas import Values, Variable
from scoring.knowledge import Knowledge
from scoring.numbers import ZERO


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer: the formula's `values`, or the points `stated` by the agency or `published` by the
    Ministry. Where it is `not_applicable`, nothing else counts.
    """

    values: Values = field(default_factory=dict)
    stated: Decimal | None = None
    published: Decimal | None = None
    not_applicable: bool = False


def read(path: Path) -> dict[str, Table]:
    """The tables of an answers file by code. Raises `UserError`s (no_such_file, not_an_answer …)."""
    tables = datafiles.read_toml(path)
    raise_all(
        [
            UserError(
                "not_an_answer",
                '{file}: {code} is not an answer. Write each as a table under its code in quotes: ["1.1.1"].',
                file=path.name,
                code=code,
            )
            for code, table in tables.items()
            if not isinstance(table, dict) or any(isinstance(value, dict) for value in table.values())
        ]
    )
    return tables


def check(
    catalogue: Catalogue, knowledge: Knowledge, tables: Mapping[str, Table]
) -> tuple[dict[str, Answer], list[UserError]]:
    """The answers that can be used, by code, and what is wrong with the others.

    A field or criterion may only be answered as not applicable, which holds for everything below it.
    """
    answers: dict[str, Answer] = {}
    errors: list[UserError] = []
    for code, table in tables.items():
        node = catalogue.by_code.get(code)
        if node is None:
            errors.append(
                UserError(
                    "unknown_code",
                    "The catalogue has no {code}. Correct the code or remove the answer.",
                    code=code,
                )
            )
            continue
        asked = Asked(node, node.max or ZERO, _by_survey(catalogue, knowledge, node), table)
        wrong = list(answer_faults.of(asked, scored=code not in catalogue.children))
        errors += wrong
        if not wrong:
            answers[code] = _answer(asked)
    return answers, errors


def _by_survey(catalogue: Catalogue, knowledge: Knowledge, node: Node) -> bool:
    method = knowledge.method(catalogue.method(node))
    return bool(method and method.survey)


def _answer(asked: Asked) -> Answer:
    table = asked.table
    if table.get("not_applicable"):
        return Answer(not_applicable=True)
    if "published" in table:
        return Answer(published=number(table["published"]))
    if "score" in table:
        return Answer(stated=number(table["score"]))
    wanted = formulas.variables(asked.node.formula) if asked.node.formula else ()
    return Answer({one.name: _value(one, table[one.name]) for one in wanted})


def _value(variable: Variable, given: Any) -> Any:
    return number(given) if variable.wants == "number" else given

"""The rows of the annex as a complete catalogue, or everything that is wrong with them, by row, at once.

Knows fields and sentences; knows nothing of workbooks. Whose names of agencies are known comes from outside.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from roster.errors import UserError, raise_all
from roster.messages import N_
from scoring import numbers
from scoring.annex.model import AnnexRow
from scoring.annex.parameters import formula_table
from scoring.catalogue import checks, reading
from scoring.catalogue.model import Catalogue, Node, Window
from scoring.formulas import Formula
from scoring.gathering import gathered
from scoring.knowledge import Knowledge

AgencyOf = Callable[[str], str | None]  # the code of the agency a text names


def catalogue_of(
    rows: Sequence[AnnexRow], head: Catalogue, *, knowledge: Knowledge, agency_of: AgencyOf
) -> Catalogue:
    """`head` with a node per row, checked as a complete catalogue.

    Raises `UserError` or `UserErrors`, each naming file, sheet and row: those of `checks.faults`,
    bad_code, bad_number, unknown_method, unknown_agency, bad_day and those of formulas.
    """
    errors: list[UserError] = []
    faulty: set[str] = set()
    nodes = []
    for row in rows:
        before = len(errors)
        nodes.append(_node(row, errors, knowledge, agency_of=agency_of))
        if len(errors) > before:
            faulty.add(row_code(row))
    catalogue = replace(head, node=tuple(nodes), complete=True)
    if all(node.code for node in nodes):
        places = {row_code(row): row.place for row in rows}
        found = checks.faults(catalogue, knowledge, file=head.title)
        errors += [_placed(error, places) for error in found if error.params.get("code") not in faulty]
    raise_all(errors)
    return catalogue


def row_code(row: AnnexRow) -> str:
    """The code a row states, without a dot at its end."""
    return row.text("code").rstrip(".")


def _placed(error: UserError, places: dict[str, str]) -> UserError:
    """The error with the place of its row instead of the file's name."""
    place = places.get(str(error.params.get("code", "")), error.params["file"])
    return UserError(error.code, error.message, **{**error.params, "file": place})


def _node(row: AnnexRow, errors: list[UserError], knowledge: Knowledge, *, agency_of: AgencyOf) -> Node:
    """The row as a node; what cannot be understood goes to `errors` and stays empty."""
    code = gathered(errors, lambda: _code(row)) or ""
    return Node(
        code=code,
        parent=code.rpartition(".")[0],
        name=row.text("name"),
        max=gathered(errors, lambda: _maximum(row)),
        method=gathered(errors, lambda: _method(row, knowledge)) or "",
        lead=gathered(errors, lambda: _lead(row, agency_of)) or row.text("lead"),
        cooperating=tuple(agency_of(part) or part for part in row.parts("cooperating")),
        documents=row.parts("documents"),
        window=gathered(errors, lambda: _window(row)),
        legal=row.text("legal"),
        formula=gathered(errors, lambda: _formula(row, knowledge)),
    )


def _code(row: AnnexRow) -> str:
    code = row_code(row)
    is_text = isinstance(row.cells.get("code"), str) or code.isdigit()
    if not all(part.isdigit() for part in code.split(".")) or not is_text:
        raise _error(
            row,
            "bad_code",
            N_("{place}: '{value}' is no code. Format the column as text and write it as 1, 1.2 or 1.2.3."),
            code,
        )
    return code


def _maximum(row: AnnexRow) -> Decimal | None:
    typed = row.cells.get("max")
    number = numbers.typed(str(typed)) if isinstance(typed, int | float) else None
    if number is None:
        number = numbers.typed_by_hand(row.text("max"))
    if number is None and row.text("max"):
        raise _error(
            row,
            "bad_number",
            N_("{place}: '{value}' is not a number of points. Write it as 2,50."),
            row.text("max"),
        )
    return number


def _method(row: AnnexRow, knowledge: Knowledge) -> str:
    method = knowledge.method(row.text("method"))
    if row.text("method") and method is None:
        raise _error(
            row,
            "unknown_method",
            N_("{place}: there is no method '{value}'. Choose one from the list in that column."),
            row.text("method"),
        )
    return method.code if method else ""


def _lead(row: AnnexRow, agency_of: AgencyOf) -> str:
    typed = row.text("lead")
    code = agency_of(typed) if typed else ""
    if code is None:
        raise _error(
            row,
            "unknown_agency",
            N_("{place}: the plan knows no agency '{value}'. Write one by the name it has in the plan."),
            typed,
        )
    return code


def _window(row: AnnexRow) -> Window | None:
    opens, closes = (_day(row, field) for field in ("opens", "closes"))
    return Window(opens, closes) if opens or closes else None


def _day(row: AnnexRow, field: str) -> date | None:
    value = row.cells.get(field)
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not row.text(field):
        return None
    try:
        return datetime.strptime(row.text(field), "%d/%m/%Y").date()  # noqa: DTZ007 - a day has no time zone
    except ValueError:
        raise _error(
            row, "bad_day", N_("{place}: '{value}' is not a day. Write it as 13/01/2025."), row.text(field)
        ) from None


def _formula(row: AnnexRow, knowledge: Knowledge) -> Formula | None:
    table = formula_table(row, knowledge.annex)
    return None if table is None else reading.read_formula(table, file=row.place, place=row_code(row))


def _error(row: AnnexRow, code: str, message: str, value: str) -> UserError:
    return UserError(code, message, place=row.place, value=value)

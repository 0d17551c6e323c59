"""The two cells of a formula, 'Tỷ lệ b/a' and 'Sàn = 50%; Trần = 95%', as the table a catalogue writes.

Entries are 'name = value', separated by semicolons or lines; names of parameters and kinds are data.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from roster.errors import UserError
from roster.text import fold
from scoring import numbers
from scoring.annex.model import AnnexRow
from scoring.knowledge import AnnexForm
from scoring.numbers import HUNDRED

_NAMED: Mapping[str, tuple[str, ...]] = {
    "levels": (),
    "yes_no": ("no",),
    "ratio": ("floor", "cap", "a", "b"),
    "bands": ("below", "value", "a", "b"),
    "deduction": (),
    "bonus": ("cap",),
    "survey_mean": ("lowest", "highest"),
    "sipas": (),
}
_TEXTS = frozenset({"a", "b", "value"})  # parameters that say what is counted


def formula_table(row: AnnexRow, form: AnnexForm) -> dict[str, Any] | None:
    """The formula of a row as a table `{kind = …}`, None where it has none.

    Raises `UserError`: unknown_kind, parameters_without_kind, bad_parameter.
    """
    word = row.text("kind")
    if not word:
        if row.text("parameters"):
            raise UserError(
                "parameters_without_kind",
                "{place}: there are parameters without a kind of formula. Enter the kind, one of {kinds}.",
                place=row.place,
                kinds=", ".join(kind.name for kind in form.kinds),
            )
        return None
    kind = next((k.code for k in form.kinds if fold(word) in {fold(k.name), fold(k.code)}), None)
    if kind is None:
        raise UserError(
            "unknown_kind",
            "{file}: {code}: there is no formula of the kind {kind}. Use one of {kinds}.",
            file=row.place,
            code=row.text("code"),
            kind=word,
            kinds=", ".join(one.name for one in form.kinds),
        )
    return {"kind": kind, **_parameters(row, kind, form)}


def _parameters(row: AnnexRow, kind: str, form: AnnexForm) -> dict[str, Any]:
    words = {fold(word): name for name in _NAMED[kind] for word in form.parameters.get(name, ())}
    named: dict[str, Any] = {}
    entries: list[tuple[str, str]] = []
    for part in row.parts("parameters"):
        label, sign, value = (piece.strip() for piece in part.rpartition("="))
        if not sign or not label or not value:
            raise _bad(row, part)
        name = words.get(fold(label))
        if name:
            named[name] = value if name in _TEXTS else str(_value(row, value, part))
        else:
            entries.append((label, value))
    return named | _entries(row, kind, entries)


def _entries(row: AnnexRow, kind: str, entries: list[tuple[str, str]]) -> dict[str, Any]:
    """What is listed: levels, bands or items, by the kind."""
    if kind in {"levels", "deduction", "bonus"}:
        key = "levels" if kind == "levels" else "items"
        return {key: [_entry(row, label, value) for label, value in entries]}
    if kind == "bands":
        shares = [label for label, _ in entries if label.endswith("%")]
        bands = [
            {"at_least": str(_value(row, label, label)), "points": str(_value(row, value, label))}
            for label, value in entries
        ]
        return {"bands": bands, **({"of": "ratio"} if shares else {})}
    if entries:
        raise _bad(row, " = ".join(entries[0]))
    return {}


def _entry(row: AnnexRow, label: str, value: str) -> dict[str, str]:
    code = fold(label).replace(" ", "_")
    return {"code": code, "points": str(_value(row, value, label)), "name": label}


def _value(row: AnnexRow, text: str, part: str) -> Decimal:
    """A number as officials type it, '50%' as 0.5."""
    number = numbers.typed_by_hand(text.removesuffix("%"))
    if number is None:
        raise _bad(row, part)
    return numbers.divided(number, HUNDRED).normalize() if text.endswith("%") else number


def _bad(row: AnnexRow, part: str) -> UserError:
    return UserError(
        "bad_parameter",
        "{place}: the parameter '{part}' cannot be understood. Write 'name = number', several separated by "
        "semicolons, as on the help sheet of the template.",
        place=row.place,
        part=part,
    )

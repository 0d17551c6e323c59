"""A sample size from what somebody typed into a form: every field that is no such number is named.

Knows the form's fields; the formulas are `sipas.sizes`.
"""

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from roster.errors import UserError, raise_all
from roster.messages import N_, _
from roster.sipas import sizes
from roster.sipas.exact import exact
from roster.sipas.sizes import SampleSize

METHODS: Mapping[str, str] = {
    "yamane": N_("Yamane"),
    "cochran": N_("Cochran, with the finite-population correction"),
    "krejcie": N_("Krejcie and Morgan"),
    "proportion": N_("Proportion, with design effect and non-response"),
}
USUAL: Mapping[str, str] = {
    "method": "yamane",
    "population": "",
    "margin": "0.05",
    "confidence": "0.95",
    "p": "0.5",
    "deff": "1",
    "response": "1",
}
LABELS: Mapping[str, str] = {
    "population": N_("People in all (N)"),
    "margin": N_("Margin of error (e)"),
    "confidence": N_("Confidence"),
    "p": N_("Share expected (p)"),
    "deff": N_("Design effect"),
    "response": N_("Share that will answer"),
}
_DECIMAL = re.compile(r"[0-9]{1,12}([.,][0-9]{1,12})?")
_FITS: Mapping[str, tuple[Callable[[Fraction], bool], str]] = {
    "population": (lambda n: n >= 1 and n.denominator == 1, N_("a whole number above 0")),
    "margin": (lambda n: 0 < n < 1, N_("between 0 and 1, as 0.05")),
    "confidence": (lambda n: 0 < n < 1, N_("between 0 and 1, as 0.95")),
    "p": (lambda n: 0 < n < 1, N_("between 0 and 1, as 0.5")),
    "deff": (lambda n: n > 0, N_("above 0")),
    "response": (lambda n: 0 < n <= 1, N_("above 0 and at most 1")),
}


def sized(typed: Mapping[str, str]) -> SampleSize:
    """The size with its formula. Raises one `UserError` (bad_size_field) per field, unknown_method."""
    method = typed.get("method", "")
    if method not in METHODS:
        raise UserError("unknown_method", "There is no method {method}. Choose one.", method=method)
    found = {name: _number(typed.get(name) or usual) for name, usual in USUAL.items() if name != "method"}
    needed = [name for name in found if name != "population" or method != "proportion" or typed.get(name)]
    raise_all([_bad(name) for name in needed if not _fits(name, found[name])])
    said = {name: number for name, number in found.items() if number is not None}
    aim = sizes.Aim(said["margin"], sizes.quantile(said["confidence"]), said["p"])
    people = int(said["population"]) if "population" in said else None
    return sizes.by_method(method, people, aim, deff=said["deff"], response=said["response"])


def _number(text: str) -> Fraction | None:
    found = text.strip()
    return exact(found.replace(",", ".")) if _DECIMAL.fullmatch(found) else None


def _fits(name: str, number: Fraction | None) -> bool:
    return number is not None and _FITS[name][0](number)


def _bad(name: str) -> UserError:
    return UserError(
        "bad_size_field", "{label}: write a number {what}.", label=_(LABELS[name]), what=_(_FITS[name][1])
    )

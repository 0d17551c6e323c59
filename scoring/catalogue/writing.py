"""A catalogue as the text of a TOML file that `reading` reads back the same."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from scoring import formulas
from scoring.catalogue.model import Catalogue

_NODES = "node"


def as_toml(catalogue: Catalogue, *, remark: str = "") -> str:
    """The whole file; `remark` stands at its top as a comment."""
    lines = [f"# {line}" for line in remark.splitlines()]
    lines += [
        f"{key} = {_value(value)}" for key, value in _said(catalogue) if key not in {_NODES, "evidence"}
    ]
    for key in (_NODES, "evidence"):
        for entry in getattr(catalogue, key):
            lines += ["", f"[[{key}]]", *(f"{name} = {_value(value)}" for name, value in _said(entry))]
    return "\n".join(lines) + "\n"


def _said(entry: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a dataclass that say something, in its order."""
    for field in fields(entry):
        value = getattr(entry, field.name)
        if value is not None and value not in ("", (), {}):
            yield field.name, value


def _value(value: Any) -> str:
    match value:
        case bool() | int() | str():
            text = json.dumps(value, ensure_ascii=False)  # JSON's way of writing these is valid in TOML
        case Decimal():
            text = f'"{value:f}"'
        case date():
            text = value.isoformat()
        case tuple():
            text = f"[{', '.join(map(_value, value))}]"
        case Mapping():
            text = _table(value.items())
        case _ if type(value) in _KINDS:
            text = _table([("kind", formulas.kind_of(value)), *_said(value)])
        case _:
            text = _table(_said(value))
    return text


def _table(entries: Any) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in entries) + " }"


_KINDS = frozenset(kind.parameters for kind in formulas.KINDS.values())

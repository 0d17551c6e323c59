"""Reads a catalogue by name or path and refuses what cannot be a tree of criteria.

Whether a complete catalogue adds up is asked of `checks`.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from roster import datafiles
from roster.errors import UserError, raise_all
from scoring import formulas
from scoring.catalogue.model import Catalogue, Node
from scoring.formulas import Formula
from scoring.gathering import gathered
from scoring.knowledge import Knowledge

FOLDER = "criteria"
TRAINING = "training"


def place_of(name: str) -> Path:
    """Where the catalogue of this name or path is. Raises `UserError` (no_such_catalogue)."""
    if name.endswith(".toml"):
        return Path(name)
    known = datafiles.names(FOLDER)
    if name not in known:
        raise UserError(
            "no_such_catalogue",
            "There is no catalogue {name}. Use one of {names}, or the path of a .toml file.",
            name=name,
            names=", ".join(known),
        )
    return datafiles.find(f"{FOLDER}/{name}.toml")


def load(path: Path, knowledge: Knowledge) -> Catalogue:
    """The catalogue in a file, methods under their codes.

    Raises `UserError` or `UserErrors` naming file and code: wrong or unknown keys, unknown methods and kinds.
    """
    return of_tables(datafiles.read_toml(path), knowledge, file=path.name)


def of_tables(tables: Mapping[str, Any], knowledge: Knowledge, *, file: str) -> Catalogue:
    """The catalogue in the tables of a file. Raises as `load`."""
    listed = tables.get("node", [])
    if not isinstance(listed, list) or not all(isinstance(table, dict) for table in listed):
        raise UserError(
            "no_nodes", "{file}: write the criteria as tables that begin with [[node]].", file=file
        )
    errors: list[UserError] = []
    nodes = [gathered(errors, partial(_node, table, file)) for table in listed]
    head = gathered(errors, partial(_head, {**tables, "node": ()}, file))
    raise_all([*errors, *_unknown_methods([n for n in nodes if n], knowledge, file)])
    assert head is not None  # noqa: S101 - without errors everything was read
    return replace(head, node=tuple(_with_method_code(node, knowledge) for node in nodes if node))


def _head(tables: Mapping[str, Any], file: str) -> Catalogue:
    return datafiles.fit(tables, Catalogue, file=file, place="")


def _node(table: Mapping[str, Any], file: str) -> Node:
    place = str(table.get("code", "node"))
    rest = {key: value for key, value in table.items() if key != "formula"}
    errors: list[UserError] = []
    node = gathered(errors, lambda: datafiles.fit(rest, Node, file=file, place=place))
    formula = None
    if "formula" in table:
        formula = gathered(errors, lambda: read_formula(table["formula"], file=file, place=place))
    raise_all(errors)
    assert node is not None  # noqa: S101 - without errors it was read
    return replace(node, formula=formula)


def read_formula(table: Any, *, file: str, place: str) -> Formula:
    """The formula in a table `{kind = …}`. Raises `UserError` (unknown_kind, wrong_value, unknown_key …)."""
    kind = str(table.get("kind", "")) if isinstance(table, dict) else ""
    if kind not in formulas.KINDS:
        raise UserError(
            "unknown_kind",
            "{file}: {code}: there is no formula of the kind {kind}. Use one of {kinds}.",
            file=file,
            code=place,
            kind=kind,
            kinds=", ".join(formulas.KINDS),
        )
    parameters = {key: value for key, value in table.items() if key != "kind"}
    formula: Formula = datafiles.fit(
        parameters, formulas.KINDS[kind].parameters, file=file, place=f"{place}.formula"
    )
    return formula


def _unknown_methods(nodes: list[Node], knowledge: Knowledge, file: str) -> list[UserError]:
    return [
        UserError(
            "unknown_method",
            "{file}: {code}: there is no method {method}. Use one of {methods}.",
            file=file,
            code=node.code,
            method=node.method,
            methods=", ".join(method.code for method in knowledge.methods),
        )
        for node in nodes
        if node.method and not knowledge.method(node.method)
    ]


def _with_method_code(node: Node, knowledge: Knowledge) -> Node:
    method = knowledge.method(node.method) if node.method else None
    return replace(node, method=method.code) if method else node

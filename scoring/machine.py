"""A computed catalogue for machines (docs/contract.md): decimals and sentences as texts."""

from decimal import Decimal
from typing import Any

from scoring import numbers
from scoring.catalogue.model import Catalogue
from scoring.compute import Computed, Result
from scoring.said import sentence


def as_json(catalogue: Catalogue, computed: Computed) -> dict[str, Any]:
    """Points and percents with two decimals, half up; `exact` beside them, unrounded."""
    return {
        "catalogue": {
            "title": catalogue.title,
            "year": catalogue.year,
            "training": catalogue.training,
            "verified": all(node.verified for node in catalogue.node),
        },
        "nodes": {code: _node(result) for code, result in computed.nodes.items()},
        "total": _two(computed.total),
        "total_exact": numbers.plain(computed.total),
        "explanation": sentence(computed.said),
    }


def _node(result: Result) -> dict[str, Any]:
    percent = result.percent
    return {
        "max": _two(result.max),
        "score": _two(result.score),
        "percent": None if percent is None else _two(percent),
        "method": result.method,
        "explanation": sentence(result.said),
        "exact": numbers.plain(result.score),
        "applies": result.applies,
    }


def _two(value: Decimal) -> str:
    return str(numbers.rounded(value))

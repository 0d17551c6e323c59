"""Small catalogues for the tests, and the shipped ones."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import pytest

from roster.errors import UserError, UserErrors
from scoring.catalogue import reading
from scoring.catalogue.model import Catalogue, Node
from scoring.knowledge import Knowledge, load_knowledge


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load_knowledge()


@pytest.fixture(scope="session")
def training(knowledge: Knowledge) -> Catalogue:
    return reading.load(reading.place_of("training"), knowledge)


@pytest.fixture(scope="session")
def plan_catalogue(knowledge: Knowledge) -> Catalogue:
    return reading.load(reading.place_of("2024-plan"), knowledge)


def leaf(code: str, maximum: str, formula: Mapping[str, Any] | None = None, **said: Any) -> Node:
    """A component of the field '1'; by survey where its formula is of one."""
    made = reading.read_formula(dict(formula), file="test", place=code) if formula else None
    kind = formula["kind"] if formula else ""
    method = {"survey_mean": "survey", "sipas": "sipas"}.get(kind, "self_score")
    return Node(code, parent="1", max=Decimal(maximum), formula=made, **{"method": method, **said})


def catalogue_of(leaves: Sequence[Node], total: str | None = None) -> Catalogue:
    """A catalogue of one field; its total is the sum of its components, unless another one is given."""
    whole = sum((node.max or Decimal(0) for node in leaves), Decimal(0))
    top = Node("1", max=whole, lead="so_noi_vu")
    return Catalogue((top, *leaves), total=Decimal(total) if total else whole)


def errors_in(raised: BaseException) -> list[UserError]:
    """The errors a person would see."""
    if isinstance(raised, UserError):
        return [raised]
    assert isinstance(raised, UserErrors)
    return [error for error in raised.exceptions if isinstance(error, UserError)]


def codes(errors: Sequence[UserError]) -> list[tuple[str, object]]:
    """Each error's code and the code of the criterion it is about."""
    return [(error.code, error.params.get("code")) for error in errors]

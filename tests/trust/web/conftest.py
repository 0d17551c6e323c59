"""The application and its browsers, as the tests of the pages know them, and its routes."""

from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import Rule

from roster.plan import Plan
from tests.web.conftest import address as address
from tests.web.conftest import app as app
from tests.web.conftest import client as client
from tests.web.conftest import clients as clients
from tests.web.conftest import filled as filled
from tests.web.conftest import officer as officer
from tests.web.conftest import own_data_folder as own_data_folder
from tests.web.conftest import plan as plan
from tests.web.conftest import stored as stored
from tests.web.test_access import values_for

CHANGING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
FIRST = {"key": "1", "name": "1", "token": "1", "filename": "roster.css"}


def routes(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every route of the application with every method it takes, found by crawling its map."""
    for rule in app.url_map.iter_rules():
        for method in sorted(rule.methods or ()):
            if method not in {"OPTIONS", "HEAD"}:
                yield rule, method


def path_of(rule: Rule, **values: object) -> str:
    """An address of the route, with these values and any others."""
    usual = values_for(rule)
    usual |= {name: text for name, text in FIRST.items() if usual.get(name) == 1}
    built = rule.build(usual | {n: v for n, v in values.items() if n in usual}, append_unknown=False)
    assert built is not None
    return built[1]


@pytest.fixture
def agencies(plan: Plan) -> tuple[str, str]:
    """Two agencies that send lists."""
    first, second = plan.agencies[:2]
    return first.code, second.code

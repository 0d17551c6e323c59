"""One invented province for all tests of the demonstration."""

import pytest

from roster.demo import Province, invent
from roster.plan import Plan, load_plan

SEED = 7


@pytest.fixture(scope="session")
def plan() -> Plan:
    return load_plan("daknong-2024-demo")


@pytest.fixture(scope="session")
def province(plan: Plan) -> Province:
    return invent(plan, seed=SEED)

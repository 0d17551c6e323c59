"""`roster round`: several plans in one database, from the command line."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from roster.cli.failures import Exit
from tests.cli.conftest import Ran

DEMO = "daknong-2024-demo"
NEXT = 'extends = "daknong-2024"\ncode = "daknong-2025"\nyear = 2025\n'


@pytest.fixture
def two(tmp_path: Path, roster: Callable[..., Ran]) -> list[str]:
    """A database with the demonstration's round; the options for it and for the next year's plan."""
    roster("demo", tmp_path / "lists")
    roster("run", tmp_path / "lists", "--plan", DEMO, "--out", tmp_path / "out")
    plan = tmp_path / "2025.toml"
    plan.write_text(NEXT, encoding="utf-8")
    return ["--db", str(tmp_path / "out/roster.db"), "--plan", str(plan)]


@pytest.mark.slow
def test_a_year_after_the_other(two: list[str], roster: Callable[..., Ran]) -> None:
    db, plan = two[:2], two[3]
    for other in ("nowhere", "daknong-2024"):  # no plan at all, and one without a round in this database
        assert roster("round", "begin", plan, "--from", other, *db).code == Exit.WRONG_USE
    assert "daknong-2025" not in roster("round", "list", *db).out
    begun = roster("round", "begin", plan, "--from", DEMO, *db)
    assert (begun.code, "daknong-2025" in begun.err) == (Exit.DONE, True)
    people = int(re.findall(r"\b\d{3}\b", begun.out)[0])
    shown = roster("round", "compare", DEMO, *two)
    assert (shown.code, shown.err) == (Exit.DONE, "")  # that it begins is said once
    assert [int(n) for n in re.findall(r": (\d+)\s*$", shown.out, re.MULTILINE)] == [0, 0, 0, people]
    reason = ("check", "--reason", "lanh_dao_so", "khuyết", *two)
    assert roster("round", "close", "daknong-2025", *db).code == Exit.DONE
    assert roster(*reason).code == Exit.WRONG_USE
    assert roster("round", "reopen", "daknong-2025", *db).code == Exit.DONE
    assert roster(*reason).code in (Exit.DONE, Exit.OPEN_QUESTIONS)


@pytest.mark.slow
def test_the_only_round_is_meant_where_no_plan_is_named(two: list[str], roster: Callable[..., Ran]) -> None:
    db, plan = two[:2], two[3]
    assert roster("check", *db).out == roster("check", *db, "--plan", DEMO).out
    assert roster("round", "list", *db).out.count("daknong-") == 1
    assert roster("round", "begin", plan, *db).code == Exit.DONE
    roster("check", *db)  # two rounds: the usual plan, which begins its own
    assert roster("round", "list", *db).out.count("daknong-") == 3

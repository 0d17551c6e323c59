"""December and January, played to the end through each door: what the program says then is what is true."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

import pytest

import web
from roster.plan import load_plan
from tests.scenario import reckon
from tests.scenario.doors import Commands, Pages
from tests.scenario.ending import ending
from tests.scenario.playing import Door, Player, invented, plan_of

Province: TypeAlias = tuple[Path, dict[str, Any]]  # the lists, and what is true of them
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return reckon.script()


@pytest.fixture(scope="module")
def truth() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(reckon.TRUTH.read_text(encoding="utf-8"))
    return found


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Province:
    """The invented lists, and what is true of them."""
    return invented(tmp_path_factory.mktemp("province"))


@pytest.fixture
def plan(told: dict[str, Any], tmp_path: Path) -> Path:
    return plan_of(told, tmp_path)


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path / "data-folder"))
    monkeypatch.delenv("ROSTER_DB", raising=False)


def commands(folder: Path, place: str, plan: Path) -> Door:
    return Commands(folder, place, plan)


def pages(folder: Path, place: str, plan: Path) -> Door:
    known = load_plan(str(plan))
    app = web.create_app(place, plan=known, plan_name=str(plan), today=date.today)
    return Pages(app)


def test_the_truth_is_what_plain_counting_gives(
    told: dict[str, Any], truth: dict[str, Any], province: Province
) -> None:
    assert json.loads(reckon.written(reckon.reckon(told, province[1]))) == truth


@pytest.fixture(params=[commands, pages])
def door(request: pytest.FixtureRequest, plan: Path, database_url: str, tmp_path: Path) -> Iterator[Door]:
    opened: Door = request.param(tmp_path, database_url, plan)
    yield opened
    opened.database.close()


@pytest.fixture
def player(door: Door, plan: Path, province: Province, tmp_path: Path) -> Player:
    lists, about = province
    return Player(door, load_plan(str(plan)), reckon.script(), about, lists, tmp_path)


def test_the_end_is_the_truth(player: Player, truth: dict[str, Any]) -> None:
    player.play()
    found = ending(player)
    for part in truth:
        assert found[part] == truth[part], part
    assert found.keys() == truth.keys()

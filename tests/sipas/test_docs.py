"""What docs/sipas.md shows is true: designs load, presets are the shipped ones, numbers come out."""

import re
from pathlib import Path

import pytest

from roster.demo import DEFAULT_SEED
from roster.demo.citizens import COLUMNS, invent_frame
from roster.sipas.design import load_design, presets
from roster.sipas.draw import draw
from roster.sipas.levels import load_levels
from roster.sipas.lots import Lots
from tests.sipas.frames import frame_of

TEXT = (Path(__file__).parents[2] / "docs" / "sipas.md").read_text(encoding="utf-8")
DESIGNS = re.findall(r"```toml\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("shown", DESIGNS)
def test_designs_load(shown: str, tmp_path: Path) -> None:
    path = tmp_path / "d.toml"
    path.write_text(shown, encoding="utf-8")
    assert load_design(str(path)).stages


@pytest.mark.parametrize("name", presets())
def test_each_preset_is_shown_as_it_is(name: str, tmp_path: Path) -> None:
    [shown] = re.findall(rf"### Preset `{name}`\n\n```toml\n(.*?)```", TEXT, re.DOTALL)
    path = tmp_path / "d.toml"
    path.write_text(shown, encoding="utf-8")
    assert load_design(str(path)) == load_design(name)


def test_the_example_to_check_by_hand() -> None:
    [shown] = re.findall(r"2/start 661 \| sha256sum\n([0-9a-f]{64})\n", TEXT)
    assert Lots("2024", "2", "661").number("661", purpose="start") == int(shown, 16)
    frame = frame_of(invent_frame(DEFAULT_SEED)[1:], *COLUMNS[5:])
    drawn = draw(frame, load_design("sipas-2024"), load_levels(), seed="2024").units
    found = {
        frame.ids[one.row].as_py(): one.probability
        for one in drawn
        if one.stage == 2 and frame.ids[one.parent].as_py() == "661"
    }
    assert {unit: str(chance) for unit, chance in found.items()} == {"24622": "856/3629", "24637": "844/3629"}
    assert all(unit in TEXT for unit in found)

"""Where the points of a radar and of bars stand."""

import pytest

from web import drawings


def test_full_marks_reach_the_outer_ring_and_none_stays_in_the_centre() -> None:
    made = drawings.radar(["a", "b", "c", "d"], {"self": [100, 100, 100, 100], "own": [None, 0, None, 0]})
    assert made is not None
    assert made.shapes["self"] == made.rings[100]
    assert set(made.shapes["own"].split()) == {"180.0,180.0"}
    assert [(axis.x, axis.y) for axis in made.axes] == [(180, 60), (300, 180), (180, 300), (60, 180)]
    assert [axis.anchor for axis in made.axes] == ["middle", "start", "middle", "end"]


def test_a_radar_needs_three_axes() -> None:
    assert drawings.radar(["a", "b"], {"self": [1, 2]}) is None


def test_half_the_marks_stand_half_way() -> None:
    made = drawings.radar(["a", "b", "c", "d"], {"self": [50, 0, 0, 0]})
    assert made is not None
    assert made.shapes["self"].split()[0] == "180.0,120.0"


@pytest.mark.parametrize(("percent", "length"), [(0, 0), (50, 160), (100, 320), (140, 320), (-5, 0)])
def test_bars_are_as_long_as_their_share(percent: float, length: float) -> None:
    (bar,) = drawings.bars({"self": percent, "own": None})
    assert (bar.name, bar.y, bar.length) == ("self", 0, length)
    assert drawings.bars_height([bar]) == drawings.BAR_HEIGHT

import pytest

from roster.services.reviewing.weighing import Bands, Step
from web import waterfall

BANDS = Bands(ask=-4.0, same=10.0)


def steps(*bits: float) -> tuple[Step, ...]:
    ends = [sum(bits[: n + 1]) for n in range(len(bits))]
    return tuple(
        Step("name", "", b, start, end) for b, start, end in zip(bits, [0.0, *ends], ends, strict=False)
    )


def test_each_bar_begins_where_the_one_before_ended() -> None:
    drawn = waterfall.draw(steps(-12.0, 13.0, -3.0), BANDS)
    ways = [line.bar.way for line in drawn.lines]
    prior, name, dob = (line.bar for line in drawn.lines)
    assert ways == ["down", "up", "down"]
    assert prior.x == name.x  # the prior goes down to where the first evidence begins
    assert name.x + name.width == pytest.approx(dob.x + dob.width, abs=0.02)
    assert drawn.weight == -2.0
    assert drawn.total.x == pytest.approx(dob.x, abs=0.02)


@pytest.mark.parametrize("bits", [(), (-12.0, 60.0), (-40.0,)])
def test_everything_fits_the_scale(bits: tuple[float, ...]) -> None:
    drawn = waterfall.draw(steps(*bits), BANDS)
    places = [drawn.zero, drawn.ask, drawn.same, *(line.bar.x for line in drawn.lines)]
    places += [line.bar.x + line.bar.width for line in drawn.lines]
    assert all(0 < place < 100 for place in places)
    assert drawn.ask < drawn.zero < drawn.same

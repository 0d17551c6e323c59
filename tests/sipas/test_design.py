"""Designs: what a file may say, what contradicts itself, the shipped presets."""

from pathlib import Path

import pytest

from roster.errors import UserError
from roster.sipas.design import Design, Stage, as_dict, from_dict, load_design, presets


@pytest.mark.parametrize("name", presets())
def test_presets_load_and_survive_a_round_trip(name: str) -> None:
    loaded = load_design(name)
    assert from_dict(as_dict(loaded)) == loaded
    assert loaded.source
    assert loaded.assumed


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ('method = "simple"', "n_or_total"),
        ('method = "simple"\nn = 1\ntotal = 2', "n_or_total"),
        ('method = "simple"\nn = 0', "bad_size_of_stage"),
        ('method = "simple"\nn = -3', "bad_size_of_stage"),
        ('method = "simple"\nn = 1\nreserve = -1', "bad_reserve"),
        ('method = "all"\nn = 1', "nothing_beside_all"),
        ('method = "simple"\nn = 1\nsd = { A = 1.0 }', "sd_without_strata"),
        ('method = "lottery"\nn = 1', "wrong_value"),
        ('method = "simple"\nn = "x"', "wrong_value"),
        ('method = "simple"\nn = 1\nsize = 1', "unknown_key"),
    ],
)
def test_what_a_design_may_not_say(tmp_path: Path, stage: str, code: str) -> None:
    path = tmp_path / "d.toml"
    path.write_text(f'title = "t"\nsource = "s"\n[[stages]]\nlevel = "village"\n{stage}\n', encoding="utf-8")
    with pytest.raises(UserError) as caught:
        load_design(str(path))
    assert caught.value.code == code


def test_no_total_among_units_drawn_by_lot() -> None:
    stages = (Stage("commune", "simple", n=2), Stage("citizen", "simple", total=9))
    bad = as_dict(Design("t", "s", stages))
    with pytest.raises(UserError) as caught:
        from_dict(bad)
    assert caught.value.code == "total_after_drawing"


@pytest.mark.parametrize("name", ["nothing-like-it", "no-such.toml"])
def test_designs_that_are_not_there(name: str) -> None:
    with pytest.raises(UserError) as caught:
        load_design(name)
    assert caught.value.code in {"no_such_design", "no_such_file"}

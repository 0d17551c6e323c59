from pathlib import Path

import pytest

from roster import datafiles
from roster.dedupe.comparisons import COMPARISONS
from roster.dedupe.model import MATCHING_FILE, Model, load_model
from roster.errors import UserError, UserErrors


def changed(tmp_path: Path, old: str, new: str) -> Path:
    text = datafiles.shipped(MATCHING_FILE).read_text(encoding="utf-8")
    assert old in text
    own = tmp_path / "matching.toml"
    own.write_text(text.replace(old, new), encoding="utf-8")
    return own


def test_every_level_says_where_its_weight_comes_from(model: Model) -> None:
    levels = [level for weights in model.comparisons.values() for level in weights.values()]
    assert all(level.origin for level in levels)
    assert len(levels) == sum(len(c.levels) for c in COMPARISONS)


def test_contradictions_never_prove_and_agreement_outweighs_disagreement(model: Model) -> None:
    for weights in model.comparisons.values():
        for level in weights.values():
            assert not (level.contradicts and level.proves)
            assert not level.proves or level.bits >= 9


def test_the_prior_falls_with_the_number_of_records(model: Model) -> None:
    assert model.prior.bits(446) > model.prior.bits(50_000) > model.prior.bits(1_000_000)
    assert model.prior.bits(5) == model.prior.bits(100)
    assert -13 < model.prior.bits(446) < -11


@pytest.mark.parametrize(
    ("old", "new", "code", "key"),
    [
        ("[comparisons.dob.full]", "[comparisons.dob.fool]", "missing_key", "comparisons.dob.full"),
        (
            "[comparisons.list.same_list]",
            "[comparisons.lists.same_list]",
            "missing_key",
            "comparisons.list.same_list",
        ),
        ("largest = 60", "largest = 60\nsmallest = 2", "unknown_key", "clusters.smallest"),
        ("largest = 60", 'largest = "many"', "wrong_value", "clusters.largest"),
        ("[prior]", "[priors]", "missing_key", "prior"),
    ],
)
def test_faults_are_named(tmp_path: Path, *, old: str, new: str, code: str, key: str) -> None:
    with pytest.raises((UserError, UserErrors)) as failure:
        load_model(changed(tmp_path, old, new))
    raised = failure.value
    errors = (
        [e for e in raised.exceptions if isinstance(e, UserError)]
        if isinstance(raised, UserErrors)
        else [raised]
    )
    assert (code, key) in [(e.code, e.params["key"]) for e in errors if isinstance(e, UserError)]


def test_the_officers_own_weights_take_their_place(tmp_path: Path) -> None:
    assert load_model(changed(tmp_path, "same = 10.0", "same = 20.0")).bands.same == 20

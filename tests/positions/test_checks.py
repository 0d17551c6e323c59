"""A position file that contradicts itself is refused, with every place named."""

from collections.abc import Callable
from pathlib import Path

import pytest

from roster import datafiles
from roster.errors import UserError
from roster.positions import load_positions

Mistakes = Callable[[str, str], list[UserError]]

RULES = "# Nhóm đại biểu HĐND tỉnh.\n"


def found(errors: list[UserError], *params: str) -> list[tuple[object, ...]]:
    return [(error.code, *(error.params[param] for param in params)) for error in errors]


def rule(posts: str, bodies: str) -> str:
    return f'[[rules]]\nid = "mine"\nposts = ["{posts}"]\nbodies = ["{bodies}"]\n\n'


def test_the_shipped_file_has_no_faults() -> None:
    assert load_positions().rules


def test_two_rules_that_fit_equally_well(mistakes: Mistakes) -> None:
    errors = mistakes(RULES, rule("giam_doc", "so"))
    assert found(errors, "first", "second", "post", "body") == [
        ("two_rules", "mine", "so.giam_doc", "giam_doc", "so")
    ]


def test_a_rule_for_everywhere_yields_to_a_nearer_one() -> None:
    rules = load_positions().rules
    assert any("*" in r.bodies and "dai_bieu" in r.posts for r in rules)
    assert any("huyen" in r.bodies and "dai_bieu" in r.posts for r in rules)


@pytest.mark.parametrize(
    ("place", "key", "name"),
    [
        (("giam_doc_so", "so"), "rules.mine.posts", "giam_doc_so"),
        (("giam_doc", "lang"), "rules.mine.bodies", "lang"),
        (("giam_doc", "truc_thuoc+lang"), "rules.mine.bodies", "lang"),
    ],
)
def test_names_that_do_not_exist(mistakes: Mistakes, place: tuple[str, str], key: str, name: str) -> None:
    assert found(mistakes(RULES, rule(*place)), "key", "name") == [("unknown_name", key, name)]


def test_words_of_two_posts(mistakes: Mistakes) -> None:
    errors = mistakes('words = ["chủ tịch"]', 'words = ["chủ tịch", "GIÁM  ĐỐC"]')
    assert found(errors, "key", "first", "second") == [("shared_words", "posts", "giam_doc", "chu_tich")]


def test_words_of_two_bodies(mistakes: Mistakes) -> None:
    errors = mistakes('xa = ["xã"', 'xa = ["huyện", "xã"')
    assert found(errors, "key", "first", "second") == [("shared_words", "bodies", "huyen", "xa")]


def test_an_abbreviation_with_two_fixed_meanings(mistakes: Mistakes) -> None:
    assert found(mistakes('"PGĐ" =', '"PGD" = "Phòng Giáo dục"\n"PGĐ" ='), "short") == [
        ("two_meanings", "PGĐ")
    ]


def test_an_abbreviation_both_fixed_and_in_context(mistakes: Mistakes) -> None:
    assert ("two_meanings", "TP") in found(mistakes('"PGĐ" =', '"TP" = "Thành phố"\n"PGĐ" ='), "short")


def test_meanings_in_context_must_exclude_each_other(mistakes: Mistakes) -> None:
    more = '[[in_context]]\nshort = "Q"\nfull = "Quận"\nafter = ["UBND"]\n\n[capitals]\n'
    assert found(mistakes("[capitals]\n", more), "short") == [("two_meanings", "Q")]


def test_unknown_key(mistakes: Mistakes) -> None:
    errors = mistakes('seat = "head"', 'colour = "red"\nseat = "head"')
    assert found(errors, "file", "key") == [("unknown_key", "positions.toml", "posts.0.colour")]


def test_wrong_value(mistakes: Mistakes) -> None:
    assert found(mistakes('seat = "head"', 'seat = "chair"'), "key") == [("wrong_value", "posts.0.seat")]


def test_all_faults_at_once(mistakes: Mistakes) -> None:
    errors = mistakes(RULES, rule("giam_doc", "so") + rule("nobody", "nowhere"))
    assert {code for code, *_ in found(errors)} == {"two_rules", "unknown_name"}


def test_the_officers_own_copy_is_used(
    edited: Callable[[str, str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited('"PGĐ" = "Phó Giám đốc"', '"PGĐ" = "Phó Giám đốc Sở"')
    monkeypatch.setenv("ROSTER_DATA", str(tmp_path))
    assert datafiles.find("positions.toml").parent == tmp_path
    assert load_positions().abbreviations["PGĐ"] == "Phó Giám đốc Sở"

"""Every phrase of what must be read has cases (tests/cases/coverage.toml), and every code comes out of one.

Asks the cases themselves what they expect; that they come out so is `test_lists` and `test_same_list`.
"""

import tomllib

import pytest

from tests.intake.list_cases import FOLDER, all_codes, codes_of, load_cases
from tests.intake.test_same_list import WRAPPINGS

CASES = load_cases()
COVERAGE = tomllib.loads((FOLDER / "coverage.toml").read_text(encoding="utf-8"))
CODES = COVERAGE["codes"]
PHRASES = [(table, phrase) for table, phrases in COVERAGE.items() for phrase in phrases]
KNOWN = {*CASES, *(f"wrapping: {name}" for name in WRAPPINGS)}


@pytest.mark.parametrize(("table", "phrase"), PHRASES)
def test_a_phrase_names_cases_that_exist(table: str, phrase: str) -> None:
    names = COVERAGE[table][phrase]
    assert names
    assert set(names) <= KNOWN


def test_every_code_comes_out_of_some_case() -> None:
    assert set().union(*map(codes_of, CASES.values())) == all_codes()


def test_the_cases_named_for_a_code_expect_it() -> None:
    assert CODES.keys() == all_codes()
    assert {
        (code, name) for code in CODES for name in CODES[code] if code not in codes_of(CASES[name])
    } == set()


def test_every_wrapping_stands_for_a_phrase() -> None:
    said = {name for table, phrase in PHRASES for name in COVERAGE[table][phrase]}
    assert {f"wrapping: {name}" for name in WRAPPINGS} <= said

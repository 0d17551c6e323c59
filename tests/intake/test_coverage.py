"""Every phrase of what must be read has cases (tests/cases/coverage.toml), and every code comes out of one.

Asks the cases themselves what they expect; that they come out so is `test_lists`, `test_same_list` and
`test_hostile`. What is not one file, as a second delivery, names the tests of its own.
"""

import re
import tomllib
from pathlib import Path

import pytest

from benchmarks.hostile_files import FILES
from tests.intake.list_cases import FOLDER, all_codes, codes_of, load_cases
from tests.intake.test_same_list import WRAPPINGS

CASES = load_cases()
COVERAGE = tomllib.loads((FOLDER / "coverage.toml").read_text(encoding="utf-8"))
CODES = COVERAGE["codes"]
PHRASES = [(table, phrase) for table, phrases in COVERAGE.items() for phrase in phrases]
KNOWN = {
    *CASES,
    *(f"wrapping: {name}" for name in WRAPPINGS),
    *(f"hostile: {hostile.name}" for hostile in FILES),
}
TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(("table", "phrase"), PHRASES)
def test_a_phrase_names_cases_that_exist(table: str, phrase: str) -> None:
    names = COVERAGE[table][phrase]
    assert names
    assert {name for name in names if not name.startswith("test: ")} <= KNOWN
    for name in names:
        if name.startswith("test: "):
            path, _, function = name.removeprefix("test: ").partition("::")
            assert re.search(rf"^def {function}\(", (TESTS / path).read_text(encoding="utf-8"), re.MULTILINE)


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

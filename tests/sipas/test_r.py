"""Beside R: its packages `sampling` (Tillé, Matei) and `survey` (Lumley) reckon the same.

Only where Rscript and both packages are installed (Debian: r-cran-sampling, r-cran-survey).
"""

import shutil
import subprocess
from collections import Counter
from fractions import Fraction
from itertools import combinations
from math import sqrt

import pytest

from roster.sipas.allocation import Stratum
from roster.sipas.effects import stratified_error
from roster.sipas.exact import exact
from roster.sipas.lots import Lots
from roster.sipas.selection import Candidates, choose, probabilities, systematic
from tests.tools import LONG

SIZES = (18, 20, 32, 29, 15, 60, 22, 9)
DRAWS = 20_000 if LONG else 4_000
VALUES = {"a": (3, 5, 4, 8, 6), "b": (10, 14, 9, 20, 17, 11)}
ROOM = {"a": 50, "b": 90}


@pytest.fixture(scope="module")
def rscript() -> str:
    found = shutil.which("Rscript")
    if not found:
        pytest.skip("R is not installed: no comparison with its packages sampling and survey")
    asked = subprocess.run(
        [found, "-e", "library(sampling); library(survey)"], capture_output=True, check=False
    )
    if asked.returncode:
        pytest.skip("R has no packages sampling and survey: no comparison with them")
    return found


def ask(rscript: str, code: str) -> list[float]:
    """The numbers that R prints."""
    words = subprocess.run(
        [rscript, "--vanilla", "-e", f"suppressMessages({{library(sampling); library(survey)}}); {code}"],
        capture_output=True,
        check=True,
        text=True,
    )
    return [float(word) for word in words.stdout.split()]


def vector(numbers: tuple[int, ...]) -> str:
    return f"c({','.join(map(str, numbers))})"


@pytest.mark.slow
@pytest.mark.parametrize(("sizes", "n"), [(SIZES, 3), ((1000, 500, 1, 2, 3), 3), ((7, 7, 7), 2)])
def test_inclusion_probabilities(rscript: str, sizes: tuple[int, ...], n: int) -> None:
    found = ask(rscript, f"cat(format(inclusionprobabilities({vector(sizes)}, {n}), digits=15))")
    assert found == pytest.approx([float(p) for p in probabilities(sizes, n)], abs=1e-12)


def test_systematic_with_the_same_start(rscript: str) -> None:
    """R takes its start from runif: the same number makes the same sample."""
    n, total = 3, sum(SIZES)
    code = (
        f"pik <- inclusionprobabilities({vector(SIZES)}, {n}); "
        "for (seed in 1:50) {set.seed(seed); u <- runif(1); set.seed(seed); s <- UPsystematic(pik); "
        "cat(format(u, digits=15), which(s==1), '')}"
    )
    told = ask(rscript, code)
    for at in range(0, len(told), n + 1):
        start = int(exact(told[at]) * total)
        assert [place + 1 for place in systematic(SIZES, n, start)] == told[at + 1 : at + 1 + n]


def test_joint_probabilities_of_sampford(rscript: str) -> None:
    pairs = list(combinations(range(len(SIZES)), 2))
    code = f"cat(format(UPsampfordpi2(inclusionprobabilities({vector(SIZES)}, 3)), digits=15))"
    table = ask(rscript, code)
    some = Candidates([f"u{at}" for at in range(len(SIZES))], SIZES)
    counts: Counter[tuple[int, int]] = Counter()
    for turn in range(DRAWS):
        main = sorted(choose("pps_sampford", some, 3, Lots(f"seed {turn}", "1", "p")).main)
        counts.update(combinations(main, 2))
    for left, right in pairs:
        chance = table[left * len(SIZES) + right]
        assert abs(counts[left, right] / DRAWS - chance) <= 4 * sqrt(chance * (1 - chance) / DRAWS)


def test_variance_of_a_stratified_mean(rscript: str) -> None:
    strata, counts = [], {}
    for name, values in VALUES.items():
        mean = Fraction(sum(values), len(values))
        spread = sum((value - mean) ** 2 for value in values) / (len(values) - 1)
        sd = exact(f"{sqrt(spread):.15f}")
        strata.append(Stratum(name, ROOM[name], sd))
        counts[name] = Fraction(len(values))
    code = (
        f"d <- data.frame(y=c({vector(VALUES['a'])},{vector(VALUES['b'])}), h=rep(c('a','b'), c(5,6)), "
        f"N=rep(c({ROOM['a']},{ROOM['b']}), c(5,6))); "
        "cat(format(as.numeric(SE(svymean(~y, svydesign(ids=~1, strata=~h, fpc=~N, data=d)))), digits=15))"
    )
    assert ask(rscript, code) == pytest.approx([float(stratified_error(strata, counts))], rel=1e-9)

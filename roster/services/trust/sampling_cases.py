"""Published cases of sample sizes, allocations and draws (data/sipas/cases.json), reckoned again.

Knows which function each case is about; where a case comes from stands in the file.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from roster import datafiles
from roster.sipas import effects, selection, sizes
from roster.sipas.allocation import Stratum, allocate, capped_quotas
from roster.sipas.exact import exact

FILE = "sipas/cases.json"
Case: TypeAlias = Mapping[str, Any]
_FIVE = "0.05"
_SURE = "0.95"


def load() -> dict[str, Case]:
    """The cases by their names."""
    text = datafiles.shipped(FILE).read_text(encoding="utf-8")
    return {case["id"]: case for case in json.loads(text)}


def replay() -> dict[str, bool]:
    """Whether each case comes out as printed; one that nobody knows how to reckon does not."""
    return {name: name in REPLAYS and REPLAYS[name](case) for name, case in load().items()}


def _yamane(case: Case) -> bool:
    given = case["inputs"]
    return bool([sizes.yamane(n, exact(given["e"])).n for n in given["N"]] == case["expected"])


def _cochran(case: Case) -> bool:
    given, printed = case["inputs"], case["expected"]
    aim = sizes.Aim(exact(given["d"]), exact(given["t"]), exact(given["p"]))
    infinite = sizes.proportion(None, aim, deff=exact(1), response=exact(1)).n
    return bool((sizes.cochran(given["N"], aim).n, infinite) == (printed["n"], printed["n0"]))


def _krejcie(case: Case) -> bool:
    aim = sizes.Aim(exact(_FIVE), sizes.quantile(exact(_SURE)))
    return bool([sizes.krejcie(n, aim).n for n in case["inputs"]["N"]] == case["expected"])


def _stratified_mean(case: Case) -> bool:
    strata = _strata((100_000, 300_000, 600_000), (1, 2, 3))
    z = sizes.quantile(exact(_SURE))
    found = {
        key: sizes.stratified_mean(strata, exact("0.1"), z=z, neyman=neyman).n
        for key, neyman in (("prop", False), ("opt", True))
    }
    return bool(found == case["expected"])


def _clustering(case: Case) -> bool:
    given = ((30, 0.01), (15.5, 0.03), (50, 0.1))
    return _close(case, [effects.clustering(exact(b), exact(rho)) for b, rho in given], case["expected"])


def _allocation(case: Case) -> bool:
    strata = _strata((5234, 2586, 649, 157), (251, 1165, 8035, 24725))
    found = {
        "prop": list(allocate(strata, 500, "proportional").values()),
        "neyman": list(allocate(strata, 500, "neyman").values()),
    }
    return bool(found == case["expected"])


def _neyman(case: Case) -> bool:
    given, printed = case["inputs"], case["expected"]
    strata = _strata(given["Nh"], given["Sh"])
    quotas = capped_quotas(strata, given["n"], "neyman")
    counts = {one.name: quota for one, quota in zip(strata, quotas, strict=True)}
    error = round(effects.stratified_error(strata, counts))
    return _close(case, quotas, printed["nh"]) and bool(error == printed["se_mean"])


def _probabilities(case: Case) -> bool:
    given = (1.8, 2, 3.2, 2.9, 1.5, 2, 2.2)
    return _close(case, selection.probabilities([exact(z) for z in given], 2), case["expected"])


def _madow(case: Case) -> bool:
    whole = [int(exact(p) * 1000) for p in case["inputs"]["pik"]]
    start = int(exact(case["inputs"]["u"]) * sum(whole))
    return bool([at + 1 for at in selection.systematic(whole, 3, start)] == case["expected"])


def _clusters(case: Case) -> bool:
    given = case["inputs"]
    drawn = selection.systematic(given["sizes"], given["n"], (given["person"] - 1) * given["n"])
    return bool([at + 1 for at in drawn[:3]] == case["expected"])


def _strata(counts: Sequence[int], deviations: Sequence[Any]) -> list[Stratum]:
    both = zip(counts, deviations, strict=True)
    return [Stratum(str(at), size, exact(sd)) for at, (size, sd) in enumerate(both)]


def _close(case: Case, found: Sequence[Any], printed: Sequence[float]) -> bool:
    """As close as the case allows: an absolute distance, or that part of the printed number."""
    pairs = zip(found, printed, strict=True)
    return all(abs(float(one) - wanted) <= case["tol"] * max(1, abs(wanted)) for one, wanted in pairs)


REPLAYS: Mapping[str, Callable[[Case], bool]] = {
    "yamane_slovin_5pct": _yamane,
    "cochran_n0_fpc": _cochran,
    "krejcie_morgan_table": _krejcie,
    "kk_stratasize": _stratified_mean,
    "kish_deff": _clustering,
    "kk_alloc": _allocation,
    "vdk_neyman": _neyman,
    "pik_small": _probabilities,
    "madow_systematic_pps": _madow,
    "nutrition_pps": _clusters,
}

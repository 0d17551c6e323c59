"""A three-stage draw from a frame of a million citizens, beside a plain draw with NumPy.

The peer reads the same file with Arrow and draws as many units at each stage with NumPy: no checks, no
fingerprint, no exact probabilities, nothing to repeat. Aims: below 5 s and 500 MB.
"""

import csv
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from benchmarks import measure

CITIZENS, COMMUNES, VILLAGES = 1_000_000, 50, 20
DESIGN = """
title = "three stages"
source = "benchmark"
[[stages]]
level = "commune"
method = "pps_systematic"
n = 6
[[stages]]
level = "village"
method = "pps_sampford"
n = 3
[[stages]]
level = "citizen"
method = "systematic"
n = 31
"""
PLAIN = """
import sys, numpy as np, pyarrow.csv as pc
table = pc.read_csv(sys.argv[1])
rng = np.random.default_rng(2024)
level = table["level"].to_numpy(zero_copy_only=False)
unit = table["unit_id"].to_numpy(zero_copy_only=False)
parent = table["parent_id"].to_numpy(zero_copy_only=False)
drawn = unit[rng.choice(np.flatnonzero(level == "commune"), 6, replace=False)]
for name, n in (("village", 3), ("citizen", 31)):
    here = level == name
    drawn = np.concatenate(
        [unit[rng.choice(np.flatnonzero(here & (parent == one)), n, replace=False)] for one in drawn]
    )
"""


def main() -> None:
    """Print the table of the section on sampling in `benchmarks/README.md`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        frame, design, out = folder / "frame.csv", folder / "design.toml", folder / "draw.json"
        with frame.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(_frame())
        design.write_text(DESIGN, encoding="utf-8")
        roster = str(Path(sys.executable).with_name("roster"))
        plain = measure.best_of([sys.executable, "-c", PLAIN, str(frame)], 3)
        words = [roster, "sipas", "draw", str(design), str(frame), "--seed", "2024", "--out", str(out)]
        drawn = measure.best_of(words, 3)
        replayed = measure.best_of([roster, "sipas", "replay", str(out), str(frame)], 3)
        units = len(json.loads(out.read_text(encoding="utf-8"))["units"])
        print(f"{CITIZENS:,} citizens, {frame.stat().st_size / 1e6:.0f} MB; {units} units drawn")
        for label, cost in (("NumPy, plain", plain), ("sipas draw", drawn), ("sipas replay", replayed)):
            print(
                f"{label:14} wall {cost.wall:6.2f} s  cpu {cost.cpu:6.2f} s  peak {cost.peak_mb:5.0f} MB  "
                f"exit {cost.code}  cpu ratio {cost.cpu / plain.cpu:4.1f}"
            )


def _frame() -> Iterator[tuple[object, ...]]:
    rng = Random(1)
    yield ("unit_id", "parent_id", "level", "name", "size")
    each = CITIZENS // COMMUNES // VILLAGES
    for commune in range(COMMUNES):
        yield (f"C{commune:02}", "", "commune", f"Xã {commune}", each * VILLAGES + rng.randrange(500))
        for village in range(VILLAGES):
            code = f"C{commune:02}V{village:02}"
            yield (code, f"C{commune:02}", "village", f"Thôn {village}", each + rng.randrange(50))
            for person in range(each):
                yield (
                    f"{code}P{rng.randrange(10**9):09}{person:04}",
                    code,
                    "citizen",
                    f"Nguyễn Văn {person}",
                    "",
                )


if __name__ == "__main__":
    main()

"""What files made to do harm cost: each is read by `roster read`, whose parsing child must refuse it.

Wall seconds and memory are those of the command and its child together, the start of the command included; a
file refused at once shows what that start costs.
"""

import json
import sys
import tempfile
from pathlib import Path

from benchmarks import measure
from benchmarks.hostile_files import FILES, Hostile


def main() -> None:
    """Print the table of the section on hostile files in `benchmarks/README.md`."""
    with tempfile.TemporaryDirectory() as name:
        for hostile in FILES:
            print(_line(hostile, Path(name)), flush=True)


def _line(hostile: Hostile, folder: Path) -> str:
    path, answer = folder / hostile.name, folder / "answer.json"
    path.write_bytes(hostile.make())
    roster = str(Path(sys.executable).with_name("roster"))
    command = [roster, "read", str(path), "--plan", "daknong-2024-demo", "--json", str(answer)]
    cost, together_mb = measure.run_with_family(command)
    error = json.loads(answer.read_text(encoding="utf-8"))["files"][hostile.name]["error"] or {"code": ""}
    size = path.stat().st_size / 1024**2
    path.unlink()
    said = error["code"] if error["code"] == hostile.code else f"{error['code']} (not {hostile.code})"
    return (
        f"{hostile.name:26} {size:5.2f} MB  {said:11} wall {cost.wall:5.2f} s  cpu {cost.cpu:5.2f} s"
        f"  peak {together_mb:4.0f} MB"
    )


if __name__ == "__main__":
    main()

"""What taking in lists costs: one list of 100,000 people into the database, and thirty lists merely checked.

Peers, on the same file in the same run: a bare read of its cells by python-calamine, which the reader uses
too, and by openpyxl. They understand nothing, keep nothing, and hold no row longer than they look at it.
"""

import sys
import tempfile
from pathlib import Path

from benchmarks import long_list, measure

CALAMINE = """
import sys, python_calamine
python_calamine.load_workbook(sys.argv[1]).get_sheet_by_index(0).to_python()
"""
OPENPYXL = """
import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).worksheets[0].iter_rows(values_only=True):
    pass
"""


def main() -> None:
    """Print the table of the section on intake in `benchmarks/README.md`."""
    roster = str(Path(sys.executable).with_name("roster"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _long_list(folder, roster)
        _thirty_lists(folder, roster)


def _long_list(folder: Path, roster: str) -> None:
    path = folder / "long.xlsx"
    measure.run([sys.executable, "-m", "benchmarks.long_list", str(path)])  # apart: it needs memory itself
    calamine = measure.best_of([sys.executable, "-c", CALAMINE, str(path)], 2)
    openpyxl = measure.run([sys.executable, "-c", OPENPYXL, str(path)])
    command = [roster, "import", str(path), "--db", str(folder / "roster.db"), "--plan", "daknong-2024-demo"]
    imported, together_mb = measure.run_with_family(command)
    print(
        f"{long_list.ROWS:,} rows x {len(long_list.HEADINGS)} columns, {path.stat().st_size / 1024**2:.1f} MB"
    )
    print(_line("python-calamine reads", calamine, calamine))
    print(_line("openpyxl reads", openpyxl, calamine))
    print(_line("roster import", imported, calamine))
    print(
        f"{'':24} with its parsing child {together_mb:5.0f} MB; {imported.cpu / openpyxl.cpu:.1f} x openpyxl"
    )


def _thirty_lists(folder: Path, roster: str) -> None:
    lists = folder / "lists"
    measure.run([roster, "demo", str(lists)])
    files = list(map(str, lists.iterdir()))
    command = [roster, "read", *files, "--plan", "daknong-2024-demo", "--json", str(folder / "read.json")]
    cost = measure.best_of(command, 3)
    print(_line(f"roster read, {len(files)} files", cost, cost))


def _line(name: str, cost: measure.Cost, peer: measure.Cost) -> str:
    return (
        f"{name:24} wall {cost.wall:6.2f} s  cpu {cost.cpu:6.2f} s  peak {cost.peak_mb:5.0f} MB"
        f"  exit {cost.code}  cpu ratio {cost.cpu / peer.cpu:5.1f}"
    )


if __name__ == "__main__":
    main()

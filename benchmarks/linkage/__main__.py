"""`python -m benchmarks.linkage`: links invented people and febrl by the product and its peers, side by side.

CPU seconds and peak memory are those of whole processes. Default sizes take minutes; `--sizes 500k,1m` takes
an hour and 16 GB.
"""

import argparse
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import measure
from benchmarks.linkage import data_sets, results
from benchmarks.linkage.contenders import CONTENDERS, Contender, roster
from benchmarks.linkage.data_sets import FEBRL, SIZES, DataSet

_HEADING = (
    f"{'':22}{'CPU s':>8}{'+ clean':>8}{'wall s':>8}{'peak MB':>9}"
    f"{'F1':>8}{'P':>7}{'R':>7}{'best F1':>9}{'at':>10}"
)


def main(arguments: Sequence[str] = ()) -> None:
    """Print one block of the table for each data set."""
    chosen = _options(arguments)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for data, labelled in _data_sets(chosen, root):
            print(f"{data.name}, {data.records:,} records\n{_HEADING}", flush=True)
            for contender in CONTENDERS:
                if _takes_part(contender, data, labelled, only=chosen.only):
                    print(_line(contender, data, labelled), flush=True)
            print(flush=True)
            shutil.rmtree(data.folder)


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linkage", description=__doc__)
    parser.add_argument("--sizes", default="500,5k,50k", help=f"of {', '.join(SIZES)}; '' for none")
    parser.add_argument("--qualities", default="poor,rich", help="of rich, poor, mixed")
    parser.add_argument("--febrl", default=",".join(FEBRL), help="'' for none")
    parser.add_argument("--only", default="", help="contenders whose name contains this")
    return parser.parse_args(arguments)


def _data_sets(chosen: argparse.Namespace, root: Path) -> Iterator[tuple[DataSet, DataSet | None]]:
    for quality in filter(None, chosen.qualities.split(",")):
        labelled = data_sets.labelled(quality, root)
        for size in filter(None, chosen.sizes.split(",")):
            yield data_sets.invented(quality, size, root), labelled
    for name in filter(None, chosen.febrl.split(",")):
        yield data_sets.febrl(name, root), None


def _takes_part(contender: Contender, data: DataSet, labelled: DataSet | None, *, only: str) -> bool:
    learns = labelled is not None or not contender.needs_labels
    return learns and data.records <= contender.largest and only in contender.name


def _line(contender: Contender, data: DataSet, labelled: DataSet | None) -> str:
    folder = data.folder / contender.name.replace(" ", "-").replace(",", "").replace("/", "")
    folder.mkdir()
    cost = measure.run(contender.command(data, folder, labelled))
    if cost.code:
        return f"{contender.name:22}failed with exit {cost.code} after {cost.cpu:.1f} CPU s"
    if contender.reads_typed:
        _score_apart(data, folder)
    found = results.of(folder, data.folder / "truth.csv")
    cleaning = 0.0 if contender.reads_typed or not data.cleaning else data.cleaning.cpu
    figures, best = found.default, found.best
    ranked = f"{best.figures.f1:9.4f}{best.threshold:10.4g}" if best else ""
    return (
        f"{contender.name:22}{cost.cpu:8.2f}{cost.cpu + cleaning:8.2f}{cost.wall:8.2f}{cost.peak_mb:9.0f}"
        f"{figures.f1:8.4f}{figures.precision:7.3f}{figures.recall:7.3f}{ranked}"
    )


def _score_apart(data: DataSet, folder: Path) -> None:
    """Run the product once more for its scored pairs: nobody needs them to link, so they are not counted."""
    command = [roster(), "link", str(data.folder / "in.csv"), str(folder / "again.csv")]
    subprocess.run([*command, "--pairs", str(folder / "pairs.csv")], check=True, capture_output=True)


if __name__ == "__main__":
    import sys

    main(sys.argv[1:])

"""The training catalogue of 88 components computed, beside a plain loop over floats that explains nothing.

The peer is the least anybody could do: one division per component, summed. Both run in this process.
"""

import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from benchmarks import evidence, scoring_pages
from roster import datafiles
from roster.services import shelf
from roster.services.scoring import documents
from scoring import answers, compute, machine
from scoring.catalogue import reading
from scoring.catalogue.model import Catalogue
from scoring.formulas import kind_of
from scoring.knowledge import Knowledge, load_knowledge
from web import house

_TIMES = 200
_AIM = 50  # ms
_PAGE_AIM = 100  # ms


def main() -> None:
    """Print the median of each."""
    knowledge = load_knowledge()
    path = reading.place_of(reading.TRAINING)
    told = datafiles.shipped("demo/score-answers.toml")
    catalogue, tables = reading.load(path, knowledge), answers.read(told)
    figures = _plain_figures(catalogue, tables)
    peer = _median(lambda: _plain_loop(figures))
    _print("plain loop over floats (peer)", peer, peer)
    _print(
        "answers checked and computed", _median(lambda: compute.compute(catalogue, knowledge, tables)), peer
    )
    _print("and said in words, for JSON", _median(lambda: _said(catalogue, knowledge, tables)), peer)
    _print("files read too", _median(lambda: _from_files(path, told, knowledge)), peer)
    print(f"{len(catalogue.leaves)} components; the aim is {_AIM} ms")
    with tempfile.TemporaryDirectory() as name:
        _every_page(Path(name))


def _every_page(folder: Path) -> None:
    """Server time of each page of the work flow, every component filled in, submitted and with a document.

    CPU time beside it: on a machine that does other things too, the clock says more of those.
    """
    app, agency, office = scoring_pages.begun(folder)
    print(f"\nevery page {_TIMES} times, server time; the aim is {_PAGE_AIM} ms for 95 of 100")
    _pages(agency, office)
    with shelf.shelf(folder / documents.FOLDER) as where, house.of(app).database.changing() as session:
        evidence.add_documents(session, where, 0)
    print(f"\nthe same with {evidence.DOCUMENTS} documents more")
    _pages(agency, office)
    scoring_pages.closed(app)


def _pages(agency: FlaskClient, office: FlaskClient) -> None:
    for browser, addresses in ((agency, scoring_pages.OF_AGENCY), (office, scoring_pages.OF_OFFICE)):
        for address in addresses:
            act = partial(scoring_pages.opened, browser, address)
            act()  # the first time reads files that are kept from then on
            (half, most), (half_cpu, most_cpu) = _percentiles(_both(act))
            print(
                f"{address:34} p50 {half:6.1f}  p95 {most:6.1f} ms   CPU {half_cpu:6.1f} {most_cpu:6.1f} ms"
            )


def _both(act: Callable[[], object]) -> list[tuple[float, float]]:
    """Milliseconds by the clock and of this process, run by run."""
    taken = []
    for _ in range(_TIMES):
        start, busy = time.perf_counter(), time.process_time()
        act()
        taken.append(((time.perf_counter() - start) * 1000, (time.process_time() - busy) * 1000))
    return taken


def _percentiles(taken: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The median and the 95th percentile of each."""
    columns = [sorted(column) for column in zip(*taken, strict=True)]
    return [(column[len(column) // 2], column[int(len(column) * 0.95)]) for column in columns]


def _said(catalogue: Catalogue, knowledge: Knowledge, tables: dict[str, Any]) -> object:
    return machine.as_json(catalogue, compute.compute(catalogue, knowledge, tables))


def _from_files(catalogue: Path, told: Path, knowledge: Knowledge) -> object:
    return _said(reading.load(catalogue, knowledge), knowledge, answers.read(told))


def _plain_figures(catalogue: Catalogue, tables: dict[str, Any]) -> list[tuple[float, float, float]]:
    """Maximum, a and b of each component; for other kinds than ratios the maximum alone, as 1 of 1."""
    figures = []
    for leaf in catalogue.leaves:
        given = tables[leaf.code]
        is_ratio = leaf.formula is not None and kind_of(leaf.formula) == "ratio" and "a" in given
        a, b = (float(given["a"]), float(given["b"])) if is_ratio else (1.0, 1.0)
        figures.append((float(leaf.max or 0), a, b))
    return figures


def _plain_loop(figures: list[tuple[float, float, float]]) -> float:
    total = 0.0
    for maximum, a, b in figures:
        total += round(min(b / a, 1.0) * maximum, 2)
    return total


def _median(act: Callable[[], object]) -> float:
    """Milliseconds."""
    return sorted(_seconds(act))[_TIMES // 2] * 1000


def _seconds(act: Callable[[], object]) -> list[float]:
    taken = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return taken


def _print(what: str, milliseconds: float, peer: float) -> None:
    print(f"{what:32} {milliseconds:8.3f} ms  ratio {milliseconds / peer:8.1f}")


if __name__ == "__main__":
    main()

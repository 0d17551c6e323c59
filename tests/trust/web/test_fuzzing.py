"""Damaged files, tables of any shape, requests of any kind: no server error, no wait over ten seconds.

`ROSTER_TEST_LONG=1`: 100 damaged variants of every file of the demonstration, and many more examples.
"""

import io
import random
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from roster.cli import main
from roster.intake.reading import read_list
from roster.plan import load_plan
from roster.positions import load_positions
from roster.problems import FILE_ERRORS
from roster.services.api.tokens import SCOPES
from tests.golden import cases
from tests.intake.test_any_table import files, headed_sheets, sheets
from tests.intake.test_damage import SAMPLES, SECRET, Child, damaged
from tests.tools import LONG
from tests.web.officer import Officer
from tests.web.test_api import token

VARIANTS = 100 if LONG else 2
OF_A_SAMPLE = 100 if LONG else 5
EXAMPLES = 1000 if LONG else 40
SLOWEST = 10.0  # seconds
SEED = "roster"


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The good files of the invented province, of every format."""
    folder = tmp_path_factory.mktemp("lists")
    main(["demo", str(folder)])
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    assert len({path.suffix for path in found}) >= 5
    return found


def inside(data: bytes, rng: random.Random) -> bytes:
    """A package whose parts are damaged, not its table of contents: what a disk or a virus scanner does."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        victim = rng.choice(old.namelist())
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, damaged(content, rng) if name == victim and content else content)
    return out.getvalue()


def variant(data: bytes, rng: random.Random) -> bytes:
    """The file damaged from outside, or inside its package."""
    return (
        inside(data, rng)
        if zipfile.is_zipfile(io.BytesIO(data)) and rng.random() < 0.5
        else damaged(data, rng)
    )


def tried(whole: bytes, path: Path, times: int, child: Child) -> float:
    """Read the file and its damaged variants; the longest time one took."""
    rng, plan, positions = random.Random(f"{SEED} {path.name}"), load_plan(), load_positions()
    slowest = 0.0
    for data in (whole, *(variant(whole, rng) for _ in range(times))):
        path.write_bytes(data)
        begun = time.perf_counter()
        raw = child.read(path, SECRET)
        if raw is not None:
            reading = read_list(raw, plan=plan, positions=positions, today=date(2024, 12, 12))
            assert reading.total == len(reading.people) + len(reading.rejects)
            assert reading.error is None or reading.error.code in FILE_ERRORS
        slowest = max(slowest, time.perf_counter() - begun)
    return slowest


@pytest.mark.slow
def test_damaged_variants_of_every_good_file(demonstration: list[Path], tmp_path: Path) -> None:
    child = Child()
    took = {one.name: tried(one.read_bytes(), tmp_path / one.name, VARIANTS, child) for one in demonstration}
    child.end()
    assert {name: seconds for name, seconds in took.items() if seconds > SLOWEST} == {}
    assert child.deaths <= len(took) * VARIANTS // 20


@pytest.mark.slow
@pytest.mark.parametrize("name", SAMPLES)
def test_damaged_variants_of_a_list_in_every_format(name: str, tmp_path: Path) -> None:
    child = Child()
    assert tried(SAMPLES[name](), tmp_path / name, OF_A_SAMPLE, child) <= SLOWEST
    child.end()
    assert child.deaths <= max(OF_A_SAMPLE // 20, 1)


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(sheets(), headed_sheets()), max_size=3))
def test_the_layout_reader_takes_any_table(parts: list[Any]) -> None:
    begun = time.perf_counter()
    reading = cases.read_raw(files(*parts))
    assert reading.total == len(reading.people) + len(reading.rejects)
    assert time.perf_counter() - begun < SLOWEST


@pytest.mark.parametrize("name", ["a.xlsx", "a.docx", "a.pdf", "a.csv"])
def test_damaged_files_through_the_pages(officer: Officer, name: str) -> None:
    rng, whole = random.Random(SEED), SAMPLES[name]()
    sent = [(f"{number} {name}", damaged(whole, rng)) for number in range(4 if LONG else 1)]
    begun = time.perf_counter()
    assert officer.hand_in(*sent).status_code < 400
    assert officer.client.get("/import/tray").status_code == 200
    for number in officer.on_desk().values():
        assert officer.client.get(f"/import/files/{number}").status_code in {200, 303}
    assert time.perf_counter() - begun < SLOWEST * len(sent) * 3


@pytest.mark.parametrize("path", ["status", "counts", "roster"])
def test_the_json_api_answers_as_described_whatever_is_asked(filled: Flask, path: str) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", filled)
    made, slowest = token(filled, *SCOPES), [0.0]

    @given(case=schema[f"/api/v1/{path}"]["GET"].as_strategy())
    @settings(max_examples=100 if LONG else 15, deadline=None, suppress_health_check=list(HealthCheck))
    def ask(case: Any) -> None:
        begun = time.perf_counter()
        case.call_and_validate(headers={"Authorization": f"Bearer {made}"})
        slowest[0] = max(slowest[0], time.perf_counter() - begun)

    ask()
    assert slowest[0] < SLOWEST

"""Lists as agencies send them (tests/cases/lists/*.toml): written as files and read as by `roster read`.

Knows where cases lie and how they are read in batches; what must come out is `test_lists`' matter.
"""

import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from roster.model import FileReading
from roster.plan import load_plan
from roster.problems import FILE_ERRORS, FLAGS, HOLDS, NOTICES, REJECTS
from roster.services.incoming import intake
from tests.golden.cases import mapping
from tests.intake.list_files import write_case

Case = dict[str, Any]
FOLDER = Path(__file__).parents[1] / "cases"
TODAY = date(2024, 12, 12)
_NEVER_READ = {
    "not_understood",  # no file may make this program fail
    "correction_overtaken",  # told of a person's edits: tests/services/incoming/test_carrying.py
    "group_not_checked",  # likewise: tests/intake/test_mending.py
}


def load_cases() -> dict[str, Case]:
    """All cases by name."""
    paths = sorted((FOLDER / "lists").glob("*.toml"))
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in paths}


def readings_of(cases: Mapping[str, Case], folder: Path) -> dict[str, FileReading]:
    """What every case's file says; read in few batches, in which no two files have the same name."""
    found: dict[str, FileReading] = {}
    for number, batch in enumerate(_batches(cases)):
        files, passwords = {}, {}
        for name in batch:
            place = folder / str(number) / name
            place.mkdir(parents=True)
            path = files[cases[name]["file"]] = write_case(cases[name], place)
            passwords[path] = cases[name].get("password", "")
        settled = [mapping(one) for name in batch for one in cases[name].get("mappings", ())]
        read = intake.read(files, plan=load_plan(), today=TODAY, mappings=settled, passwords=passwords)
        found |= dict(zip(batch, read, strict=True))
    return found


def codes_of(case: Case) -> set[str]:
    """The codes that a case says must come out."""
    expected = case["expect"]
    of_people = (
        person.get(key, ()) for person in expected.get("people", ()) for key in ("flags", "only_flags")
    )
    return {
        *(code for codes in of_people for code in codes),
        *expected.get("held", {}).values(),
        *expected.get("rejects", {}).values(),
        *expected.get("notices", ()),
        *expected.get("problems", ()),
        *filter(None, [expected.get("error")]),
    }


def all_codes() -> set[str]:
    """Every code of a reading; `_NEVER_READ` are told of something else."""
    return {*FLAGS, *HOLDS, *REJECTS, *FILE_ERRORS, *NOTICES} - _NEVER_READ


def _batches(cases: Mapping[str, Case]) -> Iterator[list[str]]:
    """Names of cases to read together: no file name twice, and a case with mappings by itself."""
    left = list(cases)
    while left:
        batch: dict[str, str] = {}
        for name in left:
            if not cases[name].get("mappings"):
                batch.setdefault(cases[name]["file"], name)
        names = list(batch.values()) or left[:1]
        yield names
        left = [name for name in left if name not in names]

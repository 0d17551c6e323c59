"""What comparing again costs after one list of many was replaced, or one pair decided, beside the first time.

Invented lists of many senders; of every hundred people six stand in a second list. Nobody in them exists.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

from sqlalchemy.orm import Session

from benchmarks.long_list import _AGENCIES, _BIRTH_DAYS, _FIRST_BIRTH, _POSTS
from roster.demo.name_tables import load_name_tables, load_surnames
from roster.demo.names import KINH, NameSource, compose
from roster.model import FileReading, PersonRecord, Source
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.store.session import open_database
from roster.text import fold

SIZES = (446, 5_000, 50_000)
_ROWS_OF_A_LIST = 40
_IN_TWO_LISTS = 0.06


def main() -> None:
    """Print a line per size, or for the sizes given."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    for size in sizes:
        print("  ".join(f"{what} {seconds:6.2f} s" for what, seconds in measure(size)), flush=True)


def measure(size: int) -> Iterator[tuple[str, float]]:
    """CPU seconds of each step on a new database."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(str(Path(folder) / "roster.db"))
        lists = readings(size)

        def step(act: Callable[[Session], object]) -> float:
            with database.changing() as session:
                start = time.process_time()
                act(session)
                session.flush()
                return time.process_time() - start

        step(lambda s: intake.supersede(s, lists, by="bench"))
        yield f"{size:6} records: first", step(lambda s: review.compare(s, by="bench"))
        step(lambda s: intake.supersede(s, [corrected(lists[0])], by="bench"))
        yield "one list replaced", step(lambda s: review.ensure_compared(s, by="bench"))
        with database.reading() as session:
            asked = review.questions(session)
        yield "one pair decided", step(lambda s: review.decide(s, asked[0].id, "same", by="bench"))
        step(lambda s: intake.withdraw(s, [lists[1].name], by="bench"))
        yield "one list taken out", step(lambda s: review.ensure_compared(s, by="bench"))
        database.close()


def readings(size: int, seed: int = 1) -> tuple[FileReading, ...]:
    """Lists of invented people; the same seed gives the same people."""
    rng = Random(seed)
    people = list(_people(rng, size))
    return tuple(
        _reading(f"list-{start:06}.xlsx", people[start : start + _ROWS_OF_A_LIST])
        for start in range(0, size, _ROWS_OF_A_LIST)
    )


def corrected(one: FileReading) -> FileReading:
    """The same list with a phone corrected, a person gone and another one's post written otherwise."""
    first, second, *others = one.people[:-1]
    people = (replace(first, phones=("+84900000001",)), replace(second, position="Phó Giám đốc Sở"), *others)
    return replace(one, people=people, sha256=one.sha256[::-1], total=len(people))


def _reading(name: str, people: Sequence[PersonRecord]) -> FileReading:
    placed = tuple(replace(p, source=Source(name, "Sheet1", row)) for row, p in enumerate(people, start=2))
    return FileReading(name, f"{fold(name):>64}", people=placed, total=len(placed))


def _people(rng: Random, size: int) -> Iterator[PersonRecord]:
    tables = load_name_tables()
    names = NameSource(tables, load_surnames(tables), frozenset(map(fold, tables.never.names)))
    known: list[PersonRecord] = []
    for number in range(size):
        if known and rng.random() < _IN_TWO_LISTS:
            again = rng.choice(known)
            yield replace(again, dob=(again.dob or "")[:4], cccd=None, email=None, group="dai_bieu_hdnd")
            continue
        male = rng.random() < 0.6
        birth = _FIRST_BIRTH + timedelta(days=rng.randrange(_BIRTH_DAYS))
        agency = rng.choice(_AGENCIES)
        known.append(
            PersonRecord(
                Source("", "", 0),
                compose(names, rng, gender="Nam" if male else "Nữ", origin=KINH),
                dob=f"{birth:%Y-%m-%d}",
                gender="Nam" if male else "Nữ",
                phones=(f"+849{rng.randrange(10**8):08}",),
                cccd=f"067{0 if male else 1}{birth:%y}{rng.randrange(10**6):06}",
                email=f"nguoi{number}@daknong.gov.vn",
                position=rng.choice(_POSTS),
                agency=agency,
                group="lanh_dao_phong",
            )
        )
        yield known[-1]


if __name__ == "__main__":
    main()

"""How long a copy of a database of 50,000 people takes, and putting it back with all its checks.

`python -m benchmarks.backup [PEOPLE]`; the people are invented, their lists are compared first.
"""

import os
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import increments
from roster.plan import load_plan
from roster.services.incoming import intake
from roster.services.reviewing import review
from roster.services.rounds import book
from roster.services.trust import copies, restoring, unpacking
from roster.store.session import open_database


def main(people: int) -> None:
    """Print the seconds of each step."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ROSTER_DATA"] = folder
        url = f"sqlite:///{folder}/roster.db"
        plan = load_plan("daknong-2024-demo")
        database, _ = book.open_for(open_database(url), plan, "daknong-2024-demo", by="benchmark")
        with database.changing() as session:
            intake.supersede(session, increments.readings(people), by="benchmark")
        with database.changing() as session:
            review.ensure_compared(session, by="benchmark")
        begun = time.perf_counter()
        made = copies.make(database, Path(folder) / "away", now=datetime.now(UTC))
        _tell(f"backup of {people:,} people, {made.copy.size / 1024**2:.0f} MB", begun)
        database.close()
        begun = time.perf_counter()
        room = Path(folder) / "room"
        room.mkdir()
        found = unpacking.unpack(made.copy.path, room)
        restoring.put_in_place(found, restoring.target_of(url), now=datetime.now(UTC))
        open_database(url).close()
        _tell(f"restore, {len(found.findings)} checks, {len(found.faults)} faults", begun)


def _tell(what: str, begun: float) -> None:
    print(f"{what}: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 50_000)

from pathlib import Path

from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from roster.services.kept import Kept


def test_counted_once_per_state_and_database(tmp_path: Path) -> None:
    kept: Kept[int] = Kept()
    asked: list[str] = []

    def count() -> int:
        asked.append("")
        return len(asked)

    for name, state, answer in (("a", 1, 1), ("a", 1, 1), ("b", 1, 2), ("a", 2, 3), ("b", 1, 2)):
        engine = create_engine(f"sqlite:///{tmp_path / name}")
        with Session(engine) as session:
            assert kept(session, state, count) == answer
        engine.dispose()

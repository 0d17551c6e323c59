"""What takes long to count and changes seldom, kept in the memory of the process: one answer per round.

Knows when an answer no longer fits; knows nothing of what is counted.
"""

from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from roster.store import rounds

T = TypeVar("T")
_MOST = 8  # databases: a program uses one, a test run many


class Kept(Generic[T]):
    """Answers by round, each with the state it was made of. Of many who ask at once one counts."""

    def __init__(self) -> None:
        self._answers: dict[tuple[str, int], tuple[object, T]] = {}
        self._counting = Lock()

    def __call__(self, session: Session, state: object, count: Callable[[], T]) -> T:
        """The answer for this state of the session's round; `count` makes it where it is not known."""
        place = (str(session.get_bind().engine.url), rounds.round_of(session))
        with self._counting:
            known = self._answers.get(place)
            if known is None or known[0] != state:
                if len(self._answers) >= _MOST:
                    self._answers.clear()
                known = self._answers[place] = (state, count())
        return known[1]

"""Brings the comparison of all records up to date beside the pages: once, however many ask for it.

Knows the thread it runs in and for how long somebody may be kept waiting; knows no page.
"""

from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import TYPE_CHECKING

from roster.services.reviewing import review

if TYPE_CHECKING:
    from roster.store.session import Database

PATIENCE = 5.0  # seconds: with a few thousand people it is done by then
_AUTHOR = "roster web"  # the comparison is renewed by the page, not by a person


class StillComparingError(Exception):
    """The comparison is being brought up to date, and a page was asked for that needs it."""


class Renewal:
    """Renews the comparison of one database; who asks first waits for it a little, the others do not."""

    def __init__(self, database: "Database", *, patience: float = PATIENCE) -> None:
        self._database = database
        self._patience = patience
        self._thread = ThreadPoolExecutor(1, "renewal")
        self._running: Future[None] | None = None
        self._asking = Lock()

    def begin(self) -> Future[None] | None:
        """Begin, unless it is under way: None then."""
        with self._asking:
            if self._running and not self._running.done():
                return None
            self._running = self._thread.submit(self._renew)
            return self._running

    def is_done(self) -> bool:
        """Whether it is done by now: begun first if it is not under way. Raises what stopped it."""
        begun = self.begin()
        if begun is None:
            return False
        try:
            begun.result(timeout=self._patience)
        except TimeoutError:
            return False
        return True

    def _renew(self) -> None:
        with self._database.reading() as session:  # what takes longest holds up nobody who writes
            review.get_ready(session)
            is_compared = review.is_compared(session)
        if not is_compared:
            with self._database.changing() as session:
                review.ensure_compared(session, by=_AUTHOR)

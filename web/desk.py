"""Where files handed in are read: one worker in the background, its results until somebody puts them in.

Knows which upload is at which stage; the files lie in `services.incoming.uploads`' folder, so what a stopped
server had not read is read by the next one. Keeps passwords in memory only, until their file was read.
"""

import threading
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from flask import Flask, current_app

from roster import error_log, privacy
from roster.model import FileError, FileReading
from roster.services.incoming import mappings, understanding, uploads
from roster.services.incoming.mappings import Suggestion
from roster.services.incoming.understanding import Understood
from roster.services.incoming.uploads import Upload
from web.house import House

if TYPE_CHECKING:
    from roster.model import RawFile

Stage: TypeAlias = Literal["waiting", "reading", "read"]
_NAME = "roster.desk"


@dataclass(frozen=True, slots=True)
class OnDesk:
    """One upload and how far it is; `understood` once it is read."""

    upload: Upload
    stage: Stage
    understood: Understood | None = None


class Desk:
    """The uploads of one application. The worker lives while there is something to read."""

    def __init__(self, here: House) -> None:
        self._here = here
        self._lock = threading.Lock()
        self._queue: deque[str] = deque()
        self._now = ""
        self._read: dict[str, Understood] = {}
        self._passwords: dict[Path, str] = {}
        self._worker: threading.Thread | None = None

    @property
    def folder(self) -> Path:
        """Where the round's uploads lie: beside the database's file, else in the user's data folder."""
        everything = self._here.database.base / uploads.FOLDER
        return uploads.folder_of_round(everything, self._here.database.round_id)

    def all(self) -> tuple[OnDesk, ...]:
        """Every upload, in the order they came; those not read yet are queued."""
        found = uploads.waiting(self.folder)
        numbers = [one.number for one in found]
        with self._lock:
            self._read = {number: one for number, one in self._read.items() if number in numbers}
            self._queue_missing(numbers)
            return tuple(self._placed(one) for one in found)

    def find(self, number: str) -> OnDesk:
        """One upload. Raises `UserError` (no_such_upload)."""
        found = uploads.find(self.folder, number)
        with self._lock:
            self._queue_missing([number])
            return self._placed(found)

    def read_again(self, number: str, *, password: str = "") -> None:
        """Forget what a file said and read it once more, with a password where it needs one."""
        with self._lock:
            self._read.pop(number, None)
            if password:
                self._passwords[self.folder / number] = password
            self._queue_missing([number])

    def discard(self, number: str) -> None:
        """Delete an upload and what it said."""
        uploads.discard(self.folder, number)
        with self._lock:
            self._read.pop(number, None)
            self._passwords.pop(self.folder / number, None)

    def expire(self) -> int:
        """Delete what has waited past its date; how many files."""
        days = privacy.load_rules().waiting_days(self._here.today())
        return uploads.expire(self.folder, now=datetime.now(UTC), days=days)

    def finish(self) -> None:
        """Wait until everything that is queued was read."""
        worker = self._worker
        if worker:
            worker.join()

    def _placed(self, upload: Upload) -> OnDesk:
        if upload.number in self._read:
            return OnDesk(upload, "read", self._read[upload.number])
        return OnDesk(upload, "reading" if upload.number == self._now else "waiting")

    def _queue_missing(self, numbers: list[str]) -> None:
        """Queue what is neither read nor queued, and see to it that somebody reads; the lock is held."""
        known = {*self._read, *self._queue, self._now}
        self._queue.extend(number for number in numbers if number not in known)
        if self._queue and self._worker is None:
            self._worker = threading.Thread(target=self._work, name="desk", daemon=True)
            self._worker.start()

    def _work(self) -> None:
        """Read until nothing is queued; a fault of the program costs the file, not the worker."""
        while True:
            try:
                for raw in understanding.raws(self._next(), passwords=self._passwords):
                    self._keep(raw)
            except Exception as fault:
                self._give_up(error_log.record(fault))
            with self._lock:
                if not self._queue:
                    self._worker, self._now = None, ""
                    return

    def _next(self) -> Iterator[tuple[str, Path]]:
        """The queued files that are still there, each the one being read until the next is asked for."""
        while True:
            with self._lock:
                self._now = self._queue.popleft() if self._queue else ""
                number = self._now
            if not number:
                return
            found = next((one for one in uploads.waiting(self.folder) if one.number == number), None)
            if found:
                yield found.name, uploads.path_of(self.folder, found)

    def _keep(self, raw: "RawFile") -> None:
        with self._here.database.reading() as session:
            known = mappings.recall(session)
        one = understanding.understand(raw, plan=self._here.plan, today=self._here.today(), known=known)
        with self._lock:
            self._read[self._now] = one
            self._passwords.pop(self.folder / self._now, None)

    def _give_up(self, reference: str) -> None:
        """The file being read is the one at which the program failed."""
        with self._lock:
            if not self._now:
                return
            error = FileError("not_understood", {"reference": reference})
            self._read[self._now] = Understood(FileReading("", "", error=error), Suggestion("", "", ()))
            self._passwords.pop(self.folder / self._now, None)


def furnish(app: Flask, here: House) -> None:
    """Give an application its desk; what an earlier server left is read."""
    desk = app.extensions[_NAME] = Desk(here)
    desk.all()


def current() -> Desk:
    """The desk of the application of this request."""
    found: Desk = current_app.extensions[_NAME]
    return found

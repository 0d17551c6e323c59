"""Makes PDFs of hand-overs beside the pages, one hand-over at a time.

Knows which are being made and what went wrong at the last attempt; nothing is lost where a server stops, as
what is missing is asked for again on the page of the hand-over.
"""

import threading
from dataclasses import dataclass
from pathlib import Path

from flask import Flask, current_app

from roster import error_log
from roster.errors import UserError
from roster.services.handovers import renderings
from roster.services.handovers.documents import Extras
from roster.services.shelf import shelf
from roster.survey.hand_over import HandOver
from web.house import House

_NAME = "roster.rendering"


@dataclass(frozen=True, slots=True)
class Job:
    """PDFs to make: of which hand-over, protected how, for whom; `folder` holds the kept files."""

    made: HandOver
    extras: Extras
    by: str
    folder: Path


class Press:
    """The PDFs being made for one application. Who asks twice for those of one hand-over gets them once."""

    def __init__(self, here: House) -> None:
        self._here = here
        self._lock = threading.Lock()
        self._one_at_a_time = threading.Lock()
        self._working: dict[int, threading.Thread] = {}
        self._refusals: dict[int, UserError] = {}

    def begin(self, job: Job) -> None:
        """Begin, unless those of this hand-over are being made."""
        with self._lock:
            if job.made.id in self._working:
                return
            self._refusals.pop(job.made.id, None)
            worker = threading.Thread(target=self._work, args=(job,), name="press", daemon=True)
            self._working[job.made.id] = worker
            worker.start()

    def is_working(self, made: HandOver) -> bool:
        """Whether PDFs of this hand-over are being made."""
        return made.id in self._working

    def refusal(self, made: HandOver) -> UserError | None:
        """Why the last attempt made none; None where there was no attempt, or it went well."""
        return self._refusals.get(made.id)

    def finish(self) -> None:
        """Wait until nothing is being made."""
        for worker in list(self._working.values()):
            worker.join()

    def _work(self, job: Job) -> None:
        try:
            with self._one_at_a_time:
                self._make(job)
        except UserError as refusal:
            self._refusals[job.made.id] = refusal
        except Exception as fault:
            self._refusals[job.made.id] = _unexpected(error_log.record(fault))
        finally:
            with self._lock:
                self._working.pop(job.made.id, None)

    def _make(self, job: Job) -> None:
        rendered = renderings.convert(job.folder, job.made, job.extras)
        with shelf(job.folder) as where, self._here.database.changing() as session:
            renderings.keep(session, where, job.made, rendered, by=job.by)


def furnish(app: Flask, here: House) -> None:
    """Give an application its press."""
    app.extensions[_NAME] = Press(here)


def current() -> Press:
    """The press of the application of this request."""
    found: Press = current_app.extensions[_NAME]
    return found


def _unexpected(reference: str) -> UserError:
    return UserError(
        "not_rendered",
        "No PDF files were made because of an error of the program, number {reference}. Try again; if it "
        "happens again, tell who looks after it.",
        reference=reference,
    )

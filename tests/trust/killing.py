"""Starts a process, lets it work for a while, kills it as `kill -9` does."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

from tests.trust import acts

_PATIENCE = 120.0  # seconds until a process must have begun: the machine may be busy


def killed(kind: str, url: str, notes: Path, *, run: int, after: float) -> list[int]:
    """Run `acts.work` for `after` seconds behind its beginning; the log's last line after each act kept."""
    notes.unlink(missing_ok=True)
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.trust.acts"])
    process = context.Process(target=acts.work, args=(kind, url, str(notes), run))
    process.start()
    until = time.monotonic() + _PATIENCE
    while not _lines(notes):
        assert time.monotonic() < until, "the process did not begin"
        assert process.is_alive() or _lines(notes), "the process ended before it was killed"
        time.sleep(0.005)
    time.sleep(after)
    os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    assert process.exitcode in (0, -signal.SIGKILL), f"the process failed: {process.exitcode}"
    return [int(line) for line in _lines(notes)[1:]]


def _lines(notes: Path) -> list[str]:
    """Whole lines only: the last one may have been cut short."""
    return notes.read_text(encoding="utf-8").split("\n")[:-1] if notes.exists() else []

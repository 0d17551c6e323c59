"""Starts a process, lets it act, kills it at a random point of an act as `kill -9` does."""

import multiprocessing
import random
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.trust.durable import acts

_PATIENCE = 300.0  # seconds for one act: the machine may be busy
_STEP = 0.002


@dataclass
class Killer:
    """Kills processes of one kind; `act` is how long (seconds) the last act took that was seen whole."""

    kind: str
    notes: Path
    act: float = 0.2
    chance: random.Random = field(default_factory=lambda: random.Random(845))

    def kill(self, url: str, run: int, *, acts_before: int) -> list[int]:
        """Kill behind some acts, within the next one; the log's last line after each act that was kept."""
        self.notes.unlink(missing_ok=True)
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.trust.durable.acts"])
        process = context.Process(target=acts.work, args=(self.kind, url, str(self.notes), run))
        process.start()
        for number in range(1 + acts_before):  # the first line says that it is ready
            begun = time.monotonic()
            self._wait(lambda: len(self._lines()) > number or not process.is_alive())  # noqa: B023 - called at once
            self.act = time.monotonic() - begun if number else self.act
        time.sleep(self.chance.uniform(0, 1.2) * self.act)
        process.kill()
        process.join()
        assert process.exitcode in (0, -signal.SIGKILL), f"the process failed by itself: {process.exitcode}"
        return [int(line) for line in self._lines()[1:]]

    def _lines(self) -> list[str]:
        """Whole lines only: the last one may have been cut short."""
        return self.notes.read_text(encoding="utf-8").split("\n")[:-1] if self.notes.exists() else []

    def _wait(self, done: Callable[[], bool]) -> None:
        until = time.monotonic() + _PATIENCE
        while not done():
            assert time.monotonic() < until, "nothing happened"
            time.sleep(_STEP)

"""Runs a whole process and says what it cost: wall seconds, CPU seconds, peak memory, exit code."""

import compileall
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Event, Thread

import roster

_EVERY = 0.05  # seconds

# Linux counts the memory of whoever starts a process into that process's peak, so a small one starts it.
_STARTER = """
import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[2:])
with open(int(sys.argv[1]), "w") as told:
    print(process.pid, file=told, flush=True)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    print(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, process.returncode, file=told)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process and its children cost. `peak_mb` is the largest single process."""

    wall: float
    cpu: float
    peak_mb: float
    code: int


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, output discarded. POSIX only (`os.wait4`)."""
    return run_watched(command, lambda _process: None)


def run_with_family(command: Sequence[str]) -> tuple[Cost, float]:
    """As `run`, and the most memory (MB) that it and its children held together; 0 where /proc is missing.

    Pages that they share are counted once for each.
    """
    family = _Family()
    cost = run_watched(command, family.watch)
    family.stop()
    return cost, family.peak_mb


def run_watched(command: Sequence[str], watch: Callable[[int], None]) -> Cost:
    """As `run`; `watch` hears the id of the process once it has started."""
    heard, told = os.pipe()
    starter = [sys.executable, "-I", "-S", "-c", _STARTER, str(told), *command]
    with subprocess.Popen(
        starter, env=_as_installed(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, pass_fds=[told]
    ):
        os.close(told)
        with os.fdopen(heard, encoding="ascii") as lines:
            watch(int(lines.readline()))
            wall, cpu, peak, code = lines.readline().split()
    return Cost(wall=float(wall), cpu=float(cpu), peak_mb=int(peak) / 1024, code=int(code))


@cache
def _as_installed() -> dict[str, str]:
    """An environment in which our modules are compiled once, as pip does with the peers'."""
    compileall.compile_dir(str(Path(roster.__file__).parent), quiet=1)
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


class _Family:
    """Looks at a process and its children every now and then, in a thread of its own."""

    def __init__(self) -> None:
        self.peak_mb = 0.0
        self._over = Event()
        self._thread = Thread(daemon=True)

    def watch(self, pid: int) -> None:
        """Begin to look."""
        self._thread = Thread(target=self._look, args=(pid,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Look no more."""
        self._over.set()
        self._thread.join()

    def _look(self, pid: int) -> None:
        while not self._over.wait(_EVERY):
            self.peak_mb = max(self.peak_mb, sum(map(_resident_mb, _family(pid))))


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
            yield from _family(int(child))


def _resident_mb(pid: int) -> float:
    try:
        pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    except OSError:  # it has ended
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1024**2


def best_of(command: Sequence[str], times: int) -> Cost:
    """The run with the least wall time of several: what the command costs when nothing else disturbs it."""
    return min((run(command) for _ in range(times)), key=lambda cost: cost.wall)

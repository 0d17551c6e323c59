"""Runs a whole process and says what it cost: wall seconds, CPU seconds, peak memory, exit code."""

import os
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process and its children cost. `peak_mb` is the largest single process."""

    wall: float
    cpu: float
    peak_mb: float
    code: int


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end, output discarded. POSIX only (`os.wait4`)."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Cost(
        wall=time.perf_counter() - start,
        cpu=usage.ru_utime + usage.ru_stime,
        peak_mb=usage.ru_maxrss / 1024,
        code=process.returncode,
    )


def best_of(command: Sequence[str], times: int) -> Cost:
    """The run with the least wall time of several: what the command costs when nothing else disturbs it."""
    return min((run(command) for _ in range(times)), key=lambda cost: cost.wall)

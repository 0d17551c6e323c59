"""Processor time for a piece of work that a library does: over it, the work is refused where it stands.

For libraries written in Python, which a signal interrupts anywhere. Where a system has no such timer
(Windows) the watchdog of `intake.reader` ends the whole process later. Knows nothing of what the work is.
"""

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from roster.intake.formats.limits import Refused

_AGAIN = 0.05  # seconds: a library may catch what it does not know


@contextmanager
def processor_time(seconds: float) -> Iterator[Callable[[float], None]]:
    """Raise `Refused` (too_large) in the work once it has had its time; what is given grants it more."""
    if not hasattr(signal, "setitimer"):
        yield lambda _more: None
        return
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield _grant
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise Refused("too_large", limit="processor time")


def _grant(seconds: float) -> None:
    left, _ = signal.getitimer(signal.ITIMER_PROF)
    signal.setitimer(signal.ITIMER_PROF, left + seconds, _AGAIN)

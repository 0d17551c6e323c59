"""The log of unexpected errors: kind and places in the program, never a value of any list.

Knows where the log lies and what may stand in it; knows nothing of what failed.
"""

import hashlib
import os
import traceback
from datetime import UTC, datetime

from roster import settings

NAME = "errors.log"
_REFERENCE = 8  # hexadecimal digits


def record(error: Exception) -> str:
    """Put an error on record; returns the reference to show, the same for the same error at the same places.

    The error's text may quote somebody's list, so it is left out.
    """
    frames = traceback.extract_tb(error.__traceback__)
    places = " < ".join(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in reversed(frames))
    line = f"{type(error).__name__} {places}"
    reference = hashlib.sha256(line.encode()).hexdigest()[:_REFERENCE]
    _append(f"{datetime.now(UTC).isoformat(timespec='seconds')} {reference} {line}\n")
    return reference


def _append(line: str) -> None:
    path = settings.user_data_dir() / NAME
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND, 0o600), "a") as log:
            log.write(line)
    except OSError:
        return  # the reference is still shown; a full disk must not hide the first error

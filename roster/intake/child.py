"""The parsing child, `python -m roster.intake.child`: one request a line in, one `RawFile` a line out.

Limits itself where the system can (memory, processor time, no files written), so that a file made to do harm
costs this process and not the one that asked. Knows nothing of what lists mean.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from roster.intake import rawjson
from roster.intake.formats.limits import MAX_MEMORY_BYTES, memory, patience
from roster.intake.parse import parse
from roster.model import FileError, RawFile

READY = b"ready\n"


def main() -> None:
    """Serve requests from standard input until it ends."""
    gc.disable()  # values of cells hold no circles, and millions of them are slow to search for some
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides; it ends this process itself
    with os.fdopen(os.dup(1), "wb") as answers:
        os.dup2(2, 1)  # what a library prints must not reach the answers
        limit_resources()
        answers.write(READY)
        answers.flush()
        serve(sys.stdin.buffer, answers)


def serve(requests: Iterable[bytes], answers: BinaryIO) -> None:
    """Answer each `{"path": …, "name": …, "password": …}` with one line of `rawjson`."""
    for line in requests:
        request = json.loads(line)
        path = Path(request["path"])
        _limit(path)
        answer = rawjson.encode(_read(path, request["name"], request["password"]))
        answers.write(answer.encode("utf-8", "replace") + b"\n")
        answers.flush()


def _read(path: Path, name: str, password: str) -> RawFile:
    try:
        return parse(path, name, password)
    except OSError as failure:
        return RawFile(name, "", error=FileError("corrupt", {"reason": type(failure).__name__}))
    except BaseException as panic:
        if isinstance(panic, KeyboardInterrupt | SystemExit):
            raise
        # a Rust library's panic is no Exception
        return RawFile(name, "", error=FileError("corrupt", {"reason": type(panic).__name__}))


def limit_resources() -> None:
    """POSIX only: bounded memory, no files written, no memory image left behind when the process dies."""
    try:
        import resource
    except ImportError:  # Windows: the parent's watchdog and the checks before reading remain
        return
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(path: Path) -> None:
    """Memory and processor time for the next file, by its size; so an orphaned child ends too."""
    try:
        import resource

        size = path.stat().st_size
    except (ImportError, OSError):
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(used.ru_utime + used.ru_stime + patience(size)) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_AS, (memory(size), MAX_MEMORY_BYTES))


if __name__ == "__main__":
    main()

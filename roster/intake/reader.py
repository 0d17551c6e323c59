"""Reads a batch of files through one child process that parses them under limits.

A child that dies or does not answer costs the file it was reading; the next file gets a new child. Knows the
protocol and the watchdog; knows nothing of formats or of what the lists mean.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Timer
from types import MappingProxyType, TracebackType
from typing import IO, Self, cast

from roster.intake import rawjson
from roster.intake.child import READY
from roster.intake.formats.limits import MAX_FILE_BYTES, patience
from roster.model import FileError, RawFile

_COMMAND = (sys.executable, "-P", "-B", "-X", "utf8", "-m", "roster.intake.child")
_LARGE_ANSWER = 4 * 1024 * 1024  # bytes: such a list costs far more than starting another child
_FAREWELL = 1.0  # seconds an idle child gets to end by itself
_OUT_OF_RESOURCES = frozenset(
    -getattr(signal, name) for name in ("SIGABRT", "SIGKILL", "SIGXCPU") if hasattr(signal, name)
)


def read_files(
    paths: Sequence[Path],
    *,
    on_read: Callable[[int], None] | None = None,
    passwords: Mapping[Path, str] = MappingProxyType({}),
) -> list[RawFile]:
    """The files in the order given; whatever is wrong with one is its `error`, nothing is raised for it.

    `on_read` hears how many files are done after each. A file's `name` is its name without the folder.
    `passwords` open encrypted files; they go to the child through its pipe and nowhere else.
    """
    readings = []
    for reading in read_each(paths, passwords=passwords):
        readings.append(reading)
        if on_read:
            on_read(len(readings))
    return readings


def read_each(
    paths: Iterable[Path], *, passwords: Mapping[Path, str] = MappingProxyType({})
) -> Iterator[RawFile]:
    """One file after the other, for callers that need not hold them all; otherwise as `read_files`."""
    yield from read_named(((path.name, path) for path in paths), passwords=passwords)


def read_named(
    files: Iterable[tuple[str, Path]], *, passwords: Mapping[Path, str] = MappingProxyType({})
) -> Iterator[RawFile]:
    """As `read_each`, for files that lie under another name than their senders gave them: name and path."""
    with ParsingChild() as child:
        for name, path in files:
            yield child.read(path, passwords.get(path, ""), name=name)


class ParsingChild:
    """One parsing process, started for the first file and again after it died."""

    def __init__(self, *, wait: Callable[[int], float] = patience) -> None:
        """`wait` says how many seconds a file of so many bytes may take."""
        self._process: subprocess.Popen[bytes] | None = None
        self._wait = wait

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def read(self, path: Path, password: str = "", *, name: str = "") -> RawFile:
        """The file as parsed, or with `too_large` or `corrupt` when the child did not survive it.

        `name` is the sender's, where it lies under another one.
        """
        name = os.fsencode(name or path.name).decode("utf-8", "replace")
        process = self._process or self._start()
        request = {"path": str(path.absolute()), "name": name, "password": password}
        answer = self._ask(process, request, self._wait(_size(path)))
        if not answer:
            code = self._end()
            return _failed(path, name, "too_large" if code in _OUT_OF_RESOURCES else "corrupt")
        try:
            reading = rawjson.decode(answer)
        except (ValueError, KeyError, TypeError):  # a child that was taken over
            reading = _failed(path, name, "corrupt")
        if reading.error or len(answer) > _LARGE_ANSWER:  # no memory of a bad or large file is kept
            self._end()
        return reading

    def _ask(self, process: subprocess.Popen[bytes], request: dict[str, str], seconds: float) -> bytes:
        """The child's line, b'' when it died before or had to be killed."""
        requests, answers = _pipes(process)
        watchdog = Timer(seconds, process.kill)
        watchdog.start()
        try:
            requests.write(json.dumps(request).encode("ascii") + b"\n")
            requests.flush()
            answer = answers.readline()
            return answer if answer.endswith(b"\n") else b""
        except OSError:  # the pipe broke
            return b""
        finally:
            watchdog.cancel()

    def _start(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(  # noqa: S603 - our own module, started by our own interpreter
            _COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        self._process = process
        if _pipes(process)[1].readline() != READY:
            fault = f"the parsing process did not start (exit code {self._end()})"
            raise RuntimeError(fault)
        return process

    def _end(self) -> int | None:
        """Let an idle child end, kill a busy one; its exit code."""
        process, self._process = self._process, None
        if process is None:
            return None
        with suppress(OSError), process:  # closes the pipes and waits
            try:
                process.communicate(timeout=_FAREWELL)
            except subprocess.TimeoutExpired:
                process.kill()
        return process.returncode


def _pipes(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where requests go and answers come from: `_start` asked for both."""
    return cast(IO[bytes], process.stdin), cast(IO[bytes], process.stdout)


def _failed(path: Path, name: str, code: str) -> RawFile:
    return RawFile(name, _digest(path), error=FileError(code))


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if _size(path) <= MAX_FILE_BYTES else ""
    except OSError:
        return ""


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0

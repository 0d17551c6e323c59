"""Writes results whole or not at all, and says in our own words why a place cannot be written.

Knows files and what the system says about them; knows nothing of what is written.
"""

import errno
from collections.abc import Iterable
from pathlib import Path

from roster.errors import UserError

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})
_IN_THE_WAY = frozenset({errno.EEXIST, errno.ENOTDIR, errno.EISDIR})


def write_whole(path: Path, content: bytes) -> None:
    """Write a file and the folders it needs; an earlier one stays as it is unless all went well.

    Raises `UserError` (see `refusal`).
    """
    write_pieces(path, [content])


def write_pieces(path: Path, pieces: Iterable[bytes]) -> None:
    """As `write_whole`, of what comes piece by piece and need not stand in memory."""
    unfinished = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with unfinished.open("wb") as target:
            target.writelines(pieces)
        unfinished.replace(path)
    except OSError as fault:
        _forget(unfinished)
        raise refusal(str(path), fault) from None
    except BaseException:
        _forget(unfinished)
        raise


def refusal(place: str, fault: OSError) -> UserError:
    """Why `place` cannot be written and what to do (a code for each kind)."""
    if isinstance(fault, PermissionError) or fault.errno == errno.EROFS:
        return UserError(
            "no_permission",
            "{file} cannot be written: it is open in another program (Excel), or you may not write there. "
            "Close it, or write somewhere else.",
            file=place,
        )
    if fault.errno in _NO_ROOM:
        return UserError(
            "no_room", "{file} cannot be written: the disk is full. Make room and try again.", file=place
        )
    if fault.errno in _IN_THE_WAY:
        return UserError(
            "in_the_way",
            "{file} cannot be written: a file or folder of that name, or of one of the folders above it, is "
            "in the way. Choose another name.",
            file=place,
        )
    if fault.errno == errno.ENOENT:
        return UserError(
            "no_such_place",
            "{file} cannot be written: the folder or drive does not exist. Check the path.",
            file=place,
        )
    return UserError(
        "cannot_write",
        "{file} cannot be written ({fault}). Check the folder, or write somewhere else.",
        file=place,
        fault=fault.strerror or type(fault).__name__,
    )


def _forget(unfinished: Path) -> None:
    try:
        unfinished.unlink(missing_ok=True)
    except OSError:
        return  # the first fault is the one to tell

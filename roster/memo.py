"""Keeps what was built: from a plan or another table, by its identity; from a file, while it stays as it was.

Comparing or hashing a whole plan for every row would cost more than the look-up itself.
"""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

_MOST = 16  # tables alive at once: a program uses one or two, a test run many


def by_identity(build: Callable[P, T]) -> Callable[P, T]:
    """Call `build` once per combination of argument objects; the arguments are kept alive with the result."""
    kept: dict[tuple[int, ...], tuple[object, T]] = {}

    @wraps(build)
    def get(*args: P.args, **kwargs: P.kwargs) -> T:
        key = tuple(map(id, args))
        known = kept.get(key)
        if known is None:
            if len(kept) >= _MOST:
                kept.clear()
            known = kept[key] = (args, build(*args, **kwargs))
        return known[1]

    return get


def by_file(build: Callable[[Path], T]) -> Callable[[Path], T]:
    """Call `build` once per file, and again once the file has changed. Raises as `build`, and `OSError`."""
    kept: dict[Path, tuple[tuple[int, int], T]] = {}

    @wraps(build)
    def get(path: Path) -> T:
        stands = path.stat()
        changed = (stands.st_mtime_ns, stands.st_size)
        known = kept.get(path)
        if known is None or known[0] != changed:
            if len(kept) >= _MOST:
                kept.clear()
            known = kept[path] = (changed, build(path))
        return known[1]

    return get

"""The weights in use, read anew only when their file has changed: every page asks for them.

Knows the file; what stands in it is `dedupe.model`'s matter.
"""

from functools import lru_cache
from pathlib import Path

from roster import datafiles
from roster.dedupe import model
from roster.dedupe.model import Model


def in_use() -> Model:
    """The weights of `data/matching.toml` as the file is now. Raises as `model.load_model` does."""
    path = datafiles.find(model.MATCHING_FILE)
    return _read(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _read(path: Path, _changed: int) -> Model:
    return model.load_model(path)

"""Python's search for dead circles of objects, stopped where a command makes millions that live on."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search() -> Iterator[None]:
    """Millions of objects live until the end, none of them in a circle: searching them costs for nothing."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()

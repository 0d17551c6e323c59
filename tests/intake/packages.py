"""Zip packages for tests: made of parts, or taken apart and changed."""

import io
import zipfile
from collections.abc import Callable, Iterable, Mapping

Change = Callable[[str, bytes], bytes]  # name and content of a part -> its new content


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of the given parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def changed(data: bytes, change: Change) -> bytes:
    """A package with all its parts changed; one that stays as it was is a mistake in the test."""
    before = parts_of(data)
    after = {name: change(name, content) for name, content in before.items()}
    assert after != before
    return zipped(after)


def repacked(
    data: bytes, *, replace: Iterable[tuple[str, str]] = (), add: Mapping[str, str | bytes] | None = None
) -> bytes:
    """A package with texts replaced in all its parts and parts added."""
    parts: dict[str, str | bytes] = dict(parts_of(data))
    for old, new in replace:
        assert any(old.encode() in content for content in parts.values() if isinstance(content, bytes))
        parts = {
            name: content.replace(old.encode(), new.encode()) if isinstance(content, bytes) else content
            for name, content in parts.items()
        }
    return zipped(parts | dict(add or {}))

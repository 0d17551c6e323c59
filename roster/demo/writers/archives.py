"""Makes a zipped office file the same bytes every time: no trace of when it was written."""

import io
import zipfile
from pathlib import Path


def repack(path: Path) -> None:
    """Rewrite the archive with the same entries in the same order, all dated 1 January 1980."""
    packed = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(packed, "w") as new:
        for entry in old.infolist():
            plain = zipfile.ZipInfo(entry.filename)
            plain.compress_type = entry.compress_type
            new.writestr(plain, old.read(entry))
    path.write_bytes(packed.getvalue())

"""Whether a file lies on a network drive, where SQLite's write-ahead log and locks cannot be trusted.

Knows how Linux and Windows tell; on other systems the answer is no.
"""

import sys
from pathlib import Path, PurePosixPath

NETWORK_FILESYSTEMS = frozenset(
    {"9p", "afs", "ceph", "cifs", "davfs", "fuse.sshfs", "ncpfs", "nfs", "nfs4", "smb3", "smbfs"}
)
_WINDOWS_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW


def on_network_drive(path: Path) -> bool:
    """Whether `path` (which need not exist yet) lies on a network drive."""
    place = path.resolve()
    if sys.platform == "win32":
        return _is_remote_windows(place)
    mounts = Path("/proc/self/mountinfo")
    if not mounts.is_file():
        return False
    return filesystem_of(PurePosixPath(place), mounts.read_text(encoding="utf-8")) in NETWORK_FILESYSTEMS


def filesystem_of(path: PurePosixPath, mountinfo: str) -> str:
    """The file system type of the longest mount point above `path`, by Linux's mountinfo table (proc(5))."""
    best, kind = -1, ""
    for line in mountinfo.splitlines():
        before, _, after = line.partition(" - ")
        mount = PurePosixPath(before.split(" ")[4].replace("\\040", " "))
        if (path == mount or mount in path.parents) and len(mount.parts) >= best:
            best, kind = len(mount.parts), after.split(" ")[0]
    return kind


def _is_remote_windows(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    import ctypes  # of no use elsewhere

    kind: int = ctypes.windll.kernel32.GetDriveTypeW(path.anchor)  # type: ignore[attr-defined,unused-ignore]  # Windows only
    return kind == _WINDOWS_REMOTE

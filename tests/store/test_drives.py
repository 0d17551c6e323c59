from pathlib import Path, PurePosixPath

import pytest

from roster.store import drives

MOUNTS = """\
22 1 8:1 / / rw,relatime - ext4 /dev/sda1 rw
40 22 0:40 / /mnt/office rw,relatime shared:1 - cifs //server/share rw
41 40 0:41 / /mnt/office/local rw - ext4 /dev/sdb1 rw
42 22 0:42 / /media/my\\040drive rw - nfs4 nas:/vol rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/officer/roster.db", "ext4"),
        ("/mnt/office/roster.db", "cifs"),
        ("/mnt/office/local/roster.db", "ext4"),
        ("/mnt/officer/roster.db", "ext4"),
        ("/media/my drive/roster.db", "nfs4"),
    ],
)
def test_the_longest_mount_point_decides(path: str, kind: str) -> None:
    assert drives.filesystem_of(PurePosixPath(path), MOUNTS) == kind


def test_shares_are_network_drives() -> None:
    assert {"cifs", "nfs4", "smb3"} <= drives.NETWORK_FILESYSTEMS


def test_a_temporary_folder_is_not(tmp_path: Path) -> None:
    assert not drives.on_network_drive(tmp_path / "roster.db")

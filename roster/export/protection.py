"""Files behind a password: a workbook as Excel protects it, a zip archive encrypted with AES-256.

Knows the two libraries; keeps no password and writes it nowhere.
"""

from collections.abc import Mapping
from io import BytesIO

import pyzipper
from msoffcrypto.format.ooxml import OOXMLFile

from roster.errors import UserError

SHORTEST = 8  # characters: what is sent by mail can be tried without end


def check_password(password: str) -> None:
    """Refuse a password that is too short (weak_password)."""
    if len(password) < SHORTEST:
        raise UserError(
            "weak_password",
            "The password has fewer than {least} characters. Choose a longer one, and tell it to the "
            "receiver by another way than the file.",
            least=SHORTEST,
        )


def workbook(content: bytes, password: str) -> bytes:
    """The workbook encrypted as Office does it (ECMA-376 agile encryption). Raises weak_password."""
    check_password(password)
    return workbook_again(content, password)


def workbook_again(content: bytes, password: str) -> bytes:
    """What came behind a password, behind the same one again: its owner chose it, however short it is."""
    target = BytesIO()
    OOXMLFile(BytesIO(content)).encrypt(password, target)
    return target.getvalue()


def archive(files: Mapping[str, bytes], password: str) -> bytes:
    """A zip archive of the files, encrypted with AES-256 (WinZip's AE-2). Raises weak_password."""
    check_password(password)
    target = BytesIO()
    with pyzipper.AESZipFile(
        target, "w", compression=pyzipper.ZIP_DEFLATED, encryption=pyzipper.WZ_AES
    ) as packed:
        packed.setpassword(password.encode())
        for name, content in files.items():
            packed.writestr(name, content)
    return target.getvalue()

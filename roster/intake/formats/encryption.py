"""Opens a workbook or document that Office encrypted, with the password that was given.

Knows the container of encrypted files ([MS-OFFCRYPTO]) through msoffcrypto; keeps and prints no password.
"""

import io

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
from msoffcrypto.format import xls97
from msoffcrypto.format.ooxml import OOXMLFile

from roster.intake.formats.limits import Refused


class _Memory:
    """Stands for `tempfile` in the decryption of old workbooks: the parsing child may write no file."""

    TemporaryFile = io.BytesIO


xls97.tempfile = _Memory


def decrypted(data: bytes, password: str) -> bytes:
    """The file as it was before it was encrypted. Raises `Refused` (password) for a wrong one."""
    out = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if isinstance(file, OOXMLFile):
            file.load_key(password=password, verify_password=True)
        else:  # the older kinds verify by themselves
            file.load_key(password=password)
        file.decrypt(out)
    except (InvalidKeyError, DecryptionError):
        raise Refused("password") from None
    return out.getvalue()

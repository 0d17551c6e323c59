"""Encrypts what must not be read from the database alone, under a key that lies in a file of its own.

Knows files and Fernet (AES-128 with HMAC, the cryptography package); a lost key means that what it sealed is
lost: nothing is sealed that cannot be made anew.
"""

import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from roster import writing

FILE = "second-step.key"


class Sealer:
    """Seals and opens short texts; the key is made when something is first sealed."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE

    def seal(self, text: str) -> str:
        """The text as only the key opens it. Raises `UserError` where the key's file cannot be written."""
        try:
            self._make()
            return Fernet(self._path.read_bytes()).encrypt(text.encode()).decode()
        except OSError as fault:
            raise writing.refusal(str(self._path), fault) from None

    def open(self, sealed: str) -> str | None:
        """The text again; None without the key it was sealed with."""
        try:
            return Fernet(self._path.read_bytes()).decrypt(sealed.encode()).decode()
        except (OSError, ValueError, InvalidToken):
            return None

    def _make(self) -> None:
        """A new key for the owner only, where there is none; of two made at once the first counts."""
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            number = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return
        with os.fdopen(number, "wb") as file:
            file.write(Fernet.generate_key())

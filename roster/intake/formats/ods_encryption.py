"""Opens an OpenDocument file that was saved with a password (OpenDocument 1.3 part 2, 3.4).

Knows the usual packing of LibreOffice, AES with PBKDF2; keeps and prints no password.
"""

import base64
import hashlib
import io
import zipfile
import zlib

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from lxml import etree

from roster.intake.formats import xml
from roster.intake.formats.limits import MAX_INFLATED_BYTES, Refused
from roster.intake.formats.package import Package

_MANIFEST = "META-INF/manifest.xml"
_NEEDED = frozenset({"content.xml", "styles.xml"})
_MOST_ROUNDS = 1_000_000  # LibreOffice takes 100,000; a hostile file would take all day
_CHECKED = 1024  # bytes that the checksum is of
_BLOCK = 16


def decrypted(package: Package, password: str) -> Package:
    """The parts that hold a list, as they were before. Raises `Refused` (password) for a wrong password.

    Also for an encryption that is not known, such as that of OpenOffice 2.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as opened:
        for entry in package.tree(_MANIFEST).iterfind("{*}file-entry"):
            name = xml.attribute(entry, "full-path") or ""
            if name in _NEEDED and name in package.names:
                opened.writestr(name, _part(package.read(name), entry, password))
    return Package(out.getvalue())


def _part(data: bytes, entry: etree._Element, password: str) -> bytes:
    """One part decrypted and inflated."""
    packed = _plain(data, entry, password)
    checksum = _data(entry.find("{*}encryption-data"), "checksum")
    if hashlib.sha256(packed[:_CHECKED]).digest() != checksum:
        raise Refused("password")
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    part = inflater.decompress(packed, MAX_INFLATED_BYTES)
    if inflater.unconsumed_tail:
        raise Refused("too_large", limit=f"{MAX_INFLATED_BYTES} bytes inflated")
    return part


def _plain(data: bytes, entry: etree._Element, password: str) -> bytes:
    cipher = entry.find("{*}encryption-data/{*}algorithm")
    derivation = entry.find("{*}encryption-data/{*}key-derivation")
    rounds = int(_text(derivation, "iteration-count") or 0)
    start = hashlib.sha256(password.encode()).digest()
    known = _text(cipher, "algorithm-name").endswith("#aes256-cbc") and rounds in range(1, _MOST_ROUNDS + 1)
    if not known or len(data) % _BLOCK:
        raise Refused("password")
    key = hashlib.pbkdf2_hmac("sha1", start, _data(derivation, "salt"), rounds, 32)
    vector = modes.CBC(_data(cipher, "initialisation-vector"))
    decryptor = Cipher(algorithms.AES(key), vector).decryptor()
    plain = decryptor.update(data) + decryptor.finalize()
    return plain[: -plain[-1]] if plain and plain[-1] <= _BLOCK else plain


def _text(element: etree._Element | None, name: str) -> str:
    return "" if element is None else xml.attribute(element, name) or ""


def _data(element: etree._Element | None, name: str) -> bytes:
    return base64.b64decode(_text(element, name))

"""E-mail addresses as typed in lists. The email-validator library decides what an address is; no DNS."""

import re
import unicodedata
from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

from roster.cleaned import CellValue, Cleaned
from roster.text import says_nothing, tidy

_SEPARATORS = re.compile(r"[;,|/<>()\[\]]|\s(?=\S+@)")
_PLAIN_LOCAL = re.compile(r"(?=.{1,64}$)[a-z0-9]+(?:[._+-][a-z0-9]+)*")
_is_plain = re.compile(r"[a-z0-9][a-z0-9._+-]*@(?:[a-z0-9-]+\.)+[a-z0-9]+").fullmatch
_PLAIN_DOMAIN = 180  # with the local part still within the 254 characters of an address
_BROKEN = re.compile(  # 'an nv@x.vn'
    r"(?:^|[;,|/\s])(?!(?:e-?mail|mail|gmail|va|hoac) )[a-z][a-z0-9._-]* [a-z0-9._+-]+@"
)
_AROUND_AT = re.compile(r"\s*@\s*")


def clean_email(value: CellValue) -> Cleaned[str | None]:
    """The first valid address of the cell, in lower case; None and bad_email where there is none to read.

    A word before an address may be a part of it ('an nv@…'): what the address is, a person must say.
    """
    text = tidy(value)
    if _is_plain(text):  # most cells: one address and nothing else
        address = _validated(text)
        return Cleaned(address, () if address else ("bad_email",))
    if says_nothing(text):
        return Cleaned(None)
    return _clean(text)


def _clean(text: str) -> Cleaned[str | None]:
    text = _AROUND_AT.sub("@", unicodedata.normalize("NFKC", text).lower().replace("mailto:", ""))
    if _BROKEN.search(text):
        return Cleaned(None, ("bad_email",))
    for part in _SEPARATORS.split(text):
        address = part.strip(" .:'\"").removeprefix("email:").strip()
        if "@" in address and (valid := _validated(address)):
            return Cleaned(valid)
    return Cleaned(None, ("bad_email",))


def _validated(address: str) -> str | None:
    local, _, domain = address.rpartition("@")
    if not _PLAIN_LOCAL.fullmatch(local) or len(domain) > _PLAIN_DOMAIN:
        return _valid(address)
    same_domain = _valid(f"a@{domain}")  # a list has many addresses but few domains, and validation is slow
    return same_domain and f"{local}{same_domain[1:]}"


@lru_cache(1 << 16)
def _valid(address: str) -> str | None:
    try:
        return validate_email(address, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError:
        return None

"""Web pages saved in one file (.mht): what Excel makes of 'Single File Web Page', often called .xls.

Takes the parts apart and leaves each page to `html`; knows nothing of tables.
"""

from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message

from roster.intake.formats import html
from roster.intake.formats.limits import MAX_ENTRIES, Refused
from roster.model import Sheet


def read(data: bytes) -> tuple[Sheet, ...]:
    """The tables of all pages, numbered on: `table 0`, `table 1`, …"""
    if data.count(b"\n--") > 2 * MAX_ENTRIES:
        raise Refused("too_large", limit=f"{MAX_ENTRIES} entries")
    found = list(_tables(message_from_bytes(data, policy=policy.compat32)))
    if not found:
        raise Refused("no_rows")
    return tuple(replace(sheet, name=f"table {number}") for number, sheet in enumerate(found))


def _tables(message: Message) -> Iterator[Sheet]:
    for part in message.walk():
        page = part.get_payload(decode=True)
        if part.get_content_type() != "text/html" or not isinstance(page, bytes):
            continue
        try:
            yield from html.read(_recoded(page, part.get_content_charset()))
        except Refused as refusal:
            if refusal.code != "no_rows":  # Excel's frame around its sheets is a page without tables
                raise


def _recoded(page: bytes, charset: str | None) -> bytes:
    """The page in UTF-8 with its mark, where the archive says truly which encoding the page has."""
    try:
        return page.decode(charset).encode("utf-8-sig") if charset else page
    except (LookupError, UnicodeDecodeError):
        return page

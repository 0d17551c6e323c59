"""All visible sheets of one file laid out together, with the columns a person has settled for its sender.

Knows the order of the steps; knows nothing of people's values.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from roster.intake import remembered
from roster.intake.layout import Layout
from roster.intake.mapping import ColumnMapping
from roster.intake.pages import Page, lay_out_pages, page_of, sender_of
from roster.intake.remembered import Applied
from roster.intake.walk import Words
from roster.model import RawFile
from roster.plan import Agency


@dataclass(frozen=True, slots=True)
class FileLayout:
    """The pages of a file in order, each with what its rows are; who sent it; which mappings were used."""

    pages: tuple[Page, ...]
    laid_out: tuple[tuple[Page, Layout], ...]
    sender: Agency | None
    applied: Applied


def lay_out_file(raw: RawFile, words: Words, mappings: Sequence[ColumnMapping] = ()) -> FileLayout:
    """Find the sender, lay out, and lay out again where the sender's remembered columns say otherwise."""
    pages = tuple(page_of(sheet, words) for sheet in raw.sheets if not sheet.hidden)
    sender = sender_of(raw.name, pages, words)
    laid_out = tuple(lay_out_pages(raw.name, pages, sender, words))
    own = [one for one in mappings if one.sender == (sender.code if sender else "")]
    applied = remembered.apply(laid_out, own, words.vocabulary, file=raw.name)
    if applied.used:
        laid_out = tuple(lay_out_pages(raw.name, applied.pages, sender, words))
    return FileLayout(pages, laid_out, sender, applied)

"""One word of a position on its way to being written out."""

from dataclasses import dataclass


@dataclass(slots=True)
class Word:
    """A word and what stands between it and the word before.

    `written_out`: it comes from an abbreviation; `free`: its capitals are not the list's choice.
    """

    text: str
    gap: str = ""
    written_out: bool = False
    free: bool = False

"""Lines of text above or below a table that read like a person of its list, typed outside of it.

Knows the lines of a document as texts; such a line is no row, so all that can be done is to say so.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from roster.intake.kinds import is_numbered_name
from roster.intake.look import NUMBER
from roster.intake.vocabulary import Vocabulary


def people_beside(lines: Sequence[str], words: Vocabulary) -> Iterator[str]:
    """The number '3' of '3. Lê Văn Dũng - Trưởng phòng', also where number and name stand apart in one line.

    Not the line itself: who is on no record could not be found when all about a person is to be erased.
    """
    for line, beside in pairwise((*lines, "")):
        numbered = f"{line.rstrip('.)')}. {beside}" if NUMBER.fullmatch(line) else line
        if is_numbered_name(numbered, words):
            yield re.findall(r"\d+", numbered)[0]

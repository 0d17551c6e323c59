"""What one file may cost, and the refusal of a file that costs more or cannot be read.

The numbers bound memory and time of the parsing child; they are counted while reading, never taken from
what a file says about itself.
"""

from collections.abc import Mapping

from roster.model import FileError

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_INFLATED_BYTES = 300 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_SHEETS = 200
MAX_CELLS = 2_000_000
MAX_AREA = 4_000_000  # cells of the smallest rectangle around a sheet's values: what a dense reader allocates
MAX_COLUMNS = 16_384
MAX_TABLES = 1_000  # of one document
MAX_LINES = 200_000  # of a text file
MAX_LINE = 1_000_000  # characters of one line of it
MAX_TEXT = 32_767  # characters in a cell: Excel's own limit; longer texts cost everyone who looks at them
MAX_FORMULAS = 250_000  # without a result, in one sheet
MAX_TAGS = 12_000_000  # in one XML part that is read piece by piece: 2 M cells have about 8 M
MAX_TREE_TAGS = 3_000_000  # in one that is read as a tree, about 150 bytes each
MAX_MEMORY_BYTES = 1024 * 1024 * 1024  # address space of the child, libraries included, for the largest file
LEAST_MEMORY_BYTES = 192 * 1024 * 1024  # for the smallest
_MEMORY_PER_BYTE = 64  # a dense workbook needs 45
MAX_SECONDS = 10  # of processor time and of waiting for one file, and so many more
MAX_SECONDS_PER_MEGABYTE = 5


def patience(file_bytes: int) -> float:
    """How many seconds a file of this size may take on a slow office computer."""
    return MAX_SECONDS + MAX_SECONDS_PER_MEGABYTE * min(file_bytes, MAX_FILE_BYTES) / 1024**2


def memory(file_bytes: int) -> int:
    """How much address space a file of this size may take: what is small and costs much is no list."""
    return min(LEAST_MEMORY_BYTES + _MEMORY_PER_BYTE * file_bytes, MAX_MEMORY_BYTES)


class Refused(Exception):  # noqa: N818 - a decision, said as one: `raise Refused("empty")`
    """A file that is not read further; `code` is one of the file error codes of `roster.problems`."""

    def __init__(self, code: str, *, notices: tuple[str, ...] = (), **params: str) -> None:
        """`notices` say more of the file, as they do of one that is read."""
        super().__init__(code)
        self.code = code
        self.notices = notices
        self.params: Mapping[str, str] = params

    def as_file_error(self) -> FileError:
        """The refusal as the model says it."""
        return FileError(self.code, self.params)


class CellBudget:
    """Counts the cells of one file while they are read."""

    def __init__(self, cells: int = MAX_CELLS) -> None:
        self._left = cells

    def spend(self, cells: int) -> None:
        """Take `cells` from the budget; raises `Refused` (too_large) when it is used up."""
        self._left -= cells
        if self._left < 0:
            raise Refused("too_large", limit=f"{MAX_CELLS} cells")

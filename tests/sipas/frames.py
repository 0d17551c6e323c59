"""Small invented frames."""

from collections.abc import Callable, Iterable, Sequence

import pyarrow as pa

from roster.errors import UserError, UserErrors
from roster.sipas.frame import COLUMNS, Frame, build, tidy
from roster.sipas.levels import load_levels

Row = tuple[str, ...]


def frame_of(rows: Iterable[Sequence[str]], *more: str) -> Frame:
    """The frame of these rows: the usual columns, then `more`."""
    columns = zip(*rows, strict=True)
    return build(
        {
            name: tidy(pa.chunked_array([pa.array(column, pa.string())]))
            for name, column in zip((*COLUMNS, *more), columns, strict=True)
        },
        load_levels(),
    )


def codes_raised(call: Callable[[], object]) -> list[str]:
    """The codes of everything wrong that a call finds, in its order; [] where it finds nothing."""
    try:
        call()
    except UserError as error:
        return [error.code]
    except UserErrors as errors:
        return [error.code for error in errors.exceptions if isinstance(error, UserError)]
    return []


def flat(sizes: Sequence[int], level: str = "village") -> list[Row]:
    """Units of one level."""
    return [(f"u{at:03}", "", level, f"Thôn {at}", str(size)) for at, size in enumerate(sizes)]


def tree(communes: int = 4, villages: int = 5, citizens: int = 12, districts: int = 2) -> list[Row]:
    """Districts, communes, villages, citizens; sizes differ and are those of what lies below."""
    rows: list[Row] = []
    for d in range(districts):
        rows.append((f"d{d}", "", "huyện", f"Huyện {d}", ""))
        for c in range(communes):
            commune = f"d{d}c{c}"
            rows.append((commune, f"d{d}", "xã", f"Xã {c}", str(100 + 30 * c)))
            for v in range(villages):
                village = f"{commune}v{v}"
                rows.append((village, commune, "thôn", f"Thôn {v}", str(20 + v)))
                rows += [(f"{village}p{p}", village, "người", f"Người {p}", "") for p in range(citizens)]
    return rows

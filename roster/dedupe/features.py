"""Records as columns: distinct values, and one integer code per record and field.

Everything later works on codes, so the cost of a comparison depends on distinct values, not on records.
Knows the table of comparisons; knows no weights and no pairs.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from roster.dedupe.comparisons import COMPARISONS, Comparison, place
from roster.dedupe.context import Context, given_names, held_by_several
from roster.dedupe.model import Model
from roster.model import PersonRecord

Codes = npt.NDArray[np.int64]
NOT_STATED = -1


@dataclass(frozen=True, slots=True)
class Column:
    """One field of all records: `codes[i]` points into `values`, NOT_STATED where nothing is stated."""

    values: tuple[Any, ...]
    codes: Codes


@dataclass(frozen=True, slots=True)
class Features:
    """All records in the order of their keys, as columns by field name."""

    records: tuple[PersonRecord, ...]
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.records)


def read(records: Sequence[PersonRecord], model: Model) -> Features:
    """Records as columns; their order plays no part, so neither does it in anything that follows."""
    ordered = tuple(sorted(records, key=lambda r: r.key))
    context = read_context(ordered, model)
    return Features(ordered, {c.field: _column(c, ordered, context) for c in COMPARISONS})


def read_context(records: Sequence[PersonRecord], model: Model) -> Context:
    """What the records say together: which numbers and mailboxes are shared, and how many lists there are."""
    givens = given_names(records)
    phones = ((p, given) for r, given in zip(records, givens, strict=True) for p in r.phones)
    emails = ((r.email.lower(), given) for r, given in zip(records, givens, strict=True) if r.email)
    context = Context(
        markers=frozenset(model.names.markers),
        always_accented=frozenset(model.names.always_accented),
        side_roles=frozenset(model.roles.side_roles),
        office_mailboxes=frozenset(model.sharing.office_mailboxes),
    )
    return replace(
        context,
        shared_phones=held_by_several(phones, model.sharing.shared_from),
        shared_emails=held_by_several(emails, model.sharing.shared_from),
        several_lists=len({place(r) for r in records}) > 1,
    )


def factorise(values: Iterable[Hashable | None]) -> Column:
    """Codes in order of first appearance; None is NOT_STATED."""
    seen: dict[Hashable, int] = {}
    codes = [NOT_STATED if v is None else seen.setdefault(v, len(seen)) for v in values]
    return Column(tuple(seen), np.array(codes, dtype=np.int64))


def _column(comparison: Comparison, records: Sequence[PersonRecord], context: Context) -> Column:
    """Distinct raw values first, because many records state the same one and reading it costs more."""
    raw = factorise(comparison.raw(r) for r in records)
    read_values = factorise(comparison.value(v, context) for v in raw.values)
    lookup = np.append(read_values.codes, NOT_STATED)  # so that code -1 stays -1
    return Column(read_values.values, lookup[raw.codes])

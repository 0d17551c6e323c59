"""Records as columns: distinct values, and one integer code per record and field.

Everything later works on codes, so the cost of a comparison depends on distinct values, not on records.
Knows the table of comparisons; knows no weights and no pairs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

import numpy as np

from roster.dedupe.columns import NOT_STATED, Codes, Column, factorise, several, spread, through
from roster.dedupe.comparisons import COMPARISONS, FIELDS
from roster.dedupe.context import Context, chosen, held_by_several
from roster.dedupe.model import Model
from roster.dedupe.name_values import Names
from roster.model import PersonRecord

RawColumns = Mapping[str, Column[Any]]


@dataclass(frozen=True, slots=True)
class Features:
    """`size` records as columns by field name."""

    size: int
    columns: Mapping[str, Column[Any]]

    def __len__(self) -> int:
        return self.size


def read(records: Sequence[PersonRecord], model: Model) -> Features:
    """Records as columns, in their order."""
    raw = {c.field: factorise(map(c.raw, records)) for c in COMPARISONS}
    return from_columns(raw, model, size=len(records))


def from_columns(raw: RawColumns, model: Model, *, size: int) -> Features:
    """Columns of what `size` records state, by field, as `Comparison.raw` gives it; distinct values only.

    A field that is not there is stated by nobody.
    """
    nobody = Column((), np.full(size, NOT_STATED))
    given = {field: raw.get(field, nobody) for field in FIELDS}
    alone = _context(model)
    by_field = {c.field: c for c in COMPARISONS}
    names = _comparable(given["name"], by_field["name"].read(given["name"].values, alone))
    context = _together(alone, given, given_names(names), shared_from=model.sharing.shared_from)
    others = {
        field: _comparable(given[field], c.read(given[field].values, context))
        for field, c in by_field.items()
        if field != "name"
    }
    return Features(size, {"name": names, **others})


def _comparable(raw: Column[Any], values: Column[Any]) -> Column[Any]:
    """Distinct raw values first, because many records state the same one and reading it costs more."""
    return Column(values.values, through(values.codes, raw.codes))


def _context(model: Model) -> Context:
    return Context(
        markers=frozenset(model.names.markers),
        always_accented=frozenset(model.names.always_accented),
        side_roles=frozenset(model.roles.side_roles),
        office_mailboxes=frozenset(model.sharing.office_mailboxes),
    )


def _together(context: Context, raw: RawColumns, givens: Codes, *, shared_from: int) -> Context:
    """What the records say together: which numbers and mailboxes are shared, and how many lists there are."""
    phones, phone_givens = _one_number_each(raw["phone"], givens)
    emails = factorise(email.lower() if email else None for email in raw["email"].values)
    boxes = through(emails.codes, raw["email"].codes)
    phone_shared = held_by_several(
        phones.codes, phone_givens, size=len(phones.values), shared_from=shared_from
    )
    box_shared = held_by_several(boxes, givens, size=len(emails.values), shared_from=shared_from)
    return replace(
        context,
        shared_phones=chosen(phones.values, phone_shared),
        shared_emails=chosen(emails.values, box_shared),
        several_lists=len(raw["list"].values) > 1,
    )


def given_names(names: Column[Names]) -> Codes:
    """The code of each record's folded given name."""
    rows = names.values
    if not len(rows):
        return names.codes
    return through(rows.folded[np.arange(len(rows)), rows.sizes - 1], names.codes)


def _one_number_each(phones: Column[Any], givens: Codes) -> tuple[Column[tuple[str, ...]], Codes]:
    """Single numbers, a record with two counting twice, with the given name of who states each."""
    sizes = np.array([len(stated) for stated in phones.values] + [0], dtype=np.int64)
    numbers = factorise(chain.from_iterable(phones.values))
    return (
        Column(numbers.values, numbers.codes[several(sizes, phones.codes)]),
        givens[spread(sizes, phones.codes)],
    )

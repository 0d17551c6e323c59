"""What a value means among the records it stands with: shared numbers and mailboxes, kinds of lists.

Knows what all records say together; knows no weights and no pairs.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from roster.dedupe.columns import NOT_STATED, Bools, Codes


@dataclass(frozen=True, slots=True)
class Context:
    """How the values of one set of records are to be read."""

    markers: frozenset[str]
    always_accented: frozenset[str]
    side_roles: frozenset[str]
    office_mailboxes: frozenset[str]
    shared_phones: frozenset[str] = frozenset()
    shared_emails: frozenset[str] = frozenset()
    several_lists: bool = False

    def is_side_role(self, group: str | None) -> bool:
        """Whether lists of this group show people's other posts (the delegates' list does)."""
        return group in self.side_roles

    def is_shared_email(self, address: str) -> bool:
        """Whether a mailbox is an office's: by its name, or because several people state it."""
        return address in self.shared_emails or address.partition("@")[0] in self.office_mailboxes


def held_by_several(values: Codes, givens: Codes, *, size: int, shared_from: int) -> Bools:
    """Per value of `size` many, whether people of at least `shared_from` different given names state it.

    `values[i]` and `givens[i]` are codes that stand together. Given names and not full ones, so that one
    person written in three ways does not look like three.
    """
    stated = (values != NOT_STATED) & (givens != NOT_STATED)
    width = int(givens.max(initial=0)) + 1
    holders = np.unique(values[stated] * width + givens[stated]) // width
    return np.bincount(holders, minlength=size) >= shared_from


def chosen(values: Iterable[str], wanted: Bools) -> frozenset[str]:
    """The values at the places wanted."""
    return frozenset(value for value, taken in zip(values, wanted.tolist(), strict=True) if taken)

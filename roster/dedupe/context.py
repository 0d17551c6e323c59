"""What a value means among the records it stands with: shared numbers and mailboxes, kinds of lists.

Knows what all records say together; knows no weights and no pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from roster import name_keys
from roster.model import PersonRecord


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


def held_by_several(held: Iterable[tuple[str, str]], shared_from: int) -> frozenset[str]:
    """The values that people of at least `shared_from` different given names state.

    Given names and not full ones, so that one person written in three ways does not look like three.
    """
    holders: defaultdict[str, set[str]] = defaultdict(set)
    for value, given_name in held:
        holders[value].add(given_name)
    return frozenset(value for value, names in holders.items() if len(names) >= shared_from)


def given_names(records: Sequence[PersonRecord]) -> list[str]:
    """The folded given name of each record, '' for none."""
    return [name_keys.fold_key(r.full_name).rpartition(" ")[2] for r in records]

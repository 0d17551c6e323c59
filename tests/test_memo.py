"""What is built from a table is built once per table, whatever the tables compare equal to."""

from roster.memo import by_identity


def test_built_once_per_object() -> None:
    calls: list[list[int]] = []

    @by_identity
    def build(table: list[int]) -> int:
        calls.append(table)
        return len(calls)

    one, other = [1], [1]
    assert [build(one), build(one), build(other), build(one)] == [1, 1, 2, 1]


def test_a_new_object_never_meets_what_was_built_from_a_dead_one() -> None:
    @by_identity
    def build(table: list[int]) -> int:
        return table[0]

    assert [build([number]) for number in range(100)] == list(range(100))

"""Replaying replacements gives the roster of any moment; what stands on another cannot go first."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from roster.survey import replacing
from roster.survey.listed import Listed
from roster.survey.replacing import Replacement, Reserve

START = datetime(2024, 12, 20, tzinfo=UTC)
GROUPS = ("a", "b")


def line(number: int, group: str = "a") -> Listed:
    person = f"P{number:06d}"
    return Listed(person, 0, group, "", None, position="", name=person, phone="", email="")


@dataclass
class Office:
    """Does by hand what is ordered, minute by minute, and remembers what the roster showed."""

    shown: list[Listed]
    acts: list[Replacement] = field(default_factory=list)
    seen: list[tuple[datetime, frozenset[tuple[str, str]]]] = field(default_factory=list)
    people: int = 100

    def order(self, choice: int, vacant: bool) -> None:
        moment = START + timedelta(minutes=len(self.seen))
        undoable = [
            a.number for a in replacing.in_force(self.acts) if not replacing.standing_on(self.acts, a.number)
        ]
        number = len(self.acts) + 1
        if choice % 3 == 0 and undoable:
            self.acts.append(Replacement(number, moment, undoes=undoable[choice % len(undoable)]))
            gone = next(a for a in self.acts if a.number == self.acts[-1].undoes)
            self.shown = [one for one in self.shown if one not in gone.into] + list(gone.out)
        elif self.shown:
            out = self.shown[choice % len(self.shown)]
            self.people += 1
            into = () if vacant else (line(self.people, out.group),)
            self.acts.append(Replacement(number, moment, (out,), into))
            self.shown = [one for one in self.shown if one != out] + list(into)
        self.seen.append((moment, frozenset(one.line for one in self.shown)))


@given(
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(0, 1000), st.booleans()), max_size=25),
    st.integers(0, 25),
)
def test_the_roster_of_every_moment_can_be_made_again(
    size: int, orders: list[tuple[int, bool]], sent_after: int
) -> None:
    """From the first sending, and from any later one, which has what was ordered before it."""
    base = [line(n, GROUPS[n % 2]) for n in range(size)]
    office = Office(list(base))
    office.seen.append((START - timedelta(minutes=1), frozenset(one.line for one in base)))
    for choice, vacant in orders:
        office.order(choice, vacant)
    for moment, shown in office.seen:
        made = replacing.roster(base, office.acts, since=START - timedelta(minutes=1), until=moment)
        assert frozenset(one.line for one in made) == shown
        assert len(made) == len(shown)
    since = office.seen[min(sent_after, len(office.seen) - 1)][0]
    later = replacing.roster(base, office.acts, since=START - timedelta(minutes=1), until=since)
    for moment, shown in office.seen:
        if moment >= since:
            again = replacing.roster(later, office.acts, since=since, until=moment)
            assert frozenset(one.line for one in again) == shown


def test_who_comes_stands_where_the_other_stood_and_lines_are_numbered() -> None:
    base = [line(1), line(2), line(3), line(4, "b")]
    act = Replacement(1, START, (line(2),), (line(9),))
    vacant = Replacement(2, START, (line(1),))
    joined = Replacement(3, START, (line(4, "b"),), (line(8),))
    made = replacing.roster(base, [joined, vacant, act], since=START - timedelta(1), until=START)
    assert [(one.person, one.group, one.order) for one in made] == [
        ("P000009", "a", 1),
        ("P000003", "a", 2),
        ("P000008", "a", 3),
    ]


def test_a_replacement_on_which_another_stands() -> None:
    first = Replacement(1, START, (line(1),), (line(2),))
    second = Replacement(2, START, (line(2),), (line(3),))
    other = Replacement(3, START, (line(7),))
    assert replacing.standing_on([first, second, other], 1) == (2,)
    assert replacing.standing_on([first, second, other], 2) == ()
    assert replacing.standing_on([first, second, other, Replacement(4, START, undoes=2)], 1) == ()


def test_the_next_reserve_is_the_first_who_was_not_drawn() -> None:
    known = [Reserve("a", 2, "P2"), Reserve("a", 1, "P1"), Reserve("b", 1, "P3")]
    assert replacing.next_reserve(known, "a", drawn=()) == known[1]
    assert replacing.next_reserve(known, "a", drawn={"P1"}) == known[0]
    assert replacing.next_reserve(known, "a", drawn={"P1", "P2"}) is None

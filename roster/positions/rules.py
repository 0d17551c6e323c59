"""Which group of respondents a position belongs to, by the rules of `data/positions.toml`.

Knows rules and the plan's scope; knows nothing of what a list declares. A post that no rule speaks of has no
group: never a guess.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from roster.errors import UserError, raise_all
from roster.memo import by_identity
from roster.plan import Agency, Plan
from roster.positions.reading import Body, NamedPost, Reader
from roster.positions.tables import ANYWHERE, Positions, Post, Rule

NO_RANK = 99
_STEP = {"head": 0, "deputy": 10, "member": 20}
_CACHED_ANSWERS = 1 << 16


@dataclass(frozen=True, slots=True)
class Classification:
    """`group` and the id of the rule it rests on; `rank` orders people within an agency (smaller first).

    Flags: `not_eligible` (outside every group, or outside the plan's scope), `eligibility_open` (somebody
    must decide).
    """

    group: str | None = None
    rule: str | None = None
    rank: int = NO_RANK
    flags: tuple[str, ...] = ()


def classify(
    position: str | None,
    *,
    agency: Agency | None,
    unit: str | None,
    plan: Plan,
    positions: Positions,
    agency_name: str | None = None,
) -> Classification:
    """What position, unit and agency alone say about the group (plan II.2.a and annex II.1).

    Where the post is held is read from the position's own words, then from `unit`, then from `agency_name`
    (the list's own words; give them whenever the list has them), then from `agency`. Of several posts in one
    cell the one whose group stands first in the plan's `full_order` decides. For a record that a delegates'
    list declares, group and flags speak of the day job: only the rank is of use.
    """
    judge = _judge(plan, positions)
    return judge.answer(position or "", agency.code if agency else None, unit or "", agency_name or "")


class _Judge:
    """The rules of one position table, ready for one plan."""

    def __init__(self, plan: Plan, positions: Positions) -> None:
        self._plan = plan
        self._reader = Reader(plan, positions)
        self._field_bodies = frozenset(positions.field_bodies)
        self._owners = frozenset(self._reader.body_of.values())
        self._rules = {(post, body): r for r in positions.rules for post in r.posts for body in r.bodies}
        self.answer = lru_cache(_CACHED_ANSWERS)(self._answer)

    def _answer(self, position: str, code: str | None, unit: str, agency_name: str) -> Classification:
        around = self._reader.bodies(unit) + self._reader.bodies(agency_name)
        agency = self._plan.agency(code)
        posts = self._reader.posts(position) or self._shared_post(position, unit)
        results = [self._held(named, around, agency) for named in posts]
        return min(results, key=self._order, default=self._of_agency(Classification(), (), agency))

    def _shared_post(self, position: str, unit: str) -> tuple[NamedPost, ...]:
        """The leader's post that two columns share: 'Phụ trách' beside 'Phòng Hạ tầng kỹ thuật'."""
        if not (position and unit) or self._reader.posts(unit):
            return ()
        return tuple(named for named in self._reader.posts(f"{position} {unit}") if named.post.leader)

    def _held(self, named: NamedPost, around: tuple[Body, ...], agency: Agency | None) -> Classification:
        bodies = named.bodies + around
        own = Body(self._reader.body_of[agency.code]) if agency else None
        kinds = self._kinds(named.post, (*bodies, own) if own else bodies)
        rule = self._rule(named.post, kinds)
        result = Classification()
        if rule:
            rank = rule.rank + _STEP[named.post.seat] + named.shift if rule.group else NO_RANK
            result = Classification(rule.group, rule.id, rank, self._flags(rule))
        return self._of_agency(result, kinds, agency)

    def _kinds(self, post: Post, bodies: tuple[Body, ...]) -> tuple[str, ...]:
        """The kinds of body from the inside out, without common words in a provincial division's name."""
        outermost = bodies[-1].kind if bodies else ""
        provincial = outermost in self._owners and outermost not in self._field_bodies
        return tuple(
            body.kind
            for body in bodies
            if body.is_name or not (post.field_names and provincial and body.kind in self._field_bodies)
        )

    def _rule(self, post: Post, kinds: tuple[str, ...]) -> Rule | None:
        """The rule for the nearest body: within the outermost one, within the next one, alone, anywhere."""
        within = [f"{kinds[0]}+{outer}" for outer in (kinds[-1], kinds[1])] if len(kinds) > 1 else []
        keys = ((post.id, place) for place in (*within, *kinds[:1], ANYWHERE))
        return next((self._rules[key] for key in keys if key in self._rules), None)

    def _flags(self, rule: Rule) -> tuple[str, ...]:
        if rule.eligible == "no" or (rule.annex_only and self._plan.division_scope == "body"):
            return ("not_eligible",)
        return ("eligibility_open",) if rule.eligible == "ask" else ()

    def _order(self, result: Classification) -> tuple[int, int]:
        """Groups in the plan's order; then a post that no rule knows, which is no proof of being outside."""
        order = self._plan.full_order
        if result.group:
            return order.index(result.group), result.rank
        return len(order) + (1 if result.flags else 0), result.rank

    def _of_agency(
        self, result: Classification, kinds: tuple[str, ...], agency: Agency | None
    ) -> Classification:
        """What the plan says of the agency as a whole, unless the words name another place for the post."""
        if agency is None or result.flags == ("not_eligible",) or result.group == self._plan.delegate_group:
            return result
        held_at = next((kind for kind in kinds if kind in self._owners), None)
        if held_at not in (None, self._reader.body_of[agency.code]):
            return result
        match agency.eligible:
            case "no":
                return replace(result, flags=("not_eligible",))
            case "ask" if result.group and not result.flags:
                return replace(result, flags=("eligibility_open",))
            case _:
                return result


@by_identity
def _judge(plan: Plan, positions: Positions) -> _Judge:
    raise_all(list(_foreign_groups(plan, positions)))
    return _Judge(plan, positions)


def _foreign_groups(plan: Plan, positions: Positions) -> Iterator[UserError]:
    known = [group.code for group in plan.groups]
    for rule in positions.rules:
        if rule.group and rule.group not in known:
            yield UserError(
                "unknown_group",
                "{file}: {key} names the group {code}, which the plan does not have. Use one of {groups}.",
                file="positions.toml",
                key=f"rules.{rule.id}.group",
                code=rule.group,
                groups=", ".join(known),
            )

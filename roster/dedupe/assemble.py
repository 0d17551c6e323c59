"""Clusters and the plan's precedence become respondents: one per person and group that keeps the person.

Knows the plan and its rule that a delegate is a delegate only; knows no weights and no form of a workbook.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from roster import name_keys, text
from roster.dedupe import roles
from roster.dedupe.posts import posts
from roster.dedupe.roles import Person
from roster.dedupe.survivors import Survivor, shared_values, survivors
from roster.model import PersonRecord, Respondent
from roster.plan import Plan, Precedence

SortKey = tuple[int, int, str, int, tuple[tuple[str, str], ...], tuple[str, ...]]


def assemble(
    records: Iterable[PersonRecord],
    clusters: Iterable[Sequence[str]],
    *,
    plan: Plan,
    precedence: Precedence,
) -> tuple[Respondent, ...]:
    """The respondents, in the plan's order of groups and agencies, then rank, then given name.

    A person whom several groups keep comes once in each, with the others in `also_in`. A delegate's
    `agency` is the workplace, and the posts that gave way are `other_posts`. `origins` names, per field,
    the record its value comes from.
    """
    people = roles.people(records, clusters)
    shared = shared_values(people)
    respondents = [
        one for person in people for one in _respondents(person, shared, plan=plan, precedence=precedence)
    ]
    return tuple(sorted(respondents, key=_order(plan)))


def _respondents(
    person: Person, shared: frozenset[str], *, plan: Plan, precedence: Precedence
) -> Iterable[Respondent]:
    stated = roles.groups(person, plan)
    trusted = tuple(sorted(person, key=lambda r: r.group == plan.delegate_group))
    values = survivors(trusted, shared=shared)
    kept = roles.kept(stated, plan, precedence)
    for group in kept:
        yield _respondent(trusted, values, group, stated=stated, kept=kept, plan=plan)


def _respondent(
    person: Person,
    values: Mapping[str, Survivor],
    group: str,
    *,
    stated: tuple[str, ...],
    kept: tuple[str, ...],
    plan: Plan,
) -> Respondent:
    held = posts(person, group, kept=kept, plan=plan)
    origins = {field: survivor.origin for field, survivor in values.items() if survivor.origin}
    return Respondent(
        group=group,
        keys=tuple(sorted(r.key for r in person)),
        full_name=values["full_name"].value,
        dob=values["dob"].value,
        gender=values["gender"].value,
        phones=values["phones"].value,
        email=values["email"].value,
        position=held.position,
        agency=held.workplace.agency,
        agency_code=held.workplace.agency_code,
        unit=held.workplace.unit,
        rank=held.workplace.rank,
        groups=stated,
        also_in=tuple(code for code in kept if code != group),
        other_posts=held.others,
        origins=origins | {"position": held.role.key, "agency": held.workplace.key},
        flags=tuple(dict.fromkeys(flag for r in person if r.group == group for flag in r.flags)),
    )


def _order(plan: Plan) -> Callable[[Respondent], SortKey]:
    """Groups and agencies as in the plan, then agencies it does not know; then rank, then given name."""
    groups = {g.code: place for place, g in enumerate(plan.groups)}
    agencies = {a.code: place for place, a in enumerate(plan.agencies)}

    def key(one: Respondent) -> SortKey:
        agency = agencies.get(one.agency_code or "", len(agencies))
        unknown = text.fold(one.agency or "") if agency == len(agencies) else ""
        name = name_keys.sort_key(one.full_name)
        return groups[one.group], agency, unknown, one.rank, name, one.keys

    return key

"""The roster as sent, for everything that goes on after it: the follow-up, later rounds, other systems.

Knows where the roster is found and how a respondent becomes a line of it; writes nothing.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy.orm import Session

from roster.dedupe import assemble
from roster.export import columns
from roster.export.columns import Entry
from roster.export.form import Form, load_form
from roster.model import PersonRecord, Respondent, Source
from roster.plan import Plan
from roster.store import handover_queries, person_queries, personal_queries, queries
from roster.survey.listed import Listed


def listed(session: Session, *, plan: Plan) -> tuple[Listed, ...]:
    """The roster after the last hand-over or addendum; the roster in force where nothing was handed over.

    In the order of the list. Somebody kept by two groups comes once in each; who was erased, not at all.
    The roster in force is that of the last comparison (`review.ensure_compared` renews it).
    """
    newest = handover_queries.hand_overs(session, plan=plan.code, limit=1)
    if newest:
        gone = personal_queries.erased(session)
        return tuple(one for one in handover_queries.roster(session, newest[0].id) if one.person not in gone)
    return in_force(session, plan=plan, form=load_form(plan.form))


def in_force(session: Session, *, plan: Plan, form: Form) -> tuple[Listed, ...]:
    """The roster as the last comparison leaves it, under the plan's reading of the precedence."""
    rows = queries.active_rows(session)
    people = assemble.assemble(
        queries.people(rows), queries.clusters(rows), plan=plan, precedence=plan.precedence
    )
    return lines(session, people, plan=plan, form=form)


def lines(
    session: Session, respondents: Iterable[Respondent], *, plan: Plan, form: Form
) -> tuple[Listed, ...]:
    """Respondents as lines of the roster, with what the form's workbook shows of them."""
    people = tuple(respondents)
    numbers = person_queries.numbers_by_key(session, [one.keys[0] for one in people])
    places: Counter[str] = Counter()
    made = []
    for one in people:
        places[one.group] += 1
        entry = Entry(places[one.group], one, plan, form)
        made.append(_line(entry, person_queries.written(numbers[one.keys[0]])))
    return tuple(made)


def as_record(one: Listed) -> PersonRecord:
    """A line of the roster as the matcher reads it, to recognise its person in somebody else's list."""
    return PersonRecord(
        Source("", "", one.order),
        one.name,
        dob=one.dob,
        gender=one.gender,
        phones=one.phones,
        email=one.email or None,
        position=one.position or None,
        agency=one.agency or None,
        agency_code=one.agency_code,
        group=one.group,
    )


def _line(entry: Entry, number: str) -> Listed:
    person = entry.person
    values = {field: columns.value(field, entry) for field in columns.FIELDS}
    return Listed(
        person=number,
        order=entry.number,
        group=person.group,
        agency=person.agency or "",
        agency_code=person.agency_code,
        position=str(values["position"]),
        name=str(values["full_name"]),
        phone=str(values["phone"]),
        email=str(values["email"]),
        dob=person.dob,
        gender=person.gender,
        phones=person.phones,
        values=values,
    )

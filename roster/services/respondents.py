"""The state of the work: who is on the list, the counts against the plan, what is missing, what is open.

Both doors show an `Overview`; the workbook and the results of `run` are made from it. Knows how the store's
records, the decisions and the plan come together; the counting itself is `roster.dedupe`'s matter.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from roster import problems, text, units
from roster.dedupe import assemble, checks
from roster.errors import UserError
from roster.export.document import AgencyLine, SilentSender, UnreadFile
from roster.model import BY_HAND, Count, PersonRecord, Respondent, Source
from roster.plan import Deadline, Plan
from roster.services.reviewing import review
from roster.store import queries, tables


@dataclass(frozen=True, slots=True)
class Finding:
    """A kind of thing to look at in the lists: how often it was met, and where first."""

    code: str
    params: Mapping[str, str]  # of the code's sentence
    count: int
    first: Source


@dataclass(frozen=True, slots=True)
class Overview:
    """One state of the work under a plan, its precedence and a day.

    `days_left` is negative for deadlines that have passed; `final` and `final_if_flags_same` hold both
    readings of the precedence, with open pairs counted as two people and as one.
    """

    plan: Plan
    today: date
    records: tuple[PersonRecord, ...]
    clusters: tuple[tuple[str, ...], ...]
    respondents: tuple[Respondent, ...]
    counts: Mapping[str, Count]
    agency_lines: tuple[AgencyLine, ...]
    gap_reasons: Mapping[str, str]
    final: Mapping[str, Mapping[str, int]]
    final_if_flags_same: Mapping[str, Mapping[str, int]]
    questions: tuple[review.Question, ...]
    findings: tuple[Finding, ...]
    silent: tuple[SilentSender, ...]
    unread: tuple[UnreadFile, ...]
    days_left: tuple[tuple[Deadline, int], ...]

    @property
    def held(self) -> tuple[PersonRecord, ...]:
        """The rows that wait for a person."""
        return tuple(p for p in self.records if p.held and p.excluded is None)

    @property
    def without_group(self) -> tuple[PersonRecord, ...]:
        """Who stands in no group although nothing else keeps him or her off the list."""
        return tuple(p for p in self.records if is_without_group(p))

    @property
    def open(self) -> int:
        """How many questions are open: pairs to review and held rows."""
        return len(self.questions) + len(self.held)


def overview(session: Session, *, plan: Plan, today: date) -> Overview:
    """The state of the work, from the last comparison (`review.ensure_compared` sees that it is fresh)."""
    rows = queries.active_rows(session)
    records, clusters = queries.people(rows), queries.clusters(rows)
    questions = review.questions(session, records)
    asked = [(q.pair.left, q.pair.right) for q in questions]
    reasons = queries.gap_reasons(session)
    imports = queries.active_imports(session)
    return Overview(
        plan=plan,
        today=today,
        records=records,
        clusters=clusters,
        respondents=assemble.assemble(records, clusters, plan=plan, precedence=plan.precedence),
        counts=checks.count_groups(records, clusters, plan=plan, precedence=plan.precedence),
        agency_lines=agency_lines(
            records, clusters, plan, declared=declared_totals(imports, records), reasons=reasons
        ),
        gap_reasons={group: why for (group, agency), why in reasons.items() if not agency},
        final=checks.final_counts(records, clusters, plan),
        final_if_flags_same=checks.final_counts(records, joined(clusters, asked), plan),
        questions=questions,
        findings=findings(session),
        silent=silent_senders(imports, records, plan=plan, today=today),
        unread=tuple(unread_file(row) for row in imports if row.error),
        days_left=tuple((deadline, (deadline.day - today).days) for deadline in plan.deadlines),
    )


def is_without_group(record: PersonRecord) -> bool:
    """Whether a record stands in no group although nothing else keeps its person off the list."""
    return record.takes_part and not (record.group or "not_eligible" in record.flags)


def joined(
    clusters: Iterable[Sequence[str]], pairs: Iterable[tuple[str, str]]
) -> tuple[tuple[str, ...], ...]:
    """The clusters as they would be if each of these pairs were one person."""
    members = {n: list(keys) for n, keys in enumerate(clusters)}
    home = {key: n for n, keys in members.items() for key in keys}
    for left, right in pairs:
        kept, gone = sorted((home[left], home[right]))
        if kept != gone:
            members[kept] += members.pop(gone)
            home.update(dict.fromkeys(members[kept], kept))
    return tuple(tuple(keys) for _, keys in sorted(members.items()))


def silent_senders(
    imports: Sequence[tables.Import], records: Sequence[PersonRecord], *, plan: Plan, today: date
) -> tuple[SilentSender, ...]:
    """The senders of whom nothing has come: no list of their own, and no people in somebody else's list.

    Delegates do not speak for the agency they work in, nor do people added by hand or brought over from an
    earlier round. Lateness is measured against `collect_by`.
    """
    unsent = {BY_HAND, *(row.file_name for row in imports if row.brought_from)}
    heard = {row.sender for row in imports if row.sender and not row.error and not row.brought_from}
    others = (p for p in records if p.group != plan.delegate_group and p.source.file not in unsent)
    heard |= {p.agency_code for p in others if p.agency_code}
    collect_by = plan.deadline("collect_by")
    late = max((today - collect_by.day).days, 0) if collect_by else 0
    unread = {row.sender: row.file_name for row in imports if row.sender and row.error}
    return tuple(
        SilentSender(a.name, late, unread.get(a.code, "")) for a in plan.senders if a.code not in heard
    )


def explain_gap(session: Session, place: str, reason: str, *, plan: Plan, by: str) -> tuple[str, str]:
    """Write a reason beside the gap of GROUP or GROUP:AGENCY; an empty one takes the last back.

    AGENCY is a code of the plan, one of its names, or the name a list itself uses. Returns group and agency
    as stored. Raises `UserError` (unknown_group, unknown_agency).
    """
    group, _, agency_words = place.partition(":")
    if group not in {g.code for g in plan.groups}:
        raise UserError(
            "no_such_group",
            "There is no group {group}. Use one of {groups}.",
            group=group,
            groups=", ".join(g.code for g in plan.groups),
        )
    agency = _agency_key(session, agency_words.strip(), plan) if agency_words.strip() else ""
    session.add(tables.GapReason(group=group, agency=agency, text=reason.strip(), by=by))
    queries.add_audit(session, "gap.reason", by=by, subjects=[f"{group}:{agency}" if agency else group])
    return group, agency


def _agency_key(session: Session, words: str, plan: Plan) -> str:
    found = plan.agency(words) or units.find_agency(words, plan)
    if found:
        return found.code
    for person in queries.active_records(session):
        if person.agency and text.fold(person.agency) == text.fold(words):
            return person.agency
    raise UserError(
        "unknown_agency",
        "Neither the plan nor a list knows the agency {agency}. Write its name as the counts show it.",
        agency=words,
    )


def agency_lines(
    records: Sequence[PersonRecord],
    clusters: Sequence[Sequence[str]],
    plan: Plan,
    *,
    declared: Mapping[tuple[str, str], int],
    reasons: Mapping[tuple[str, str], str],
    alike: checks.Alike = checks.NONE_ALIKE,
) -> tuple[AgencyLine, ...]:
    """The counts of every agency met or expected, with the reasons people wrote beside the gaps."""
    counts = checks.count_agencies(
        records, clusters, plan=plan, precedence=plan.precedence, expected=declared, alike=alike
    )
    names = {agency.code: agency.name for agency in plan.agencies}
    return tuple(
        AgencyLine(group, names.get(agency, agency), count, reasons.get((group, agency), ""))
        for (group, agency), count in counts.items()
    )


def declared_totals(
    imports: Iterable[tables.Import], records: Iterable[PersonRecord]
) -> dict[tuple[str, str], int]:
    """What senders say they send: the declared totals, where every list of theirs with the group has one.

    A total over several groups says nothing about one of them.
    """
    groups: dict[str, set[str]] = {}
    for person in records:
        if person.group:
            groups.setdefault(person.source.file, set()).add(person.group)
    totals: dict[tuple[str, str], list[int | None]] = {}
    for row in imports:
        stated = groups.get(row.file_name, set())
        for group in stated if row.sender else ():
            total = row.declared_total if len(stated) == 1 else None
            totals.setdefault((group, row.sender or ""), []).append(total)
    return {place: sum(known) for place, found in totals.items() if len(known := _known(found)) == len(found)}


def _known(totals: Iterable[int | None]) -> list[int]:
    return [total for total in totals if total is not None]


def findings(session: Session) -> tuple[Finding, ...]:
    """What is to be looked at in the lists in force, the commonest first."""
    places: dict[tuple[str, tuple[tuple[str, str], ...]], list[Source]] = {}
    for problem, name in queries.active_problems(session):
        place = Source(name, problem.sheet, problem.row, problem.block)
        places.setdefault((problem.code, tuple(sorted(problem.params.items()))), []).append(place)
    commonest = sorted(places.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Finding(code, dict(params), len(found), found[0]) for (code, params), found in commonest)


def unread_file(row: tables.Import) -> UnreadFile:
    """A delivery that could not be read, and what to do about it, in the language in use."""
    return UnreadFile(row.file_name, problems.sentence(row.error or "", **row.error_params))

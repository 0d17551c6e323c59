"""The whole job on one folder: read, import, compare, count, write; and its result for machines.

Keeps its database in the output folder and reads no other state: the same folder gives the same result.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from roster.dedupe import explain, link
from roster.export.form import Form
from roster.model import Evidence, FileReading, Source
from roster.plan import Plan
from roster.services import respondents
from roster.services.handovers import drafts
from roster.services.incoming import carrying, intake
from roster.services.matching import knowledge, stamps
from roster.services.reviewing import review

DATABASE = "roster.db"


@dataclass(frozen=True, slots=True)
class Result:
    """What one run did: what became of each file, the state, the workbook, the contract's JSON."""

    deliveries: tuple[intake.Delivery, ...]
    state: respondents.Overview
    workbook: drafts.Draft
    json: Mapping[str, Any]
    carried: tuple[carrying.Carried, ...] = ()


def run(
    session: Session,
    readings: Sequence[FileReading],
    out: Path,
    *,
    plan: Plan,
    today: date,
    form: Form,
    by: str,
) -> Result:
    """Do the whole job on what `intake.read` gave for the folder; the workbook goes into `out`."""
    deliveries = intake.synchronise(session, readings, by=by)
    carried = carrying.carry(session, deliveries, plan=plan, today=today, by=by)
    review.ensure_compared(session, by=by)
    state = respondents.overview(session, plan=plan, today=today)
    written = drafts.draft_or_list(session, out, state, form=form, by=by)
    return Result(deliveries, state, written, as_json(state, machine_clusters(session, state)), carried)


def machine_clusters(session: Session, state: respondents.Overview) -> tuple[tuple[str, ...], ...]:
    """The clusters the machine merged alone: those of the store, without what people joined."""
    compared = [p for p in state.records if p.takes_part]
    decided = review.judgements(session, compared)
    if not any(j.verdict == "same" for j in decided):
        return state.clusters
    apart = [j for j in decided if j.verdict != "same"]
    return link.settle(knowledge.of(compared, rests_on=stamps.of_records(session)), apart).clusters


def as_json(state: respondents.Overview, clusters: Iterable[Sequence[str]]) -> dict[str, Any]:
    """The machine contract of `run` (docs/contract.md): sorted and rounded, the same for the same folder."""
    places = {p.key: p.source for p in state.records}
    merged = [sorted(places[key] for key in keys) for keys in clusters if len(keys) > 1]
    return {
        "clusters": [[_place(source) for source in sources] for sources in sorted(merged)],
        "flags": [_flag(question) for question in sorted(state.questions, key=_order)],
        "counts": {
            group: {
                name: getattr(count, name)
                for name in ("expected", "received", "distinct", "moved", "final", "gap")
            }
            for group, count in state.counts.items()
        },
        "final": {reading: dict(counts) for reading, counts in state.final.items()},
        "final_if_flags_same": {r: dict(counts) for r, counts in state.final_if_flags_same.items()},
    }


def _order(question: review.Question) -> tuple[float, Source, Source]:
    return (-round(question.pair.weight, 2), question.left.source, question.right.source)


def _flag(question: review.Question) -> dict[str, Any]:
    return {
        "left": _place(question.left.source),
        "right": _place(question.right.source),
        "weight": round(question.pair.weight, 2),
        "band": question.pair.band,
        "evidence": [_evidence(line) for line in question.pair.evidence],
    }


def _evidence(line: Evidence) -> dict[str, Any]:
    sentence = explain.sentence(review.without_numbers(line))
    return {"field": line.field, "level": line.level, "bits": round(line.bits, 2), "sentence": sentence}


def _place(source: Source) -> dict[str, Any]:
    place: dict[str, Any] = {"file": source.file, "sheet": source.sheet, "row": source.row}
    return place | ({"block": source.block} if source.block else {})

"""Which catalogue a year is scored by: a shipped one, a file, or the annex as it was pasted.

A corrected catalogue takes the earlier one's place while nothing is submitted; what was entered stays.
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from roster.errors import UserError, raise_all
from roster.plan import Plan
from roster.services.scoring import annex, assessments, catalogues, plan_tasks, recording
from roster.services.scoring.recording import Actor
from roster.store import scoring_queries, tables
from scoring.assessment.model import Assessment
from scoring.catalogue import writing as catalogue_writing
from scoring.catalogue.model import Catalogue


@dataclass(frozen=True, slots=True)
class Chosen:
    """One catalogue that was chosen: the file's name, its checksum, when and by whom."""

    number: int
    name: str
    sha256: str
    at: datetime
    by: str


def choose(session: Session, name: str, *, plan: Plan, actor: Actor) -> Catalogue:
    """Score the year by the catalogue of this name or path, with what the plan sets beside it.

    Raises `UserError` or `UserErrors`: everything wrong with it, catalogue_in_use.
    """
    catalogue = catalogues.open_catalogue(name).catalogue
    return _keep(session, plan_tasks.with_plans_tasks(catalogue, plan), Path(name).name, actor=actor)


def choose_known(session: Session, name: str, *, plan: Plan, actor: Actor) -> Catalogue:
    """As `choose`, from the pages: never a path. Raises `UserError` (no_such_catalogue) too."""
    return choose(session, name.removesuffix(".toml"), plan=plan, actor=actor)


def choose_annex(
    session: Session, path: Path, name: str, *, plan: Plan, verified: bool, actor: Actor
) -> Catalogue:
    """Score the year by the annex in a workbook; tasks that only supply documents and the window stay as they
    were, or are the plan's.

    Raises `UserError` or `UserErrors` naming sheet and row, catalogue_in_use.
    """
    catalogue = annex.read_annex(path, plan=plan, verified=verified)
    before = assessments.read(session)
    if before and not before.catalogue.training:
        kept = before.catalogue
        catalogue = replace(
            catalogue,
            evidence=kept.evidence,
            window=kept.window,
            agencies={**kept.agencies, **catalogue.agencies},
        )
    whole = plan_tasks.with_plans_tasks(replace(catalogue, source=name), plan)
    return _keep(session, whole, name, actor=actor)


def chosen(session: Session) -> tuple[Chosen, ...]:
    """Every catalogue that was chosen, the newest first."""
    rows = scoring_queries.catalogues(session)
    return tuple(Chosen(row.id, row.name, row.sha256, row.at, row.by) for row in rows)


def _keep(session: Session, catalogue: Catalogue, name: str, *, actor: Actor) -> Catalogue:
    raise_all(_in_use(assessments.read(session)))
    content = catalogue_writing.as_toml(catalogue)
    sha256 = hashlib.sha256(content.encode()).hexdigest()
    number = scoring_queries.add(
        session, tables.ScoringCatalogue(name=name, sha256=sha256, content=content, by=actor.by)
    )
    detail = {"catalogue": number, "sha256": sha256, "criteria": len(catalogue.leaves)}
    recording.audit(session, "scoring.catalogue", [""], by=actor.by, detail=detail)
    return catalogue


def _in_use(assessment: Assessment | None) -> list[UserError]:
    """The refusal while something is submitted: its points would change behind somebody's back."""
    if assessment is None:
        return []
    open_ = ("empty", "filled", "returned")
    codes = [one.code for one in assessment.components.values() if one.stage not in open_]
    if not codes:
        return []
    return [
        UserError(
            "catalogue_in_use",
            "Another catalogue cannot be chosen while components are submitted: {codes}. Return them first.",
            codes=", ".join(codes),
        )
    ]

"""The invented province as a whole: its files and the truth about them, from a plan and a seed.

Knows the order of the work; each step knows its own business.
"""

from dataclasses import dataclass
from typing import Any

from roster.demo.citizens import Row, invent_frame
from roster.demo.lists import Document, documents
from roster.demo.people import open_registry
from roster.demo.planting import fill
from roster.demo.styles import load_styles
from roster.demo.tables import Agencies, load_agencies, load_planted
from roster.demo.truth import truth
from roster.errors import UserError
from roster.plan import Plan

DEFAULT_SEED = 2024


@dataclass(frozen=True, slots=True)
class Province:
    """The files as they will be written, the truth as JSON takes it, the sampling frame with its heading."""

    documents: tuple[Document, ...]
    truth: dict[str, Any]
    frame: list[Row]


def invent(plan: Plan, *, seed: int = DEFAULT_SEED) -> Province:
    """Invent a province whose agencies are the plan's: the same seed, the same province.

    Raises `UserError` other_province for a plan that lacks an agency which `data/demo` has people for.
    """
    agencies = load_agencies()
    _check_agencies(plan, agencies)
    registry = open_registry(seed)
    hall = fill(plan, registry, agencies=agencies, planted=load_planted())
    files = documents(plan, hall.rows, styles=load_styles(), registry=registry)
    return Province(files, truth(plan, hall, files, seed=seed), invent_frame(seed))


def _check_agencies(plan: Plan, agencies: Agencies) -> None:
    missing = [a.code for a in agencies.agencies if not plan.agency(a.code)]
    if missing:
        raise UserError(
            "other_province",
            "The invented province does not fit the plan {plan}, which has no agency {agency}. "
            "Use the plan daknong-2024-demo, or write data/demo for this plan.",
            plan=plan.code,
            agency=missing[0],
        )

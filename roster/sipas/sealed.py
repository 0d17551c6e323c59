"""The sealed draw: everything that decided it and what came out, as one JSON document with a seal over it
all.

Knows the document; drawing is `draw`. Two machines write the same document, byte for byte.
"""

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from hashlib import sha256
from typing import Any

import roster
from roster.errors import UserError
from roster.sipas import effects
from roster.sipas.design import Design, as_dict, from_dict
from roster.sipas.draw import Drawn, draw
from roster.sipas.exact import exact
from roster.sipas.frame import COLUMNS, NO_ROW, Frame
from roster.sipas.levels import Levels
from roster.sipas.public_seed import PublicSeed, combined, public_seed

ALGORITHM = "roster-sipas-1"
Document = dict[str, Any]


def sealed_draw(
    frame: Frame, design: Design, levels: Levels, *, seed: str, public: PublicSeed | None = None
) -> Document:
    """Draw, and write down what decided it and what came out. Raises what `draw` and `combined` raise."""
    used = combined(seed, public)
    sample = draw(frame, design, levels, seed=used)
    document = {
        "algorithm": ALGORITHM,
        "program": f"roster {roster.__version__}",
        "frame_sha256": frame.sha256,
        "frame_columns": [*COLUMNS, *sorted(frame.columns)],
        "frame_units": {level: len(frame.rows_of(level)) for level in frame.levels},
        "design": json.loads(json.dumps(as_dict(design))),
        "seed": seed,
        "public_seed": {"kind": public.kind, "digits": public.digits} if public else None,
        "seed_used": used,
        "no_chance": list(sample.no_chance),
        "design_effect": _effects(sample.units, design),
        "units": _units(frame, design, levels, sample.units),
    }
    return {**document, "seal": seal(document)}


def seal(document: Mapping[str, Any]) -> str:
    """SHA-256 of the document without its seal: keys sorted, no blanks, UTF-8."""
    rest = {key: value for key, value in document.items() if key != "seal"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def differences(document: Document, frame: Frame, levels: Levels) -> tuple[str, ...]:
    """What a new draw from the document's design and seed does not repeat: parts of the document, () for
    nothing.

    'frame_sha256' alone where the frame is another one; 'seal' where the document was changed. The program's
    version may differ. Raises `UserError` other_algorithm, bad_draw.
    """
    known = read_document(document)
    changed = ("seal",) if seal(document) != document["seal"] else ()
    if frame.sha256 != document["frame_sha256"]:
        return ("frame_sha256", *changed)
    anew = sealed_draw(frame, known[0], levels, seed=document["seed"], public=known[1])
    parts = (key for key in anew if key not in {"program", "seal"} and anew[key] != document.get(key))
    return (*parts, *changed)


def read_document(document: object) -> tuple[Design, PublicSeed | None]:
    """The design and the public seed of a sealed draw. Raises `UserError` bad_draw, other_algorithm."""
    try:
        return _read(document)
    except (KeyError, TypeError, AttributeError):
        raise UserError(
            "bad_draw", "The file is not a sealed draw. Give the file that 'roster sipas draw' wrote."
        ) from None


def _read(document: Any) -> tuple[Design, PublicSeed | None]:
    if document["algorithm"] != ALGORITHM:
        raise UserError(
            "other_algorithm",
            "The draw was made by the algorithm {found}; this program knows {known}. Use the version of "
            "roster that made it.",
            found=document["algorithm"],
            known=ALGORITHM,
        )
    for key in ("frame_sha256", "seed", "units", "seal"):
        document[key]
    public = document["public_seed"]
    return from_dict(document["design"]), public_seed(public["kind"], public["digits"]) if public else None


def _units(frame: Frame, design: Design, levels: Levels, drawn: Sequence[Drawn]) -> list[dict[str, Any]]:
    return [
        {
            "stage": one.stage,
            "level": design.stages[one.stage - 1].level,
            "unit_id": frame.ids[one.row].as_py(),
            "parent_id": frame.ids[one.parent].as_py() if one.parent != NO_ROW else None,
            **_name(frame, levels, one, design.stages[one.stage - 1].level),
            **({"stratum": one.stratum} if one.stratum else {}),
            "order": one.order,
            "role": one.role,
            "probability": float(one.probability),
            "weight": float(one.weight) if one.weight else None,
            "stage_probability": float(one.stage_probability),
            "exact_probability": str(one.probability),
        }
        for one in drawn
    ]


def _name(frame: Frame, levels: Levels, one: Drawn, level: str) -> dict[str, str]:
    """The unit's name; people's names stay in the frame."""
    return {} if levels.level(level).person else {"name": frame.names[one.row].as_py()}


def _effects(drawn: Sequence[Drawn], design: Design) -> dict[str, float | None]:
    """Kish's design effects of the last stage: of unequal weights, and of clusters where `rho` is assumed."""
    last = [one for one in drawn if one.stage == len(design.stages) and one.role == "main"]
    weighting = effects.weighting([one.weight for one in last if one.weight])
    if design.rho is None or len(design.stages) == 1:
        return {"weighting": float(weighting), "clustering": None, "both": None}
    cluster = Fraction(len(last), len({one.parent for one in last}))
    clustering = effects.clustering(cluster, exact(design.rho))
    return {
        "weighting": float(weighting),
        "clustering": float(clustering),
        "both": float(weighting * clustering),
    }

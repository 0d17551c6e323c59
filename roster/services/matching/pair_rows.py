"""The comparisons that are worth keeping, as the store takes them.

Knows which ones are asked about, and in which order; how two records compare is `roster.dedupe`'s matter.
"""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from roster.model import Evidence, Judgement, Matching
from roster.services.matching import stamps

_EVIDENCE = tuple(field.name for field in fields(Evidence))


def pair_id(left: str, right: str) -> str:
    """The short name of a pair of keys, the same in every database."""
    return stamps.sha256(sorted((left, right)))[:8]


def made(matching: Matching, decided: Sequence[Judgement]) -> list[dict[str, Any]]:
    """The pairs asked about (those somebody was unsure about last), those merged, those decided."""
    judged = {(j.left, j.right): j.verdict for j in decided}
    asks = {(p.left, p.right): p for p in matching.asks}
    kept = {
        (p.left, p.right): p for p in matching.scored if p.band != "different" or (p.left, p.right) in judged
    }
    unsure = {keys for keys in asks if judged.get(keys) == "unsure"}
    order = {keys: n for n, keys in enumerate(sorted(asks, key=unsure.__contains__))}
    return [
        {
            "id": pair_id(*keys),
            "left": pair.left,
            "right": pair.right,
            "weight": pair.weight,
            "band": pair.band,
            "evidence": [_plain(line) for line in pair.evidence],
            "ask_order": order.get(keys),
            "unsure": keys in unsure,
        }
        for keys, pair in (kept | asks).items()
    ]


def asking_order(pair: tuple[bool, float, str, str]) -> tuple[bool, float, str, str]:
    """The key by which pairs (unsure, weight, left, right) are asked about: most probable first."""
    unsure, weight, left, right = pair
    return unsure, -weight, left, right


def _plain(line: Evidence) -> dict[str, Any]:
    """As `asdict`, which takes ten times as long."""
    return {name: getattr(line, name) for name in _EVIDENCE}

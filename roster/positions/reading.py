"""What the words of a cell say: the posts named, and the bodies where they are held.

Knows the words of posts and bodies and the agencies of a plan; knows nothing of groups and rules.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from roster.phrases import Found, PhraseTable, Word, joined
from roster.plan import Agency, Plan
from roster.positions.spelling import expand
from roster.positions.tables import INSIDE, NEUTRAL, Positions, Post
from roster.text import fold
from roster.units import names_of

_CACHED_TEXTS = 1 << 16
_BODY_OF_KIND = {"huyen": "huyen", "van_phong_hdnd": "hdnd_tinh"}


class Body(NamedTuple):
    """A body named in a text; `is_name`: by the name of an agency of the plan, not by a common word."""

    kind: str
    is_name: bool = False


class NamedPost(NamedTuple):
    """A post, the bodies named with it from the inside out, and what its modifiers add to the rank."""

    post: Post
    bodies: tuple[Body, ...]
    shift: int


class Reader:
    """The words of one position table and one plan, ready for look-up."""

    def __init__(self, plan: Plan, positions: Positions) -> None:
        self._positions = positions
        names = names_of(plan)
        self._words = names.words
        self.body_of = {agency.code: _body_of(agency, positions) for agency in plan.agencies}
        aliases = {
            alias: Body(self.body_of[agency.code], is_name=True)
            for alias, agency in names.aliases.items()
            if agency.eligible != "no"  # the table's own words say more: 'công an'
        }
        self._bodies = PhraseTable(aliases | dict(_body_phrases(positions)), self._words)
        self._leaders = PhraseTable(dict(_leader_phrases(positions)), self._words)
        others = {words: post for post in positions.posts if not post.leader for words in post.words}
        self._others = PhraseTable(others, self._words)
        self._modifiers = {joined(self._words(word)): shift for word, shift in positions.modifiers.items()}
        self.posts = lru_cache(_CACHED_TEXTS)(self._posts)
        self.bodies = lru_cache(_CACHED_TEXTS)(self._bodies_of)

    def _posts(self, position: str) -> tuple[NamedPost, ...]:
        words = self._words(expand(position, self._positions))
        return tuple(
            NamedPost(found.value, self._bodies_in(part), self._shift(words, found))
            for found, part in self._parts(words)
        )

    def _bodies_of(self, text: str) -> tuple[Body, ...]:
        return self._bodies_in(self._words(text))

    def _bodies_in(self, words: tuple[Word, ...]) -> tuple[Body, ...]:
        return tuple(f.value for f in self._bodies.find(words) if f.value.kind not in {INSIDE, NEUTRAL})

    def _parts(self, words: tuple[Word, ...]) -> Iterator[tuple[Found[Post], tuple[Word, ...]]]:
        """Each post with the words up to the next post; what stands before the first belongs to the first."""
        leaders = tuple(f for f in self._leaders.find(words) if f.value.id != NEUTRAL)
        found = leaders or self._others.find(words)
        starts = [0, *(f.start for f in found[1:]), len(words)]
        for this, start, end in zip(found, starts, starts[1:], strict=False):
            yield this, words[start:end]

    def _shift(self, words: tuple[Word, ...], found: Found[Post]) -> int:
        near = {joined(words[found.end : found.end + n]) for n in (1, 2)}
        near |= {joined(words[max(found.start - n, 0) : found.start]) for n in (1, 2)}
        return sum(shift for modifier, shift in self._modifiers.items() if modifier in near)


def _leader_phrases(positions: Positions) -> Iterator[tuple[str, Post]]:
    leaders = [post for post in positions.posts if post.leader]
    for post in leaders:
        yield from ((words, post) for words in post.words)
        for before in post.before_post:
            yield from ((f"{before} {words}", post) for other in leaders for words in other.words)


def _body_phrases(positions: Positions) -> Iterator[tuple[str, Body]]:
    for kind, phrases in positions.bodies.items():
        for phrase in phrases:
            yield phrase, Body(kind)
            yield from ((f"{word} {phrase}", Body(NEUTRAL)) for word in positions.field_words)


def _body_of(agency: Agency, positions: Positions) -> str:
    if agency.kind != "so":
        return _BODY_OF_KIND[agency.kind]
    name = fold(agency.name) + " "
    return next((body for form, body in positions.forms.items() if name.startswith(fold(form) + " ")), "so")

"""Which agency of the plan some words name, and which groups of respondents they announce.

Knows the plan's names, aliases and phrases; knows nothing of sheets, rows or people. What the words do not
decide is None or (): never a guess.
"""

from collections.abc import Iterator
from functools import lru_cache

from roster.memo import by_identity
from roster.phrases import Found, PhraseTable, Word, Words
from roster.plan import Agency, Group, Plan

_CACHED_TEXTS = 100_000


def find_agency(text: str, plan: Plan) -> Agency | None:
    """The agency that `text` names: a name or alias as a whole, else the longest alias it contains.

    A district's bare name ('Đắk Mil', 'huyện Đắk Mil') counts only if no other body stands before it ('Trường
    THPT Đắk Mil', 'Công an huyện Đắk Mil', 'UBND xã … huyện Đắk Mil' are not the district's UBND). Two
    different agencies named side by side are None.
    """
    return names_of(plan).agency(text)


def declared_groups(text: str, plan: Plan) -> tuple[str, ...]:
    """The codes of the groups that a title, section row, sheet or file name announces, as mentioned."""
    return names_of(plan).groups(text)


class PlanNames:
    """The plan's names, ready for look-up; made once per plan by `names_of`."""

    def __init__(self, plan: Plan) -> None:
        self.words = Words(plan.synonyms)
        self.aliases = dict(_aliases(plan))
        self._agencies = PhraseTable(self.aliases, self.words)
        alone = {alias: agency for agency in plan.agencies for alias in agency.only_alone}
        self._alone = PhraseTable(self.aliases | alone, self.words)
        elsewhere = dict.fromkeys(plan.elsewhere, True) | dict.fromkeys(plan.not_elsewhere, False)
        self._elsewhere = PhraseTable(elsewhere, self.words)
        self._shorts = PhraseTable(dict(_short_names(plan)), self.words)
        self._groups = PhraseTable(dict(_group_phrases(plan)), self.words)
        self.agency = lru_cache(_CACHED_TEXTS)(self._agency)
        self.groups = lru_cache(_CACHED_TEXTS)(self._declared)

    def _agency(self, text: str) -> Agency | None:
        words = self.words(text)
        whole = self._alone.exact(words)
        if whole:
            return whole
        found = self._agencies.find(words)
        strong = [f for f in found if not self._is_place(f, words)]
        named = strong or [f for f in found if not self._stands_elsewhere(f, words)]
        return named[0].value if len({f.value.code for f in named}) == 1 else None

    def _is_place(self, found: Found[Agency], words: tuple[Word, ...]) -> bool:
        """Whether only the place is named; 'UBND huyện X' after another body is no more than a place."""
        return found.value.kind == "huyen" and (
            not any("ubnd" in w.folded for w in words[found.start : found.end])
            or self._stands_elsewhere(found, words)
        )

    def _stands_elsewhere(self, found: Found[Agency], words: tuple[Word, ...]) -> bool:
        return found.value.kind == "huyen" and any(
            f.value for f in self._elsewhere.find(words) if f.start < found.start
        )

    def _declared(self, text: str) -> tuple[str, ...]:
        words = self.words(text)
        short = self._shorts.exact(words)
        if short:
            return (short.code,)
        return tuple(dict.fromkeys(f.value.code for f in self._groups.find(words) if f.value))


def _aliases(plan: Plan) -> Iterator[tuple[str, Agency]]:
    for agency in plan.agencies:
        for alias in (agency.name, *agency.aliases):
            yield alias, agency


def _short_names(plan: Plan) -> Iterator[tuple[str, Group]]:
    for group in plan.groups:
        for name in (group.code, group.short, group.name):
            yield name, group


def _group_phrases(plan: Plan) -> Iterator[tuple[str, Group | None]]:
    for phrase in plan.no_group_phrases:
        yield phrase, None
    for group in plan.groups:
        for phrase in (group.name, *group.phrases):
            yield phrase, group


@by_identity
def names_of(plan: Plan) -> PlanNames:
    """The look-up tables of a plan, made once."""
    return PlanNames(plan)

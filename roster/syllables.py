"""Which words are possible Vietnamese syllables: onset, rhyme and tone as the spelling rules allow them.

Tells Vietnamese text from text in a wrong encoding or without accents; knows no dictionary and no names.
"""

import re
import unicodedata
from functools import lru_cache

from roster.text import strip_diacritics

TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of dictionaries
_TONE = re.compile(f"[{TONES}]")

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph q qu r s t th tr v x"
_OPEN = """
a ai ao au ay âu ây e eo ê êu i ia iu iêu yêu o oi oa oai oay oao oe oeo ô ôi ơ ơi u ua ui uê uơ uy uya uyu
uôi uây ư ưa ưi ưu ươi ươu y
am an ang anh ăm ăn ăng âm ân âng em en eng êm ên ênh im in inh iêm iên iêng yêm yên yêng om on ong ôm ôn ông
ơm ơn um un ung ưm ưn ưng uôm uôn uông ươm ươn ương oam oan oang oanh oăm oăn oăng oen uân uâng uên uênh uyn
uynh uyên oong yn ynh
"""
# Before a stop only sắc and nặng are possible.
_STOPPED = """
ap at ac ach ăp ăt ăc âp ât âc ep et ec êp êt êch ip it ich iêp iêt iêc yêt op ot oc ôp ôt ôc ơp ơt up ut uc
ưt ưc uôt uôc ươp ươt ươc oap oat oac oach oăt oăc oet uât uêch uyt uych uyp uyêt ooc yt ych yp
"""


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_SYLLABLE = re.compile(f"(?:{_any_of(_ONSETS)})?(?:(?:{_any_of(_OPEN)})|(?P<stopped>{_any_of(_STOPPED)}))")
_UNACCENTED = re.compile(
    f"(?:{_any_of(strip_diacritics(_ONSETS))})?(?:{_any_of(strip_diacritics(_OPEN + _STOPPED))})"
)


def split_tone(word: str) -> tuple[str, str]:
    """The word without its tone marks, and the marks: 'hoà' gives 'hoa' and a grave accent."""
    apart = unicodedata.normalize("NFD", word)
    bare = unicodedata.normalize("NFC", _TONE.sub("", apart))
    return bare, "".join(_TONE.findall(apart))


@lru_cache(1 << 16)
def is_syllable(word: str) -> bool:
    """Whether the word, in any case and with its tone anywhere, is spelled like a Vietnamese syllable."""
    bare, tone = split_tone(word.lower())
    if len(tone) > 1:
        return False
    shape = _SYLLABLE.fullmatch(bare)
    if shape is None:
        return False
    return shape["stopped"] is None or tone in ("\u0301", "\u0323")


@lru_cache(1 << 16)
def lost_accents(word: str) -> bool:
    """Whether a word without accents cannot stand so but could with them: 'Nguyen', 'Ngoc', not 'Kdam'."""
    return word.isascii() and not is_syllable(word) and _UNACCENTED.fullmatch(word.lower()) is not None

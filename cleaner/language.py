"""Which language a text is in.

Function words tell the common languages apart at a glance; only where they don't, a trained detector is
asked, which takes half a second to load.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from functools import cache
from itertools import islice

__all__ = ["confirmed_language", "detect_language", "function_words", "is_foreign"]

_SAMPLE = 1500  # characters in which function words are counted
_PART = 300  # of them from one paragraph, which may be a quotation
_RANKED = 400  # characters for the detector: it is right on all 112 news pages of the multilingual set from 300 on
_LEAST_LETTERS = 40  # below, a guess is no better than none

# Words that are frequent in one of these languages and are none, or rare, in the others.
_FUNCTION_WORDS = {
    "de": "und der die das nicht mit ist auf eine den dem von zu auch sich ein im wird für",
    "en": "the and of to that with was for is on by from have this are which were had not at it",
    "es": "el los las del que una con por para su más como pero sus también fue está y",
    "fr": "les des une dans est pour qui sur au du et par avec plus ce pas ont été aux",
    "it": "di che il della per una non sono con nel alla dei delle più anche è gli ha",
    "nl": "het een van dat niet zijn voor met ook door naar wordt heeft zich bij aan maar",
    "pl": "się nie jest że na do przez od jak oraz dla są było po który które także",
    "pt": "não uma os da dos das com em mais ao pela pelo foi são também ou seu",
    "ro": "și în este din pentru cu nu care pe mai sunt fost că dintre după această",
    "ru": "и в не на что с как это по из его был к для от также года который",
    "tr": "ve bir bu için ile çok daha olarak olan gibi sonra kadar ancak değil ise",
    "uk": "і в не на що з як це за та його було від до також року який є",
}
_LANGUAGES_OF: dict[str, list[str]] = {}
for _code, _words in _FUNCTION_WORDS.items():
    for _word in _words.split():
        _LANGUAGES_OF.setdefault(_word, []).append(_code)


def function_words() -> Collection[str]:
    """Words that are frequent in one of the common languages."""
    return _LANGUAGES_OF.keys()


_LEAST_VOTES = 8  # function words
_LEAD = 3.0  # times the votes of the second
_CLEAR = ((_LEAST_VOTES, _LEAD, 0.15), (20, 10.0, 0.1))
"""Function words, times those of the second language, and share of all words: any of these is enough."""
_LONG_WORD = 7  # letters; a text with fewer blanks is in a script that sets none between words
_LEAST_FOREIGN = 2  # function words of another language that show a quotation in it
_LEAST_OWN = 2  # function words that show the language of the document
_RELATIVES = 3  # languages among which the detector takes one for another
_LEAST_SHARE = 0.03  # of function words: of 1,070 articles of a dozen clean sentences 1,067 have more
_LEAST_DECLARED = 100  # letters against which a declaration is held


@cache
def _ranker() -> Callable[[str], list[tuple[str, float]]]:
    """Loads the model, which takes half a second."""
    import py3langid

    rank: Callable[[str], list[tuple[str, float]]] = py3langid.rank
    return rank


def _ranked(sample: str) -> Iterator[str]:
    """Languages by how likely a sample is in them."""
    return (str(code) for code, _ in _ranker()(sample.encode("utf-8", "replace").decode()))


def detect_language(texts: Sequence[str], choices: Sequence[str] = ()) -> str | None:
    """ISO 639-1 code of the language of some texts, or None if they are too short or too mixed to tell.

    Args:
        texts: paragraphs; the longest ones are looked at.
        choices: the languages that may occur; with just one, it is taken without a look.
    """
    if len(choices) == 1:
        return choices[0]
    parts = _parts(texts)
    sample = " ".join(parts)
    letters = sum(map(str.isalpha, sample))
    if letters < _LEAST_LETTERS:
        return None
    (code, most), (_, next_) = _votes(sample)
    words = max(sample.count(" "), letters // _LONG_WORD)
    is_clear = any(most >= votes and most >= lead * next_ and most >= share * words for votes, lead, share in _CLEAR)
    if is_clear and (not choices or code in choices):
        return code
    if not is_clear and len({_clear_code(part) for part in parts} - {None}) > 1:
        return None
    return next((code for code in _ranked(sample[:_RANKED]) if not choices or code in choices), None)


def confirmed_language(declared: str, texts: Sequence[str], choices: Sequence[str] = ()) -> str:
    """The language that a page declares, or that of its text where this is plainly another.

    Templates name the language of their makers: 4 in 112 pages of the multilingual set say English and are not.

    Args:
        declared: the ISO 639-1 code that the page declares.
        texts: the paragraphs of its text.
        choices: the languages that may occur.
    """
    sample = " ".join(_parts(texts))
    if sum(map(str.isalpha, sample)) < _LEAST_DECLARED:
        return declared
    words = sample.lower().split()
    if declared in _FUNCTION_WORDS:
        own = sum(declared in _LANGUAGES_OF.get(word, ()) for word in words)
        is_doubtful = own < _LEAST_SHARE * len(words) or _is_latin(sample) != _is_latin(_FUNCTION_WORDS[declared])
    else:
        is_doubtful = _clear_code(sample) is not None
    if not is_doubtful:
        return declared
    likely = list(islice(_ranked(sample[:_RANKED]), _RELATIVES))
    if declared in likely or (choices and likely[0] not in choices):
        return declared
    return likely[0]


def _is_latin(text: str) -> bool:
    """Whether a text is in Latin letters: most of its characters, blanks among them, are ASCII then."""
    return len(text.encode("ascii", "ignore")) * 2 > len(text)


def _parts(texts: Sequence[str]) -> list[str]:
    """How the longest texts begin, without runs of blanks: rows of tables have more of these than of words."""
    parts: list[str] = []
    room = _SAMPLE
    for text in sorted(texts, key=len, reverse=True):
        part = " ".join(text[: 2 * _PART].split())[: min(_PART, room)]
        if part:
            parts.append(part)
            room -= len(part)
        if room <= 0:
            break
    return parts


def _clear_code(text: str) -> str | None:
    """The language of one paragraph, if its function words leave little doubt."""
    (code, most), (_, next_) = _votes(text)
    return code if most >= _LEAST_VOTES / 2 and most >= _LEAD * next_ else None


def is_foreign(sample: str, language: str, is_common: Callable[[str], bool]) -> bool:
    """Whether a stretch of text is a quotation in another language.

    It has more function words of that one, two at least; or it has next to none of its own, and the detector takes it
    for another language.

    Args:
        sample: the stretch.
        language: that of the text, one of those with function words.
        is_common: whether a word is common in that one, too, and so says nothing.

    >>> is_foreign("ed alla fine della prestazione non ha", "en", {"fine", "ha"}.__contains__)
    True
    """
    votes = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in sample.lower().split():
        codes = _LANGUAGES_OF.get(word, ())
        if language in codes:
            votes[language] += 1
        elif codes and not is_common(word):
            for code in codes:
                votes[code] += 1
    own = votes.pop(language)
    if max(votes.values()) > max(_LEAST_FOREIGN - 1, own):
        return True
    if own >= _LEAST_OWN or sum(map(str.isalpha, sample)) < _LEAST_LETTERS:
        return False
    return language not in islice(_ranked(sample), _RELATIVES)


def _votes(sample: str) -> list[tuple[str, int]]:
    """The two languages with the most function words in a sample, and how many they have."""
    votes = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in sample.lower().split():
        for code in _LANGUAGES_OF.get(word, ()):
            votes[code] += 1
    return sorted(votes.items(), key=lambda item: -item[1])[:2]

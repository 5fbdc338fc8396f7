"""Spaces: runs and odd ones, spaces before punctuation, and spaces missing behind it.

Left alone are tokens in which punctuation stands between letters for good: addresses, handles, hashtags,
file names, decimals, times, abbreviations, initials, ``Node.js``, ellipses.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from cleaner.ledger import Change
from cleaner.repair.alphabet import SINGLE
from cleaner.repair.openers import OPENERS, SHORT_ENDS
from cleaner.repair.tokens import ELISIONS
from cleaner.segment import CONJUNCTION_RE

__all__ = ["STAGE", "spacing_changes"]

STAGE = "spacing"

_ODD = "\t\n\r\x0b\x0c\x1c-\x1f\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f"
_IDEOGRAPHIC = "\u3000"
_INVISIBLE = "\u00ad\u200b\u2060\ufeff"  # soft hyphen, zero-width space, word joiner, byte order mark
_CLOSING = "\"'”’»)\\]"

_ODD_RE = re.compile(f"[{_ODD}{_IDEOGRAPHIC}{_INVISIBLE}]")
_RUN_RE = re.compile(rf"[ {_ODD}{_IDEOGRAPHIC}{_INVISIBLE}]+")
_BEFORE_RE = re.compile(
    r"(?<=[^\W_]) +(?=[,;!?.:](?:\s(?!\.)|$|[«„“]|[\"”’»]+(?:[\s,.]|$)))"
    r"|(?:(?<=[%)\]”’»€$°])|(?<=[^\W_][\"“])) +(?=[,.](?:\s|$|[–—-]\s))"
)
_BEFORE_COMMA_RE = re.compile(r"(?<=[\w%)\]”’»]) +,(?=[^\W\d_])")
_BEHIND_COMMA_RE = re.compile(r"(?<=[^\W\d_])[,;](?=[^\W\d_]{2})|(?<=[^\W\d_]{2}),(?=[^\W\d_] )")
_BEHIND_COMMA_TOO_RE = re.compile(
    r"(?<=[\d%)\]”“’»]),(?=[^\W\d_]{2,40}(?:[\s,.;:!?]|$))|(?<=[)”“’»]),(?=[^\W\d_] )"
    r"|(?<=[^\W\d_][.\"]),(?=[^\W\d_]{2,40} [^\W\d_])"
)
_YEAR_RE = re.compile(r"\b[A-Z][a-z]{2,8} \d{1,2}(,)(?=(?:1[89]|20)\d\d(?![\d,.]\d|\d))")
_BEHIND_NUMBER_RE = re.compile(
    r"(?:(?<=[\s(“„«])|^)[$€£]?\d[\d.,–-]*"
    r"([ \u00a0\u202f]?%|(?:[bmt]n|m|k|km|cm|mm|kg|ft|hrs|mph|[ap]m|th)|(?<=\d))([.!?])(?=([^\W\d_]{2,40})(?:[ ,]|$))"
)
_BEHIND_PERCENT_RE = re.compile(
    r"(?<=\d)%(?!ig(?:e[mnrs]?)?\b|ow[aeyi])(?=[^\W\d_\u1100-\uffff]{2,40}(?:[\s,.;:!?]|$)|([^\W\d_]) [^\W\d_])"
)
_BEHIND_END_RE = re.compile(rf"(?<![^\W\d_])([^\W\d_]{{1,40}})([.!?][{_CLOSING}]?)(?=([^\W\d_]{{1,40}})(.?))")
_QUOTE_RE = re.compile(
    r"(?<=[^\W\d_][,.!?…])([\"“”„»])(?=[^\W\d_](?:[^\W\d_]|[ ’']))|(?<=[^\W\d_][,.!?…])«(?=[ \u00a0]?[^\W\d_]{2})"
    r"|(?<=[^\W\d_]{2}:)([“„«])(?=[^\W\d_]{2})|(?<=[^\W\d_]{2}:)«(?=[ \u00a0][^\W\d_]{2})"
)
_QUOTE_BEHIND_COLON_RE = re.compile(r"(?<=[^\W\d_] )[^\W\d_]{3,40}:(?=\"([^\W\d_]+)[ ,’'])")
_SPACED_QUOTE_RE = re.compile(r"(?:^|(?<=[^\d] ))\"( )(?=\w)[^\"]{0,300}?[^\s\"]( )\"(?=[\s.,;:!?)]|$)")
_BEHIND_CLOSED_RE = re.compile(r"(?<=[^\W_]\))[.!?](?=([^\W\d_]{2,40})[ ,’'])")
_SHORT_FORM = 6  # letters of an acronym, at most
_SHORT_BEFORE_COLON = 4  # letters of words before colons within words
_QUOTATION_RE = re.compile(
    r"(?<![^\W\d_])([^\W\d_]{2,40}|(?<=\w[’'])s)?(?:“([^\s“”„«»]+ [^“”„«»]{1,600})”|„([^\s“”„«»]+ [^“”„«»]{1,600})[“”]"
    r"|«((?:[^\s“”„«»]|\s(?=[^“”„«»]{1,600}\s»))[^“”„«»]{1,600})»|\"([^\s\"]+ [^\"]{1,600})\")"
    r"([^\W\d_]{2}|[^\W\d_](?= [^\W\d_]))?"
)
_TOUCHED_QUOTE_RE = re.compile(r"[^\W\d_][“„«\"][^\W_]|[\w.,!?…][”“»\"][^\W\d_]|»[^\W\d_]")
_COLON_RE = re.compile(r"(?:(?<=\s)|^)[^\W\d_]{3,40}(:)(?=([^\W\d_]{1,40}) [^\W\d_])")
_BEHIND_INITIALS_RE = re.compile(r"(?:(?<=[\s(“„«])|^)(?:(?:[A-Z]\.){2,3}|[ap]\.m\.)(?=([^\W\d_]{2,40})[\s,.;:!?])")
_BETWEEN_SENTENCES_RE = re.compile(
    r"(?:(?<=[^\W\d_]{2}) \.|(?<=[^\W_][”»])\.|(?<=[^\W_] »)\.)(?=([^\W\d_]{2,40})[ ,’'])"
)
_BEFORE_INVERTED_RE = re.compile(r"(?<=[^\W\d_][,;:.!?…])(?=[¿¡][^\W\d_]{2})")
_BEHIND_OPENING_RE = re.compile(r"(?<![^\s“„«‘(\[])([(\[¿¡“„]) +(?=\w)")
_BEFORE_CLOSING_RE = re.compile(r"(?<=[\w.,!?…]) +([)\]”])(?=[\s.,;:!?…)\]]|$)")
_BEFORE_BRACKET_RE = re.compile(r"(?:(?<=\s)|^)([^\W\d_]{3,40})(\( +)(?=\w)")
_TOUCHED_BRACKET_RE = re.compile(
    r"(?:(?<=[\s“„«’'])|^)([^\W\d_]{3,40})(?=\([^\W_]+ [\w’'-]+,?(?: [\w’'%$€£-]+,?){1,30}\)"
    r"(?:[\s,.;:!?]|[^\W\d_]{2}|$))"
)
_BEHIND_SPACED_BRACKET_RE = re.compile(r"(?<=[\w.,!?…])( +\))(?=[^\W\d_]{2})")
_BEHIND_BRACKET_RE = re.compile(r"(?:(?<=\s)|^)(\([^()\n]{1,200}\))(?=[^\W\d_]{2})")
_APOSTROPHE_RE = re.compile(r"(?<=[^\W\d_]) (?=['’](?:s|t|re|ve|ll|d|m)(?:[ ,.;!?]|$))")
_BEHIND_APOSTROPHE_RE = re.compile(r"(?:(?<=[^\W\d_]['’])|(?<=n['’])) (?=(?:s|(?<=n['’] )t|re|ve|ll)(?:[ ,.;!?]|$))")
_OPEN_APOSTROPHE_RE: dict[str | None, re.Pattern[str]] = {
    "fr": re.compile(rf"(?i)(?<![\w'’-])(?:{ELISIONS['fr']})['’]( +)(?=[aeiouyhœàâéèêëîïôöùû][^\W\d_]|[aày] )"),
    "it": re.compile(rf"(?i)(?<![\w'’-])(?:{ELISIONS['it']})['’]( +)(?=[aeiouhàèéìòù](?:[^\W\d_]| ))"),
    "tr": re.compile(
        r"(?<![\w'’-])[A-ZÇĞİÖŞÜ]\w+['’]( )"
        r"(?=(?:[dt][ae]n?|[ıiuü]n|n[ıiuü]n|[ny]?[ae]|[ıiuü]|[yn][ıiuü]|l[ae]|yl[ae])[ .,;!?])"
    ),
}
_SINGLE_QUOTE_RE = re.compile(r"(?:^|[\s(«“])['‘][^\W_]")
_COMMAS_RE = re.compile(r"(?<=[^\W_],),(?= [^\W\d_])|(?<=[^\W_],)(?: ,)+(?= [^\W\d_])")
_STOPS_RE = re.compile(r"(?<=[^\W\d_A-Z]{3})(\.\.)(?= [A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ])")
_ORDINAL_RE = re.compile(
    r"(?i)\b(?:the|an?|early|late|mid|his|her|its|their|this|every) (\d{1,3})( )(st|nd|rd|th)(?= [^\W\d_])"
)
_DATELINE_RE = re.compile(
    r"^(?:[A-Z]{3,}[A-Z .,/-]{0,40}|[A-Z][\w .,’-]{2,40} \([A-Z][\w/ ]{1,20}\)) [–—-](?=[A-Z][a-z]* )"
)
_SAID_RE = re.compile(r"(?<=[,!?…»”\"]) [–—-](?=[^\W\d_A-Z]{2,} )")
_DASHES = ("– ", "— ", "- ", " –", " —", " -")
_ONE_SIDED_RE = re.compile(r" [–—-](?=[^\W\d_])|(?<=[^\W\d_])[–—-] ")
_DASH_RE = re.compile(r" [–—-] |(?<=[^\W_]) [–—](?=[^\W\d_]{2}|[^\W\d_] )|(?<=[^\W\d_]{2})[–—-] (?=[^\W\d_])")
_SENTENCE_RE = re.compile(r"[^.!?…]+")
_GLUED_DASHES = frozenset({"es", None})  # languages that set dashes close to the remark between them
_TOUCHED_ACRONYM_RE = re.compile(r"(?:(?<=[\s“„«])|^)([^\W\d_]{3,40})(?=\(([^\W\d_a-z]{2,6})\)(?:[\s.,;:!?]|$))")
_NAME_REACH = 80  # characters; names of institutions are shorter
_BRACKETED = 600  # characters between brackets, at most
_WIDE = "\u3001-\u3003\u3040-\u30ff\u3400-\u9fff\uff01\uff0c\uff1a\uff1b\uff1f"
_WIDE_RE = re.compile(
    rf"(?<=[{_WIDE}]) +(?=[、。，！？：；」』）】])|(?<=[、。，！？：；]) +(?=[{_WIDE}])|(?<=[「『（【]) +(?=[{_WIDE}])"
    r"|(?<=[」』）]) +(?=[\u3041-\u3096])"
)
_WIDE_SIGN_RE = re.compile("[、。，！？：；「『（【」』）】]")
_ARABIC = "\u0620-\u064a\u066e-\u06d3"
_BEFORE_ARABIC_RE = re.compile(rf"(?<=[{_ARABIC}0-9٠-٩)»”\"]) +(?=[،؛؟])")
_BEHIND_ARABIC_RE = re.compile(rf"(?<=[{_ARABIC})»” ])[،؛؟](?=[{_ARABIC}]{{2}})")
# What a text must hold for a repair to find anything; these begin with signs, so that a search is soon over.
_COMMA_RE = re.compile(r"[,;][^\W\d_]")
_YEARS_RE = re.compile(r",(?:1[89]|20)\d\d")
_END_RE = re.compile(rf"[.!?][{_CLOSING}]?[^\W\d_]")
_QUOTED_RE = re.compile(r"[,.!?…:][\"“”„«»]")
_BLANK_BEFORE_SIGN = (" ,", " .", " ;", " !", " ?", " :")
_BLANK_BEFORE_CLOSING = (" )", " ]", " ”")
_BLANK_BEHIND_OPENING = ("( ", "[ ", "¿ ", "¡ ", "“ ", "„ ")
_BLANK_BEFORE_APOSTROPHE = (" '", " ’")
_BLANK_BEHIND_APOSTROPHE = ("' ", "’ ")
_TOKEN_SIGNS_RE = re.compile(r"://|www\.|[@#/\\_=<>{}|~^*&+]|\.\w+[.(]")
_TOKEN_REACH = 80  # characters; a token that reaches further is not one of prose

_SPACED_SIGNS = frozenset({"fr", None})  # languages that set a space before : ; ! ?, or may be one that does
_GUILLEMETS = frozenset({"es", "fr", "it", "pt", "ro", "ru", "tr", "uk"})  # languages in which « opens
_APART = frozenset(
    {"bg", "ca", "cs", "da", "de", "el", "en", "es", "fr", "hr", "it", "nl", "no", "pl", "pt", "ro", "ru", "sk", "sl"}
    | {"sr", "sv", "uk"}
)
"""Languages in which quotations stand apart from what is around; others put endings or prepositions there."""
_LOW_QUOTES = frozenset({"en", "es", "fr", "it", "pt", "nl", "tr"})  # languages in which “ opens; in German it closes
_TOP_LEVEL = frozenset(
    {
        *("com", "org", "net", "edu", "gov", "info", "biz", "co", "io", "tv", "uk", "us", "de", "fr", "ru"),
        *("news", "media", "press", "online", "app", "blog", "shop", "store", "site", "tech", "club"),
    }
)


def spacing_changes(text: str, language: str | None = None) -> list[Change]:
    """Where spaces are wrong in a block of text.

    Args:
        text: the block.
        language: its ISO 639-1 code; without one, only what is wrong in every language is found.

    >>> [(change.start, change.end, change.after) for change in spacing_changes("It ended.The  next day")]
    [(9, 9, ' '), (12, 14, ' ')]
    """
    found = sorted(chain(*(find(text, language) for find in _REPAIRS)))
    if not found:
        return found
    changes: list[Change] = []
    for change in found:
        if not changes or change.start >= changes[-1].end + (change.start == change.end == changes[-1].end):
            changes.append(change)
    return changes


def _change(start: int, end: int, after: str, name: str) -> Change:
    return Change(start, end, after, f"spacing.{name}", STAGE)


def _runs(text: str, _language: str | None) -> Iterator[Change]:
    is_plain = text.isascii() and text.isprintable()
    if "  " not in text and text.strip(" ") == text and (is_plain or not _ODD_RE.search(text)):
        return
    for match in _RUN_RE.finditer(text):
        start, end = match.span()
        run = match.group()
        if start == 0 or end == len(text):
            yield _change(start, end, "", "margin")
        elif run != " ":
            visible = run.strip(_INVISIBLE)
            if not visible:
                yield _change(start, end, "", "invisible")
            elif run != _IDEOGRAPHIC:
                after = _IDEOGRAPHIC if set(visible) == {_IDEOGRAPHIC} else " "
                yield _change(start, end, after, "run" if len(run) > 1 else "no_break")


def _before_signs(text: str, language: str | None) -> Iterator[Change]:
    if not _holds(text, _BLANK_BEFORE_SIGN):
        return
    for match in _BEFORE_RE.finditer(text):
        sign = text[match.end()]
        if sign in ",." or (language not in _SPACED_SIGNS and (sign != ":" or text[match.start() - 1].isalpha())):
            yield _change(*match.span(), "", "before_sign")
    for match in _BEFORE_COMMA_RE.finditer(text):
        if _is_prose(text, match.end()):
            yield _change(*match.span(), ", ", "before_sign")


def _behind_commas(text: str, language: str | None) -> Iterator[Change]:
    if _COMMA_RE.search(text):
        yield from _behind_commas_before_letters(text)
    if language == "en" and _YEARS_RE.search(text):  # elsewhere the comma of "5,2021" may be the one of a decimal
        for match in _YEAR_RE.finditer(text):
            yield _change(match.end(), match.end(), " ", "behind_comma")


def _behind_commas_before_letters(text: str) -> Iterator[Change]:
    for match in _BEHIND_COMMA_RE.finditer(text):
        is_shorthand = match.group() == ";" and text[match.start() - 1].isupper() and text[match.end()].isupper()
        if not is_shorthand and _is_prose(text, match.start()):
            yield _change(match.end(), match.end(), " ", "behind_comma")
    for match in _BEHIND_COMMA_TOO_RE.finditer(text):
        if _is_prose(text, match.start()):
            yield _change(match.end(), match.end(), " ", "behind_comma")


def _behind_ends(text: str, language: str | None) -> Iterator[Change]:
    if not _END_RE.search(text):
        return
    opening = _opening_quotes(text)
    for match in _BEHIND_END_RE.finditer(text):
        left, sign, right, behind = match.groups()
        is_sentence = (
            (
                (left.islower() and len(left) > (sign[0] == ".") + 1)
                or (left.istitle() and len(left) > 3)
                or (behind == " " and _ends_sentence(text, match, language))
            )
            and right[0].isupper()
            and (right[1:].islower() or right in ("A", "I") or (behind == " " and _is_word(right.lower(), language)))
            and (not behind or behind in " ,’'-")
            and (right.lower() not in _TOP_LEVEL or (left.islower() and behind == " "))
            and match.end() - 1 not in opening
        )
        if is_sentence and _is_prose(text, match.start(2)):
            yield _change(match.end(), match.end(), " ", "behind_sentence")

    openers = OPENERS.get(language, frozenset())
    for match in _BEHIND_INITIALS_RE.finditer(text):
        is_word = match[1].islower() and match[1].isascii() and match[1] not in _TOP_LEVEL
        if is_word or (match[1].istitle() and match[1].lower() in openers):
            yield _change(match.end(), match.end(), " ", "behind_initials")
    for match in _BEHIND_NUMBER_RE.finditer(text):  # one that ends a sentence, or a German ordinal
        if match[3].istitle() and (match[1] or _is_prose(text, match.start(2))):
            yield _change(match.end(), match.end(), " ", "behind_sentence")


def _ends_sentence(text: str, match: re.Match[str], language: str | None) -> bool:
    """Whether a sentence ends with a word of two letters, or with capitals before a word that begins sentences."""
    left, _, right, _ = match.groups()
    if left.islower():
        return left in SHORT_ENDS.get(language, ()) and text[match.start() - 1 : match.start()] == " "
    return left.isupper() and 1 < len(left) <= _SHORT_FORM and right.lower() in OPENERS.get(language, ())


def _between_sentences(text: str, language: str | None) -> Iterator[Change]:
    """Where no space stands behind a full stop that follows a space or quotation, and behind a colon."""
    if _holds(text, (" .", "”.", "».")):
        for match in _BETWEEN_SENTENCES_RE.finditer(text):
            if match[1].istitle() and match[1].lower() not in _TOP_LEVEL:
                yield _change(*match.span(), ". ", "behind_sentence")
    if _holds(text, (").", ")!", ")?")):
        for match in _BEHIND_CLOSED_RE.finditer(text):
            opening = text.rfind("(", max(0, match.start() - _BRACKETED), match.start())
            stands_apart = opening >= 0 and (not opening or text[opening - 1] == " ")
            if stands_apart and match[1].istitle() and match[1].lower() not in _TOP_LEVEL:
                yield _change(match.end(), match.end(), " ", "behind_sentence")
    if ":" in text:
        openers = OPENERS.get(language, frozenset()) if language != "de" else ()  # ``leser:in die``
        for match in _COLON_RE.finditer(text):
            begins = match[2].istitle() or (match[2] in openers and len(match[0]) > _SHORT_BEFORE_COLON)
            if match[0].islower() and begins and _is_prose(text, match.start(1)):
                yield _change(match.end(), match.end(), " ", "behind_colon")


def _around_quotations(text: str, language: str | None) -> Iterator[Change]:
    """Before a quotation of several words and behind it, where a letter touches the mark (``it“a shame”and``).

    Straight marks count only if all come in pairs.
    """
    if language not in _APART or not _TOUCHED_QUOTE_RE.search(text):
        return
    is_paired = text.count('"') % 2 == 0
    for match in _QUOTATION_RE.finditer(text):
        before, english, _, angled, straight, behind = match.groups()
        if not (before or behind) or (english and language not in _LOW_QUOTES):
            continue
        if (angled and language not in _GUILLEMETS) or (straight and not is_paired):
            continue
        start, end = next(match.span(group) for group in (2, 3, 4, 5) if match[group])
        if text[end - 1].isspace() != text[start].isspace():
            continue
        if before:
            yield _change(start - 1, start - 1, " ", "before_quote")
        if behind and len(behind) == 1 and not _is_word(behind, language):
            continue
        if behind and (behind.islower() or language == "de" or text[end - 1] in ".!?…"):
            yield _change(end + 1, end + 1, " ", "behind_quote")


def _is_word(letter: str, language: str | None) -> bool:
    """Whether a letter is a word of a language by itself."""
    return letter in SINGLE.get(language or "", "")


def _behind_percent(text: str, language: str | None) -> Iterator[Change]:
    if "%" not in text:
        return
    for match in _BEHIND_PERCENT_RE.finditer(text):
        if _is_prose(text, match.start()) and (not match[1] or _is_word(match[1], language)):
            yield _change(match.end(), match.end(), " ", "behind_percent")


def _opening_quotes(text: str) -> frozenset[int]:
    """Where straight quotation marks open a quotation, if they come in pairs."""
    places = [index for index, sign in enumerate(text) if sign == '"'] if '"' in text else []
    return frozenset() if len(places) % 2 else frozenset(places[::2])


def _at_quotes(text: str, language: str | None) -> Iterator[Change]:
    """Behind a closing quotation mark or before an opening one, next to punctuation (``said,”He``, ``fue.¿Quién``)."""
    if "¿" in text or "¡" in text:
        for match in _BEFORE_INVERTED_RE.finditer(text):
            yield _change(*match.span(), " ", "before_inverted")
    if not _QUOTED_RE.search(text):
        return
    is_paired, opening = text.count('"') % 2 == 0, _opening_quotes(text)
    for match in _QUOTE_BEHIND_COLON_RE.finditer(text):
        if match.end() in opening and match[0].islower() and match[1].istitle() and _is_prose(text, match.end()):
            yield _change(match.end(), match.end(), " ", "before_quote")
    for match in _QUOTE_RE.finditer(text):
        sign, place = match.group(), match.start()
        if (sign == '"' and not is_paired) or (sign == "“" and language is None):
            continue
        if sign == "«":
            opens = language in _GUILLEMETS
            if not opens:
                continue
        else:
            opens = sign == "„" or (sign == "“" and language in _LOW_QUOTES) or place in opening
        if opens:
            yield _change(place, place, " ", "before_quote")
        elif text[place - 1] == "," or (sign == "”" and text[match.end()].islower()):
            yield _change(match.end(), match.end(), " ", "behind_quote")  # behind . ! ? it is the end of a sentence


def _inside(text: str, language: str | None) -> Iterator[Change]:
    """Spaces inside brackets and quotation marks."""
    if _holds(text, _BLANK_BEHIND_OPENING):
        yield from _inside_opening(text, language)
    if _holds(text, _BLANK_BEFORE_CLOSING):
        yield from _inside_closing(text)
    if ' "' in text and language not in _SPACED_SIGNS and text.count('"') % 2 == 0:
        for match in _SPACED_QUOTE_RE.finditer(text):
            yield _change(*match.span(1), "", "inside")
            yield _change(*match.span(2), "", "inside")


def _inside_opening(text: str, language: str | None) -> Iterator[Change]:
    for match in _BEFORE_BRACKET_RE.finditer(text):
        if match[1].islower() or match[1].istitle():
            yield _change(*match.span(2), " (", "inside")
    has_low = "„" in text
    for match in _BEHIND_OPENING_RE.finditer(text):
        sign = match.group(1)
        if sign in "([¿¡„" or (language in _LOW_QUOTES and not has_low):
            yield _change(match.end(1), match.end(), "", "inside")


def _inside_closing(text: str) -> Iterator[Change]:
    for match in _BEHIND_SPACED_BRACKET_RE.finditer(text):
        yield _change(*match.span(1), ") ", "inside")
    first = {sign: text.find(sign) for sign in "([“„"}
    for match in _BEFORE_CLOSING_RE.finditer(text):
        opening = {")": "(", "]": "[", "”": "“„"}[match.group(1)]
        if any(0 <= first[sign] < match.start() for sign in opening):
            yield _change(match.start(), match.start(1), "", "inside")


def _around_brackets(text: str, _language: str | None) -> Iterator[Change]:
    """Before and behind brackets around several words; ``(un)happy`` and ``(s)he`` are one word."""
    if ")" in text:
        for match in _TOUCHED_BRACKET_RE.finditer(text):
            if match[1].islower() or match[1].istitle():
                yield _change(match.end(), match.end(), " ", "before_bracket")
        for match in _BEHIND_BRACKET_RE.finditer(text):
            if " " in match.group(1)[2:-2] or _is_acronym_of(match.group(1)[1:-1], _before(text, match.start())):
                yield _change(match.end(), match.end(), " ", "behind_bracket")
        for match in _TOUCHED_ACRONYM_RE.finditer(text):
            if match[1].istitle() and _is_acronym_of(match[2], _before(text, match.end(1))):
                yield _change(match.end(1), match.end(1), " ", "before_bracket")


def _is_acronym_of(acronym: str, before: str) -> bool:
    """Whether capitals are initials of the words before them, of the last one and of one that precedes it."""
    if not (acronym.isalpha() and acronym.isupper() and len(acronym) > 1):
        return False
    initials = [word[0].upper() for word in before.split()]
    return len(initials) > 1 and initials[-1] == acronym[-1] and acronym[0] in initials[:-1]


def _before(text: str, place: int) -> str:
    return text[max(0, place - _NAME_REACH) : place]


def _dashes(text: str, language: str | None) -> Iterator[Change]:
    """Dashes that a space is missing beside: the one of two around a remark, behind a dateline, before ``said he``."""
    if not (_holds(text, _DASHES) and _ONE_SIDED_RE.search(text)):
        return
    for pattern in (_DATELINE_RE, _SAID_RE) if language in ("ru", "uk") else (_DATELINE_RE,):
        yield from (_change(match.end(), match.end(), " ", "dash") for match in pattern.finditer(text))
    if language in _GLUED_DASHES:
        return
    for sentence in _SENTENCE_RE.finditer(text):
        dashes = list(_DASH_RE.finditer(text, *sentence.span()))
        if len(dashes) != 2 or len({dash[0].strip() for dash in dashes}) > 1:
            continue
        one_sided = [dash for dash in dashes if len(dash[0]) < len(" - ")]
        if len(one_sided) == 1 and _is_beside_word(text, one_sided[0]):
            yield _change(*one_sided[0].span(), f" {one_sided[0][0].strip()} ", "dash")


def _is_beside_word(text: str, dash: re.Match[str]) -> bool:
    """Whether a dash stands between a word and one in lower case, but for the hyphen of ``pre- and post-war``."""
    behind = text[dash.end() : dash.end() + 1]
    return behind.islower() and not (dash[0][0] == "-" and CONJUNCTION_RE.match(text, dash.end()))


def _doubled_signs(text: str, _language: str | None) -> Iterator[Change]:
    """A comma or full stop too much; two full stops may be an ellipsis, so that other signs must speak against it."""
    if _holds(text, (",,", ", ,")):
        yield from (_change(*match.span(), "", "doubled_sign") for match in _COMMAS_RE.finditer(text))
    if ".." in text and "..." not in text and "…" not in text and text.count("..") == 1:
        for match in _STOPS_RE.finditer(text):
            yield _change(*match.span(1), ".", "doubled_sign")


def _ordinals(text: str, language: str | None) -> Iterator[Change]:
    """English ordinals behind ``the`` and the like (``the 19 th century``)."""
    if language == "en" and _holds(text, (" st ", " nd ", " rd ", " th ")):
        for match in _ORDINAL_RE.finditer(text):
            number = int(match[1])
            ending = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
            if match[3] == ending:
                yield _change(*match.span(2), "", "ordinal")


def _wide_signs(text: str, _language: str | None) -> Iterator[Change]:
    if not text.isascii() and _WIDE_SIGN_RE.search(text):
        yield from (_change(*match.span(), "", "wide_sign") for match in _WIDE_RE.finditer(text))


def _arabic_signs(text: str, _language: str | None) -> Iterator[Change]:
    if not text.isascii() and _holds(text, "،؛؟"):
        yield from (_change(*match.span(), "", "before_sign") for match in _BEFORE_ARABIC_RE.finditer(text))
        yield from (
            _change(match.end(), match.end(), " ", "behind_comma") for match in _BEHIND_ARABIC_RE.finditer(text)
        )


def _apostrophes(text: str, language: str | None) -> Iterator[Change]:
    pattern = _OPEN_APOSTROPHE_RE.get(language)
    if pattern and _holds(text, _BLANK_BEHIND_APOSTROPHE) and not _SINGLE_QUOTE_RE.search(text):
        yield from (_change(*match.span(1), "", "apostrophe") for match in pattern.finditer(text))
    if language == "en" and _holds(text, _BLANK_BEFORE_APOSTROPHE):
        yield from (_change(*match.span(), "", "apostrophe") for match in _APOSTROPHE_RE.finditer(text))
    if language == "en" and _holds(text, _BLANK_BEHIND_APOSTROPHE):
        yield from (_change(*match.span(), "", "apostrophe") for match in _BEHIND_APOSTROPHE_RE.finditer(text))


def _holds(text: str, parts: Iterable[str]) -> bool:
    return any(part in text for part in parts)


_REPAIRS: tuple[Callable[[str, str | None], Iterable[Change]], ...] = (
    _runs,
    _before_signs,
    _behind_commas,
    _behind_ends,
    _between_sentences,
    _behind_percent,
    _at_quotes,
    _around_quotations,
    _inside,
    _around_brackets,
    _dashes,
    _doubled_signs,
    _ordinals,
    _wide_signs,
    _arabic_signs,
    _apostrophes,
)


def _is_prose(text: str, position: int) -> bool:
    """Whether the token around a position is one of prose, not an address, a file name or code."""
    low, high = max(0, position - _TOKEN_REACH), position + _TOKEN_REACH
    start = max((match.end() for match in re.finditer(r"\s", text[low:position])), default=0) + low
    end = re.search(r"\s", text[position:high])
    return not _TOKEN_SIGNS_RE.search(text[start : position + end.start() if end else high])

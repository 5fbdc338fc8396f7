"""Where the links in a block lead: to what outlets invite their readers to, on the same site, to other sites."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

__all__ = ["host", "is_call", "stay_on"]

_CACHED = 10_000  # links that are remembered

_CALL_HOSTS = frozenset(
    [
        "t.me",
        "telegram.me",
        "wa.me",
        "whatsapp.com",
        "api.whatsapp.com",
        "chat.whatsapp.com",
        "vb.me",
        "viber.com",
        "news.google.com",
        "zen.yandex.ru",
        "dzen.ru",
        "apps.apple.com",
        "itunes.apple.com",
        "play.google.com",
        "podcasts.apple.com",
        "open.spotify.com",
        "patreon.com",
        "ko-fi.com",
        "buymeacoffee.com",
        "paypal.com",
        "paypal.me",
        "steadyhq.com",
    ]
)
_CALL_WORDS = (
    r"newsletters?|nieuwsbrief|bolet[ií]n(?:es)?|infolettres?|rundbrief|mailing|subscri(?:be|ptions?)|sign-?up|subscriber|abo|"
    r"abos|abonnements?|abonner|abonnieren|abonare|suscr[ií]\w*|assin(?:e|atura)s?|abbonamenti|abbonati|prenumer\w*|podpiska|"
    r"donat(?:e|ions?)|spenden?|membership|e-?paper|apps?|whatsapp|telegram|push|alerts?|follow(?:-us)?"
)
_CALL_RE = re.compile(rf"(?:{_CALL_WORDS})(?:[-_](?:{_CALL_WORDS}))*(?:\.html?|\.php)?")


@lru_cache(_CACHED)
def is_call(target: str) -> bool:
    """Whether a link leads to what outlets invite their readers to: a newsletter, a channel, an app, a subscription.

    >>> is_call("https://t.me/kite"), is_call("/service/newsletter/"), is_call("https://kite.example/app?from=box")
    (True, True, True)
    >>> is_call("/2026/telegram-founder-held"), is_call("/newsletter/2026/why-it-rained"), is_call("/apparel")
    (False, False, False)
    """
    address = target.lower().partition("?")[0].partition("#")[0]
    if address.startswith("mailto:"):
        return True
    _, slashes, rest = address.partition("//")
    site, _, path = rest.partition("/") if slashes else ("", "", address)
    if site.removeprefix("www.") in _CALL_HOSTS or (site and _CALL_RE.fullmatch(site.partition(".")[0])):
        return True
    return _CALL_RE.fullmatch(path.removesuffix("/").rpartition("/")[2]) is not None


def host(address: str) -> str:
    """The host of an address, in lower case and without www; empty for one without.

    >>> host("https://www.Kite.example/a"), host("/a")
    ('kite.example', '')
    """
    _, slashes, rest = address.partition("//")
    return rest.partition("/")[0].lower().removeprefix("www.") if slashes else ""


def stay_on(site: str, targets: Iterable[str]) -> bool:
    """Whether all of some links stay on the site of a host, as far as one can tell.

    >>> stay_on("kite.example", ["/a", "https://news.kite.example/b"]), stay_on("kite.example", ["https://tarn.example"])
    (True, False)
    """
    if not site:
        return True
    others = {host(target) for target in targets if "//" in target} - {"", site}
    return all(other.endswith(f".{site}") or site.endswith(f".{other}") for other in others)

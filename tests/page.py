"""Pages for tests, of an invented outlet."""

from __future__ import annotations

SENTENCES = (
    "The town of Tarn will rebuild its harbour wall this summer, nine years after a storm broke it in two places.",
    "The council voted on Monday to spend four million euros on the work, most of it from a fund for the coast.",
    "Nobody in the old town will have to move while the work goes on, the mayor told those who came to the meeting.",
    "Boats will use the northern basin until the end of the year, and the fish market moves to the salt shed.",
    "The first stones are expected by ship in May, and the gate is to be tested before the storms of the autumn.",
)
BODY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)
HEAD = (
    '<title>Tarn rebuilds its wall | The Daily Kite</title><meta property="og:site_name" content="The Daily Kite">'
    '<meta property="og:title" content="Tarn rebuilds its wall">'
)
MENU = (
    '<header class="site-header"><nav><ul><li><a href="/">Home</a></li><li><a href="/n">News</a></li></ul></nav>'
    "</header>"
)
FOOT = '<footer><p>© 2026 The Daily Kite. All rights reserved.</p><a href="/terms">Terms</a></footer>'


def page(body: str, *, head: str = HEAD) -> str:
    """A page of the outlet with this in its article."""
    return (
        f'<!DOCTYPE html><html lang="en"><head>{head}</head><body>{MENU}<main><article>'
        f"<h1>Tarn rebuilds its wall</h1>{body}</article></main>{FOOT}</body></html>"
    )

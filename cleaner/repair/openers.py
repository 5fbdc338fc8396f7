"""Function words that begin sentences, by language: behind an abbreviation, one of them shows that a sentence begins.

They aren't parts of names, domains or code, nor the first words of most titles of works.
"""

from __future__ import annotations

from cleaner.repair.tokens import words_by_language

__all__ = ["OPENERS", "SHORT_ENDS"]

OPENERS = words_by_language(
    {
        "en": "the this that these those he she they it we his her their its our but and when while after although"
        " there what who how if in on at for from with as",
        "de": "der die das den dem des ein eine einer er sie es wir ihr sein seine ihre doch und aber wenn als nach"
        " auch dort wie was wer bei mit im am zum zur für auf",
        "es": "el la los las un una él ella ellos su sus pero y cuando mientras tras aunque también en según con para"
        " por como esto esta este no se",
        "fr": "le la les un une il elle ils elles son sa ses leur mais et quand après aussi cette ce ces dans selon"
        " pour avec nous on en",
        "it": "il lo la gli le un una lui lei loro ma quando mentre dopo anche questo questa nel nella secondo con per"
        " come non si",
        "nl": "de het een hij zij ze wij we zijn haar hun maar en toen terwijl na ook dit deze die dat volgens met",
        "pl": "ten ta to te on ona oni ich jego jej ale i gdy kiedy po także według w na z za od dla nie jak",
        "pt": "o a os as um uma ele ela eles seu sua seus mas e quando enquanto após também em no na segundo com para"
        " não se este esta isso",
        "ro": "un o el ea ei lor dar și când după deși în la pe cu pentru potrivit acest această nu",
        "ru": "он она они это этот эта их его её но и когда после также в во на по с со за от для как не мы я если",
        "tr": "bu şu o ancak ama ve bir onlar daha sonra ise ayrıca",
        "uk": "він вона вони це цей ця їх його її але і й коли після також у в на за з зі від для як не ми я якщо",
    }
)
"""In lower case."""

SHORT_ENDS = words_by_language(
    {
        "en": "it us me up in on so do go to is he we by of at no be",
        "de": "zu an ab um da so es er du wo ja",
        "es": "él sí no ya va yo tú mí ti",
        "fr": "là eu vu dû va pu su an oui non lui",
        "it": "lì là sì no già fa lo li ne su me te",
        "nl": "in op af om na al uit toe aan er ze we is",
        "pl": "tu ją go ich im ma są je",
        "pt": "já lá aí só eu mim ti si pé",
        "ro": "ei el ea lor loc zi an nu da",
        "ru": "её ей им их он мы вы да но",
        "tr": "mi mı mu mü de da bu şu ne",
        "uk": "її їй їм їх ні та ми ви",
    }
)
"""Words of two or three letters that are no abbreviations, so that a full stop behind them ends a sentence."""

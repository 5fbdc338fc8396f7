"""A rule file to start from."""

from __future__ import annotations

from cleaner.rulebook import Action, Category, Takes, Zone

__all__ = ["template"]


def template(name: str) -> str:
    """A commented rule file with one rule of this name, which loads as it is."""
    return f"""\
# The id of a rule is the path of its file in the rule folder and its name: promo.yaml → promo.{name}
# 'cleaner rules check DIR' holds the rules to their examples; 'cleaner --rules DIR article.txt' uses them.

{name}:
  description: Plug for the outlet's own cookbook.   # what it finds, for people
  category: promo             # {", ".join(Category)}
  action: remove              # {", ".join(Action)}
                              #   cut: and what follows, in the tail; protect: it stays, whatever others say
                              #   strip: what the pattern, or its group (?P<strip>…), matches goes, the line stays
                              #   caption: the groups (?P<text>…), (?P<credit>…), (?P<slug>…) are read off the line
  score: 1.0                  # 1.0 decides alone; weaker signals add up, and a block goes at 1.0
  takes: nothing              # {", ".join(Takes)}: what goes with it from below
  where:                      # all of these must hold
    zone: any                 # {", ".join(Zone)}
    max_words: 30             # longer blocks are prose; also min_words, ends_sentence, min_link_density
  # languages: [en]           # for documents in these languages only
  # valid_until: 2030-12-31   # the last day of a campaign
  patterns:                   # RE2, searched for in each block; {{name}} puts in a fragment of the vocabulary
    - '(?i)^\\W*(?:order|buy|get) our (?:new )?cookbook\\b'
  examples:                   # a rule that fails one of them does not load
    match:
      - "Order our new cookbook today!"
    spare:                    # write these first: sentences of a journalist that must survive
      - "Critics who buy our cookbook theory are few, the minister said."
      - "We buy our cookbook paper abroad."
"""

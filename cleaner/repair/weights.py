"""Weights of the evidence that a token is two words, in log-odds.

Fitted by logistic regression (tests/benchmarks/fit_words.py): spaces taken out at random against tokens as they
stand, in one half of clean sentences of twelve languages and of English articles, and against rare words. The
names are those of :class:`cleaner.repair.lexicon.Evidence`. Columns: English, known and unknown tokens; the
other languages, known and unknown tokens. The constants are what is added for a known and for an unknown token
of a language; the lower, the surer a split must be.
"""

WEIGHTS: dict[str, tuple[float, float, float, float]] = {
    "both": (-0.787, 1.631, 0.661, 1.667),
    "rarer": (0.725, -0.808, 1.828, -0.877),
    "rarer_common": (2.700, 0.567, 3.825, 2.508),
    "other_common": (-1.925, 0.181, -6.718, 0.103),
    "other_very_common": (-3.801, -0.823, 11.595, -1.234),
    "begins": (-0.414, 3.973, -3.637, 1.922),
    "ends": (-1.238, 4.354, 2.185, 2.386),
    "begins_squared": (0.030, -0.501, -0.489, 0.136),
    "ends_squared": (-0.148, -0.167, -0.607, -0.115),
    "begins_ends": (0.122, -0.173, 0.910, 0.193),
    "both_begins": (0.166, 0.260, -0.632, 0.301),
    "both_ends": (-0.181, 0.471, -0.264, 0.393),
    "one_letter": (4.455, 3.513, 5.075, 1.211),
    "two_letters": (-2.043, 0.492, -0.232, 0.560),
    "length": (1.319, 0.636, 1.824, 0.416),
    "length_begins": (0.237, -0.142, -0.161, -0.101),
    "length_ends": (-0.426, -0.162, -0.755, -0.090),
    "token": (-2.272, 0.000, -2.074, 0.000),
    "begins_alike": (-3.448, -1.119, -0.787, -1.183),
    "prefix": (-2.326, -1.556, 4.619, -1.394),
    "derived": (1.015, -0.051, 5.615, -0.584),
    "inflected": (-4.776, -4.094, -0.683, -4.302),
    "stem_only": (0.000, 0.465, 0.000, -0.390),
    "rare": (0.000, -0.014, 0.000, 0.118),
}

CONSTANTS: dict[str, tuple[float, float]] = {
    "de": (-3.11, 6.70),
    "en": (-3.58, 6.86),
    "es": (-8.13, 8.43),
    "fr": (-3.42, 9.42),
    "it": (-3.71, 9.50),
    "nl": (-9.58, 8.64),
    "pl": (-10.65, 9.19),
    "pt": (-4.04, 8.28),
    "ro": (-1.42, 7.90),
    "ru": (-2.49, 9.16),
    "tr": (-11.81, 7.10),
    "uk": (0.97, 9.59),
}

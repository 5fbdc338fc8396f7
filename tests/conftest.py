"""Settings all tests share: the same examples each time, unless ``HYPOTHESIS_PROFILE`` is ``random`` or ``long``."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

from cleaner.patterns import remember_literals

settings.register_profile("random", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=150)
settings.register_profile("same", parent=settings.get_profile("random"), derandomize=True)
settings.register_profile("long", parent=settings.get_profile("random"), max_examples=5_000)
remember_literals()  # tests make many books of the same rules
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))

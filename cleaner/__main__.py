"""``python -m cleaner`` is the same program as ``cleaner``."""

from cleaner.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

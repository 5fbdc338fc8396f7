"""Tools for those who write rules: the command ``cleaner rules``."""

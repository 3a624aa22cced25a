"""Safeguard Log: an offline, encrypted safeguarding log for a school."""

__version__ = "0.1.0"

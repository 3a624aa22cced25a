"""The program as journeys start it: a log made once and copied for each test."""

from tests.journeys.conftest import begin, clock, made, made_once

__all__ = ["begin", "clock", "made", "made_once"]

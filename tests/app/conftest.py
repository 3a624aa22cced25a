"""The program as journeys start it: a log made once and copied for each test."""

from tests.journeys.conftest import begin, clock, keys_are_quick, keys_of_a_real_school, made, made_once

__all__ = ["begin", "clock", "keys_are_quick", "keys_of_a_real_school", "made", "made_once"]

"""Tests of the pages of declarations."""

"""Tests of the pattern radar at work."""

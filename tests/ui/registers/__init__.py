"""Tests of the pages of the school's registers."""

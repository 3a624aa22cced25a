"""Tests of the contact check."""

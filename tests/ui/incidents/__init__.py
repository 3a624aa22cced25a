"""Tests of the page of incidents, on real logs."""

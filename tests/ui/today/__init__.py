"""Tests of Today, on real logs."""

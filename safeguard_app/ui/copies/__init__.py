"""Copies of records for somebody outside, with others left out."""

"""Insights: patterns over many records that are worth a look."""

"""Typed reading of the catalogue: incident categories, clauses, nations, forms, clocks."""

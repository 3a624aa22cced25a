"""Edges of the operating system, without Qt."""

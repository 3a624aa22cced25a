"""Tests of the document engine and the documents made with it."""

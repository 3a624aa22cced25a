"""The audit in plain words, and whether the record is whole."""

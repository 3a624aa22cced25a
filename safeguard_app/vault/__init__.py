"""The encrypted store: keys, databases, audit chain, evidence files, backup."""

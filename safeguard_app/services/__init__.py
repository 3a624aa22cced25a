"""Use cases. Every write names its actor and its reason and returns what changed."""

"""Before evidence is added: the question that comes first, and what to do when the answer is yes."""

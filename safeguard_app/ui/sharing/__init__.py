"""Sharing documents with somebody outside: what for, who checked it, how it went, what came back; and the register."""

"""The page before the log: who opens it, the passphrase, the recovery key, and what needs no passphrase."""

"""Keys: how a passphrase becomes an identity, and how that identity opens compartments."""

"""The register of family relationships: as at any day, entering, deciding, and each step with its own date."""

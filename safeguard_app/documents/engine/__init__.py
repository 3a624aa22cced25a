"""The one document engine: sets text, breaks pages, tags them and writes the file."""

"""The window, by feature. The only importer of PySide6."""

"""The edges of the desktop that need Qt: session and power, clipboard, screen capture."""

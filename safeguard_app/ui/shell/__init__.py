"""The window around the pages: command bar, rail, status bar, curtain, idle watch."""

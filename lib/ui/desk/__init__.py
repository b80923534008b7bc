"""The desk on the screen: one module a section of the page."""

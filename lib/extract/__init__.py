"""Report text to candidates: numerals and quantities are what the checks of published facts need of it."""

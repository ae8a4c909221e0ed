"""The report's sections, one module for each part; each function gives a section or None where it has no data."""

"""Validation of everything that comes in; save() calls an action."""

"""Registries in: divisions, stations and people from tables, first as a difference in words, then all or nothing."""

"""Stations assess themselves: the domain, floor by floor (the README's map says which)."""

"""Template tags of the domain."""

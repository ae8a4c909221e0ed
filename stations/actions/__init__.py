"""What people do: keyword-only, atomic, without a request."""

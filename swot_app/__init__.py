"""The Django project: settings, URLs, servers; nothing of the domain."""

"""JSON for the form's outbox: operations in, their outcomes out. /api/openapi.json describes it."""

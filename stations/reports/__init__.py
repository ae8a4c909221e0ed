"""The feasibility report: a record becomes a document, and a document becomes a file."""

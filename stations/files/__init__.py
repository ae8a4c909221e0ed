"""Files that people send: what they are, cleaned in a process of their own, kept outside of the web root."""

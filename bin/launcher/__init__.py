"""What the two commands share: plain Python that installs, prepares, serves and tests."""

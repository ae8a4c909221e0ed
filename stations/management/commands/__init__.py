"""One command a module, each ending with a line that says what it did."""

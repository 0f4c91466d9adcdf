"""What is due from whom, computed from the facts: one module a source of rows."""

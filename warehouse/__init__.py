"""Remember and relate: every table, every SQL text, every engine."""

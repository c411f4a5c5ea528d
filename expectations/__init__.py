"""Judge: gates for the feeds and the base, and the library of cleaning rules. The only home of Great Expectations."""

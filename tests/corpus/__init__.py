"""Every container, layout and value that a county receives, made by the tests, each with its outcome beside it."""

"""Each kind of file there is, from its bytes to tables of typed cells. Suffixes are never trusted."""

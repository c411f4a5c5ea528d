"""A synthetic county, honest about dirt: for `fangpin demo` and for tests. Nobody in it exists."""

from sources.synthetic.county import CountySummary, write_county

__all__ = ["CountySummary", "write_county"]

"""Faults planted in the base, so that it can be counted how many of them the rules find: a table a family of rules."""

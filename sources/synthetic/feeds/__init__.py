"""The departments' feeds: who has what trouble, how each file looks, and what happens to the numbers on the way."""

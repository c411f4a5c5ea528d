"""Compose: the office's own procedure, the command line, the settings, the schedule."""

"""Declare: what each department sends, how a file is read, what an ID number is. Imports nothing of ours."""

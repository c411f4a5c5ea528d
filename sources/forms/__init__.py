"""The sheets that go out to be filled in and come back: each said once, for whoever prints, reads, corrects or answers it."""

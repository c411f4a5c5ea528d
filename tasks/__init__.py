"""Do one step: thin Prefect tasks. Paths and counts go in and out; never frames, never a person's data."""

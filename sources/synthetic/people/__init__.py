"""The county's people: names, families, what the base says of them, the faults planted in it, and its export."""

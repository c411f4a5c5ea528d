"""What townships send back: which sheet it is, and what each row of it answers."""

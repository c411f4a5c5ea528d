"""Take a file as it came: its container, its sheets, its header, its rows. Nothing is judged here."""

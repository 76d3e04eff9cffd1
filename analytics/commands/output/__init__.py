"""How a command hands over what it found: rows as JSON has them, files, progress."""

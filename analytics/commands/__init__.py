"""What each command of `python -m analytics` does: flags in, one dictionary out."""

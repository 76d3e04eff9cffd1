"""Numbers that files of small areas may hold, and ready-made scores of need."""

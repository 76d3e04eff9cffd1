"""Recording who looks at what, and showing the record."""

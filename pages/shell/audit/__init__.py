"""Recording who looks at what and takes what away, and showing the record."""

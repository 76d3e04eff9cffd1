"""What runs the expressions of a build, and reads and writes the tables."""

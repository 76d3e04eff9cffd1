"""What is counted. Each measure is an Ibis expression over the stored tables, for any
engine."""

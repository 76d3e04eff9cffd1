"""What a group of people uses of every service, beside everyone else."""

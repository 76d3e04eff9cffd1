"""What an attendance or appointment looks like: hour, staff, diagnosis, cost."""

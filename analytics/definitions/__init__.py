"""What the words mean: tables, rules, windows, groups, costs. Each definition lives
here, once."""

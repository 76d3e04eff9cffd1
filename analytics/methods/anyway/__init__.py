"""How many events of any kind a group would have had in a month anyway, from people
like it to whom nothing happened."""

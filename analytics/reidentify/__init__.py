"""Back from pseudonyms to a practice's own local ids, where that is allowed."""

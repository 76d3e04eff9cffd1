"""The published counts, met by the smallest nudges that do it."""

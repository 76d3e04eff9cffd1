"""How often segments, funnels and process charts find something where nothing is, and
miss what is there."""

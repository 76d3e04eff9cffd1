"""The two settings, A&E ("ae") and the GP ("gp"): their extracts, and what one use is
called."""

EXTRACT = {"ae": "ae_attendances", "gp": "gp_appointments"}  # the table
USED = {"ae": "ae_attendances", "gp": "gp_visits"}  # the column of measures.use
CALLED = {"ae": "A&E attendances", "gp": "GP visits"}

"""When people attend: calendars, lasting rates, crises, and the programme's effect."""

"""Who may look, and at what: sign-in, roles, and the door of every page."""

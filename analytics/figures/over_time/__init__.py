"""How people move between states of use, drawn."""

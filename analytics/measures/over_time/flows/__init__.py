"""How people move from window to window between states of use."""

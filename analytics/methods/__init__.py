"""How a number is reasoned about: pure statistics over small frames."""

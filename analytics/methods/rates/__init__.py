"""Rates that can be compared: standardised, with intervals, and along a gradient."""

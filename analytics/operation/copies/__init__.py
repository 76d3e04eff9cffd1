"""Copies of a data home: made while it is used, checked, put back."""

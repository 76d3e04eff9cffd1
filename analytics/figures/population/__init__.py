"""Figures of the page of the population."""

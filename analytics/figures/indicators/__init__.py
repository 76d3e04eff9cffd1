"""Figures of indicators: all of them, the funnel of one, its course, its definition."""

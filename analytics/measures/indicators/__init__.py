"""Indicators of health and wellbeing: all of them now, and one by practice and over
time."""

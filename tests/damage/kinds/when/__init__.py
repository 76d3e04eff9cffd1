"""Damages of dates, times of day and windows."""

"""Indicators of health and wellbeing of the sample's practices: invented counts, with
the one published share met exactly."""

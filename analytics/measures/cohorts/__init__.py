"""Cohorts: who fits a definition on a day, fixing them, and what they are like."""

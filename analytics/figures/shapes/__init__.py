"""Shapes of chart that several figures share."""

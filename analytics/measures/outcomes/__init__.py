"""Targets over time: each outcome of a group followed month by month, and judged by the
programme's own share."""

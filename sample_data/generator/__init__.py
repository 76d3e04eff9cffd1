"""Seeded generator of the sample and of larger worlds for benchmarks.

``python -m sample_data.generator`` rebuilds every file in ``sample_data/``;
with ``--people`` it writes an uncalibrated world of any size instead.
"""

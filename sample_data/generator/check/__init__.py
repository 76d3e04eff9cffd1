"""Every published figure beside the one that a made sample gives, in plain pandas.

It shares no code with the dashboard, so it is an independent count of the same things.
"""

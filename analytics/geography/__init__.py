"""Where things are: boundaries of small areas, and what a map should
frame.

Nothing here asks the network for anything: no tiles, no postcode look-up.
"""

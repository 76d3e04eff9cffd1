"""Where things are: boundaries of small areas, what a map should frame, how far apart
points are.

Nothing here asks the network for anything: no tiles, no postcode look-up.
"""

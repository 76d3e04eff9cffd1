"""What kinds of need there are among frequent attenders: groups found in the data, and
by rules.

Pure functions on the feature table. With 30 people a group found in the data is a
suggestion, so each carries how often it comes back when the people are drawn again, and
the groups known from the literature stand beside.
"""

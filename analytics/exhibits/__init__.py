"""What there is to show, each declared once: its question, its measure, its figure.

A page, the meeting view, the pack, the A4 page and the command line all run the same
declarations (`exhibit.Exhibit`), in the order that each of them wants.
"""
